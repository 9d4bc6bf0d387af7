// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>

namespace unimo::tensor {

/// A launcher that lost a process says so under this key, so that the others do not wait for it.
inline constexpr const char* kGivenUpKey = "unimo/given_up";

/// Where the processes that a launcher starts on this host find each other: it keeps their store
/// itself, at a port that the system gives, so that nobody can take it in between.
class Rendezvous
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Rendezvous>> open();
    ~Rendezvous();

    [[nodiscard]] int port() const;
    /// Tells those who still wait for each other that one will not come.
    void giveUp(const std::string& why);

private:
    struct Store;
    explicit Rendezvous(std::unique_ptr<Store> store);
    std::unique_ptr<Store> store_;
};

} // namespace unimo::tensor

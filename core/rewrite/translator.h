// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace unimo::rewrite {

/// English into another language and back by Apertium, in processes that live as long as this
/// object: starting them costs as much as some hundred captions. Thread: one; make one a thread.
class Translator
{
public:
    /// The languages that Apertium is installed for in both directions ("cat", "spa"), sorted.
    [[nodiscard]] static std::vector<std::string>
    pivots(const std::filesystem::path& modes = "/usr/share/apertium/modes");
    /// Config error for a language that is none of pivots(), Io error when it cannot be started.
    [[nodiscard]] static Result<std::unique_ptr<Translator>> start(const std::string& pivot);
    ~Translator();
    Translator(const Translator&) = delete;
    Translator& operator=(const Translator&) = delete;

    /// What becomes of each text; words that the dictionaries lack come back as they were, or with
    /// one of the marks * @ # before them. Io error when the processes end or hang.
    [[nodiscard]] Result<std::vector<std::string>> roundTrip(std::span<const std::string> texts);

private:
    Translator(int socket, int process) : socket_(socket), process_(process) {}
    int socket_;
    int process_;
};

} // namespace unimo::rewrite

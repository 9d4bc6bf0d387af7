// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/host.h"

#include <unistd.h>

#include <array>
#include <chrono>

namespace unimo {

double unixTime()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

std::string hostName()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

} // namespace unimo

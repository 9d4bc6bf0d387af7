// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <string>

namespace unimo::tensor {

/// What is wrong with a weight file; the reader at the border adds which file.
[[noreturn]] inline void refuse(const std::string& message)
{
    throw ErrorException({ErrorKind::Data, message, {}, {}});
}

} // namespace unimo::tensor

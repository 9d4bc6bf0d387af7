// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/version.h"

namespace unimo {

const char* programVersion()
{
    return UNIMO_VERSION;
}

} // namespace unimo

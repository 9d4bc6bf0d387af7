// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/regions_json.h"

#include <nlohmann/json.hpp>

namespace unimo::inference {

nlohmann::json toJson(const std::vector<SeenRegion>& regions)
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto& region : regions)
        list.push_back({{"box", {region.box.x1, region.box.y1, region.box.x2, region.box.y2}},
                        {"class", region.className},
                        {"probability", region.probability}});
    return list;
}

} // namespace unimo::inference

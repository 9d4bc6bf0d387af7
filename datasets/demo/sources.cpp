// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/sources.h"

#include <array>
#include <string>

namespace unimo::datasets {

namespace {

struct PackageFile
{
    const char* file;
    const char* package;
};

constexpr std::array<PackageFile, 7> kPackages = {{
    {"tuxpaint/stamps", "tuxpaint-stamps-default"},
    {"tuxpaint/templates", "tuxpaint-data"},
    {"fonts/truetype/noto/NotoColorEmoji.ttf", "fonts-noto-color-emoji"},
    {"wallpapers/Kite", "plasma-workspace-wallpapers"},
    {"backgrounds/picosdeeuropa_by_Aitzol_Berasategi.jpg", "lomiri-wallpapers-16.04"},
    {"backgrounds/mate/nature", "mate-backgrounds"},
    {"wordnet/data.noun", "wordnet-base"},
}};

} // namespace

Status DemoSources::check() const
{
    for (const auto& [file, package] : kPackages) {
        std::error_code code;
        if (!std::filesystem::exists(share / file, code))
            return Error{ErrorKind::Io, "the pictures or texts of the demo are missing",
                         share / file, std::string("apt install ") + package};
    }
    return {};
}

} // namespace unimo::datasets

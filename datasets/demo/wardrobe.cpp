// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/wardrobe.h"

#include "core/base/threads.h"

#include <charconv>
#include <mutex>
#include <string_view>

#include "datasets/demo/emoji_font.h"
#include "datasets/demo/recolour.h"

namespace unimo::datasets {

namespace {

constexpr std::string_view kStamp = "stamp:";
constexpr std::string_view kEmoji = "emoji:";

Result<Cutout> loadPicture(const std::string& source, const DemoSources& sources,
                           const EmojiFont& font, std::mutex& fontMutex)
{
    if (source.starts_with(kStamp))
        return loadStamp(sources.stamps() / source.substr(kStamp.size()));
    uint32_t codePoint = 0;
    const char* end = source.data() + source.size();
    if (!source.starts_with(kEmoji) ||
        std::from_chars(source.data() + kEmoji.size(), end, codePoint, 16).ptr != end)
        return Error{ErrorKind::Data,
                     "picture '" + source + "' is neither stamp:<path> nor emoji:<hex code>",
                     {},
                     {}};
    const std::lock_guard lock(fontMutex);
    return font.picture(codePoint);
}

Dress dressOf(Cutout cutout)
{
    Dress dress{std::move(cutout), {}, {}};
    dress.own = measuredColour(dress.cutout);
    for (const Colour colour : kColours)
        dress.shows[static_cast<size_t>(colour)] =
            dress.own == colour || measuredColour(recoloured(dress.cutout, colour)) == colour;
    return dress;
}

} // namespace

Result<Wardrobe> loadWardrobe(const Vocabulary& vocabulary, const DemoSources& sources, int threads,
                              const JobControl& job)
{
    const auto font = EmojiFont::open(sources.emojiFont());
    if (!font)
        return font.error();
    const auto count = static_cast<int64_t>(vocabulary.pictures.size());
    job.progress("Cutting out pictures", 0, count);
    std::mutex fontMutex;
    Wardrobe wardrobe(vocabulary.pictures.size());
    try {
        parallelFor(count, threads, [&](int64_t i) {
            const auto at = static_cast<size_t>(i);
            if (job.stopped())
                throw ErrorException(JobControl::cancelled("Building the demo"));
            wardrobe[at] = dressOf(
                loadPicture(vocabulary.pictures[at].source, sources, *font, fontMutex).orThrow());
        });
    } catch (const ErrorException& fault) {
        return fault.error();
    }
    return wardrobe;
}

Cutout dressed(const Dress& dress, Colour colour)
{
    return dress.own == colour ? dress.cutout : recoloured(dress.cutout, colour);
}

} // namespace unimo::datasets

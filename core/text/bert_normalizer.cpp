// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/bert_normalizer.h"

#include "core/text/characters.h"
#include "core/text/utf8.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include <algorithm>
#include <stdexcept>

namespace unimo::text {
namespace {

const UNormalizer2& canonicalDecomposition()
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* instance = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status))
        throw std::runtime_error("ICU has no normalisation data");
    return *instance;
}

/// Turns code points, one after another, into the normalised text.
class Writer
{
public:
    Writer(const BertNormalizer& normalizer, NormalizedText& out)
        : normalizer_(normalizer), out_(out)
    {
    }

    void ascii(char c, Offset source)
    {
        flushMarks();
        if (normalizer_.lowercase && c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
        out_.text.push_back(c);
        out_.source.push_back(source);
    }
    void codePoint(char32_t c, Offset source)
    {
        if (!normalizer_.stripAccents)
            return lowered(c, source);
        UChar units[32];
        UErrorCode status = U_ZERO_ERROR;
        const int32_t length = unorm2_getDecomposition(&canonicalDecomposition(),
                                                       static_cast<UChar32>(c), units, 32, &status);
        if (length < 0)
            return unaccented(c, source);
        for (int32_t at = 0; at < length;) {
            UChar32 part = 0;
            U16_NEXT(units, at, length, part);
            unaccented(static_cast<char32_t>(part), source);
        }
    }
    /// Spacing marks wait until the next starter, since canonical order may change theirs.
    void flushMarks()
    {
        if (marks_.empty())
            return;
        std::stable_sort(marks_.begin(), marks_.end(), [](const Mark& left, const Mark& right) {
            return left.combiningClass < right.combiningClass;
        });
        for (const Mark& mark : marks_)
            lowered(mark.codePoint, mark.source);
        marks_.clear();
    }

private:
    struct Mark
    {
        char32_t codePoint;
        uint8_t combiningClass;
        Offset source;
    };

    void unaccented(char32_t c, Offset source)
    {
        if (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK)
            return;
        if (const uint8_t combiningClass = u_getCombiningClass(static_cast<UChar32>(c))) {
            marks_.push_back({c, combiningClass, source});
            return;
        }
        flushMarks();
        lowered(c, source);
    }
    void lowered(char32_t c, Offset source)
    {
        constexpr char32_t capitalDottedI = 0x130;
        constexpr char32_t dotAbove = 0x307;
        if (normalizer_.lowercase && c == capitalDottedI) { // the one letter that becomes two
            write('i', source);
            c = dotAbove;
        } else if (normalizer_.lowercase) {
            c = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
        }
        write(c, source);
    }
    void write(char32_t c, Offset source)
    {
        appendUtf8(out_.text, c);
        out_.source.resize(out_.text.size(), source);
    }

    const BertNormalizer& normalizer_;
    NormalizedText& out_;
    std::vector<Mark> marks_;
};

} // namespace

NormalizedText normalize(const BertNormalizer& normalizer, std::string_view text, int32_t base)
{
    NormalizedText out;
    out.text.reserve(text.size());
    out.source.reserve(text.size());
    Writer writer(normalizer, out);
    for (size_t at = 0; at < text.size();) {
        const auto begin = static_cast<int32_t>(at);
        char32_t c = nextCodePoint(text, at);
        const Offset source{base + begin, base + static_cast<int32_t>(at)};
        if (normalizer.cleanText) {
            if (isBertRemoved(c))
                continue;
            if (isWhitespace(c))
                c = ' ';
        }
        if (c < 0x80) {
            writer.ascii(static_cast<char>(c), source);
        } else if (normalizer.spaceIdeographs && isIdeograph(c)) {
            writer.ascii(' ', source);
            writer.codePoint(c, source);
            writer.ascii(' ', source);
        } else {
            writer.codePoint(c, source);
        }
    }
    writer.flushMarks();
    return out;
}

} // namespace unimo::text

// SPDX-License-Identifier: GPL-3.0-or-later
#include "datasets/demo/emoji_font.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstdio>

namespace unimo::datasets {

struct EmojiFont::Face
{
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    std::filesystem::path file;

    ~Face()
    {
        FT_Done_Face(face);
        FT_Done_FreeType(library);
    }
};

EmojiFont::EmojiFont(std::unique_ptr<Face> face) : face_(std::move(face)) {}
EmojiFont::EmojiFont(EmojiFont&&) noexcept = default;
EmojiFont::~EmojiFont() = default;

Result<EmojiFont> EmojiFont::open(const std::filesystem::path& file)
{
    auto face = std::make_unique<Face>();
    face->file = file;
    if (FT_Init_FreeType(&face->library) != 0)
        return Error{ErrorKind::Internal, "FreeType does not start", {}, {}};
    if (FT_New_Face(face->library, file.c_str(), 0, &face->face) != 0)
        return Error{ErrorKind::Data, "the font cannot be read", file,
                     "apt install fonts-noto-color-emoji"};
    if (face->face->num_fixed_sizes < 1 || FT_Select_Size(face->face, 0) != 0)
        return Error{ErrorKind::Data, "the font holds no colour pictures", file,
                     "apt install fonts-noto-color-emoji"};
    return EmojiFont(std::move(face));
}

namespace {

/// FreeType's BGRA is weighted by alpha; ours is straight RGBA.
std::vector<uint8_t> straightRgba(const FT_Bitmap& bitmap)
{
    std::vector<uint8_t> rgba;
    rgba.reserve(size_t{4} * bitmap.width * bitmap.rows);
    for (unsigned y = 0; y < bitmap.rows; ++y) {
        const uint8_t* pixel = bitmap.buffer + static_cast<ptrdiff_t>(y) * bitmap.pitch;
        for (unsigned x = 0; x < bitmap.width; ++x, pixel += 4) {
            const int alpha = pixel[3];
            for (const int channel : {2, 1, 0})
                rgba.push_back(
                    alpha == 0 ? uint8_t{0}
                               : static_cast<uint8_t>(std::min(255, pixel[channel] * 255 / alpha)));
            rgba.push_back(static_cast<uint8_t>(alpha));
        }
    }
    return rgba;
}

} // namespace

Result<Cutout> EmojiFont::picture(char32_t codePoint) const
{
    char name[16];
    std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(codePoint));
    const std::string where = face_->file.string() + " " + name;
    const FT_UInt glyph = FT_Get_Char_Index(face_->face, codePoint);
    if (glyph == 0 || FT_Load_Glyph(face_->face, glyph, FT_LOAD_COLOR | FT_LOAD_RENDER) != 0)
        return Error{ErrorKind::Data, "the font has no such character", where, {}};
    const FT_Bitmap& bitmap = face_->face->glyph->bitmap;
    if (bitmap.pixel_mode != FT_PIXEL_MODE_BGRA || bitmap.width > 1024 || bitmap.rows > 1024)
        return Error{ErrorKind::Data, "the character is not a colour picture", where, {}};
    return trimmedCutout(static_cast<int>(bitmap.width), static_cast<int>(bitmap.rows),
                         straightRgba(bitmap), where);
}

} // namespace unimo::datasets

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace unimo::datasets {

/// Where in a scene a thing may be.
enum class Zone { Sky, Ground, Water, Indoors };

/// One curated picture of a noun: "stamp:<path in tuxpaint/stamps, no ending>" or "emoji:<code
/// point>".
struct PictureSource
{
    int noun = 0; ///< its index in Vocabulary::nouns
    std::string source;
    bool heldOut = false; ///< only shown in the split test_pictures
};

struct Noun
{
    std::string word;
    std::string plural;
    std::string category; ///< "animal", "fruit", "vehicle", ...
    std::vector<Zone> zones;
    std::vector<int> pictures; ///< indices into Vocabulary::pictures

    [[nodiscard]] bool livesIn(Zone zone) const;
    /// Can both be in one picture that is not seen from above?
    [[nodiscard]] bool meets(const Noun& other) const;
};

/// The nouns of the demo and their pictures (vocabulary.json). Each noun has a picture that is not
/// held out.
struct Vocabulary
{
    std::vector<Noun> nouns;
    std::vector<PictureSource> pictures;
};

[[nodiscard]] Result<Vocabulary> loadVocabulary(const std::filesystem::path& file);

} // namespace unimo::datasets

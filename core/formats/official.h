// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "core/formats/import.h"
#include "core/store/project.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace unimo::formats {

/// The lines of UNIMO's fine-tuning data (unimo.md 3.2), and of ERNIE-ViL's VQA. Numbers of regions
/// are base64 of little-endian float32.
enum class OfficialKind {
    FlickrFeatures, ///< 7 fields by tab: image, W, H, regions, boxes, features, probabilities
    FlickrCaptions, ///< 5 by ';': token ids, sentence ids, positions, image, sentence
    Entailment,     ///< SNLI-VE, 14 by ';': image, pair, label, token ids, ..., regions
    CocoCaptions,   ///< 16 by ';': image, caption, token ids, ..., units, ..., regions
    CocoObjects,    ///< 4 by ';': image, token ids of the object tags, ...
    VqaQuestions    ///< 9 by tab: question, text, labels and scores by '|', W, H, regions
};
/// By name: "flickr30k-features", "flickr30k-captions", "snli-ve", "coco-captions", "coco-objects",
/// "ernie-vil-vqa".
[[nodiscard]] const std::map<std::string, OfficialKind>& officialKinds();

struct OfficialOptions
{
    OfficialKind kind = OfficialKind::FlickrFeatures;
    std::string split = "train";
    /// Turns ids back into text; needed by those that hold token ids.
    const text::Tokenizer* tokenizer = nullptr;
    std::filesystem::path pictures;   ///< folder of the picture files, named by image; may be empty
    std::vector<std::string> answers; ///< names of VQA labels; empty: the labels are answers
};

struct OfficialReport
{
    int64_t lines = 0;     ///< taken
    int64_t pictures = 0;  ///< new ones
    int64_t withFile = 0;  ///< of these, whose picture file was found
    int64_t captions = 0;  ///< new ones
    int64_t questions = 0; ///< new ones
    int64_t examples = 0;  ///< of visual entailment, new ones
    std::vector<ImportProblem> problems;
};

/// Reads a file, plain or .gz, or every file of a folder, line by line. Pictures are told apart by
/// their image id within flickr30k, coco and vqa; their regions become the feature set "proposals".
/// W and H are taken in the order in which the boxes fit into the picture, since the official
/// readers disagree. Lines that cannot be used are reported and left out. What was read stays after
/// an error or a stop; reading again goes on. Errors: Io; Data when the project's features were
/// made by something else; Cancelled.
[[nodiscard]] Result<OfficialReport> importOfficial(store::Project& project,
                                                    const std::filesystem::path& source,
                                                    const OfficialOptions& options,
                                                    const JobControl& control = {});

} // namespace unimo::formats

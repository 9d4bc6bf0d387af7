// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/image/image.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace unimo::store {

using SampleId = int64_t;

enum class SampleKind { Pair, Image, Text };

/// One picture, one text, or a picture with its texts.
struct Sample
{
    SampleId id = 0; ///< 0: not stored yet
    SampleKind kind = SampleKind::Pair;
    std::string split;      ///< "train", "val", "test", ...: any name
    std::string collection; ///< where it came from: "demo", the imported folder's name
    std::string imagePath;  ///< absolute, or relative to the project folder; empty for texts
    std::string imageHash;  ///< contentHashOfFile of the picture
    int width = 0;          ///< pixels
    int height = 0;
    std::vector<std::string> tags = {}; ///< what a person calls it, in the order given
    int rating = 0;                     ///< 1-5; 0: none
};

struct Caption
{
    int64_t id = 0;
    SampleId sample = 0;
    std::string text;
    std::string style; ///< "full", "short", ... ; empty for imported captions
};

struct Question
{
    int64_t id = 0;
    SampleId sample = 0;
    std::string text;
    std::string answer;
    std::string type; ///< "colour", "count", "exists", ... ; empty when unknown
    /// How right each of several answers is (0-1), the best first; empty: `answer` alone is.
    std::vector<std::pair<std::string, double>> answers = {};
};

/// A box known to be right (drawn, composed or imported), with what is in it.
struct Region
{
    int64_t id = 0;
    SampleId sample = 0;
    Box box;
    std::string label;  ///< noun
    std::string colour; ///< colour word, may be empty
};

/// Bytes [begin, end) of a text.
struct TextSpan
{
    int64_t begin = 0;
    int64_t end = 0;
    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

/// The parts of a caption that make one unit each: phrases and names.
struct Phrases
{
    int64_t caption = 0;
    SampleId sample = 0;
    std::vector<TextSpan> spans;
    std::string textHash; ///< contentHash of the caption they were found in
};

/// What a person says of a rewrite or of something retrieved. What is marked is not trained on.
enum class Mark {
    None,
    TooEasy, ///< teaches nothing
    TooHard, ///< nobody could tell
    Wrong    ///< a negative that is true, a positive that is false, a neighbour that does not fit
};

/// How a rejection by the settings of a rewrite's rule begins.
inline constexpr const char* kByRule = "by its rule: ";

/// A text made from a caption. polarity +1: still true of the picture; -1: false of it.
struct Rewrite
{
    int64_t id = 0;
    SampleId sample = 0;
    int64_t caption = 0; ///< the caption it was made from
    std::string text;
    std::string rule; ///< "object", "colour", "count", "relation", "bind", "sentence", ...
    int polarity = -1;
    std::vector<TextSpan> spans = {}; ///< where it differs from the caption; empty: everywhere
    std::vector<std::pair<std::string, double>> scores = {}; ///< by name, in the order of names
    /// Why it must not be used, from when it was made or by its rule's settings; empty: it may.
    std::string rejection = {};
    std::string parentHash = {}; ///< contentHash of the caption then; empty: came with the data
    Mark mark = Mark::None;

    /// Whether the settings of its rule alone speak against it.
    [[nodiscard]] bool ruledOut() const { return rejection.starts_with(kByRule); }
    /// Whether the rewrite is what its polarity says, as far as anybody knows.
    [[nodiscard]] bool holds() const { return rejection.empty() && mark != Mark::Wrong; }
    /// Whether to train on it.
    [[nodiscard]] bool usable() const { return rejection.empty() && mark == Mark::None; }
    [[nodiscard]] bool isHardNegative() const { return polarity < 0 && usable(); }
};

/// A picture or text of the unpaired collections that retrieval found for a pair.
struct Neighbour
{
    int64_t id = 0;
    SampleId sample = 0;                 ///< the pair
    SampleId neighbour = 0;              ///< what was found
    SampleKind kind = SampleKind::Image; ///< Image or Text: what was found
    std::string method;                  ///< "features", "sentence", "tfidf"
    int rank = 0;                        ///< 0 is the nearest; rejected ones count
    double score = 0;                    ///< what the ranks go by
    std::vector<std::pair<std::string, double>> scores = {}; ///< parts of it, in the order of names
    std::string rejection = {};                              ///< why it must not be used
    std::string queryHash = {}; ///< contentHash of all that the search depended on
    Mark mark = Mark::None;

    [[nodiscard]] bool usable() const { return rejection.empty() && mark == Mark::None; }
};

/// How many rewrites of one caption, or neighbours of one pair, there are.
struct AugmentationCounts
{
    SampleId sample = 0;
    int64_t caption = 0; ///< the caption's id; of neighbours the pair's first
    std::string text;    ///< its words
    int64_t rejected = 0;
    std::array<int64_t, 4> marks = {}; ///< by Mark, of what is not rejected

    [[nodiscard]] int64_t usable() const { return marks[0]; }
};

/// What a person asks of the rewrites of a rule, beyond the checks when they are made.
struct RuleSettings
{
    std::string rule;
    bool off = false;            ///< none of them is trained on
    std::string score;           ///< by which of their scores they are judged; empty: by none
    std::optional<double> least; ///< of that score
    std::optional<double> most;
    friend bool operator==(const RuleSettings&, const RuleSettings&) = default;
};

/// How many rewrites a rule made.
struct RuleCounts
{
    std::string rule;
    int polarity = -1;
    int64_t rejected = 0;
    std::array<int64_t, 4> marks = {}; ///< by Mark, of what is not rejected

    [[nodiscard]] int64_t usable() const { return marks[0]; }
};

/// What a detector names in a picture, the likeliest first, each once.
struct ObjectTags
{
    SampleId sample = 0;
    std::vector<std::pair<std::string, double>> tags; ///< word, probability
};

enum class TaskKind { Classification, Regression, Generation };

/// A labelled task: its examples hang on samples, single texts or pictures.
struct Task
{
    std::string name; ///< letters, digits, - and _
    TaskKind kind = TaskKind::Classification;
};

/// One example of a task. On a sample with a picture, the picture is part of the question.
struct Example
{
    int64_t id = 0;
    SampleId sample = 0;
    std::string task;
    std::string source;  ///< the text
    std::string context; ///< the second text of a pair; may be empty
    std::string target;  ///< a label, a number, or the text to generate
};

/// One number a sample, made by a program: sharpness, a checkpoint's score, ...
struct Measure
{
    std::string name;   ///< letters and _, as queries name it
    std::string source; ///< what measured it
    int64_t samples = 0;
    double least = 0;
    double most = 0;
};

/// A query with its order, kept under a name.
struct SavedView
{
    std::string name;
    std::string query; ///< as typed
    std::string split; ///< empty: all
    std::string sort;  ///< as in SampleFilter
    bool descending = false;
};

/// Where one sample's regions lie in a feature file.
struct FeatureSlot
{
    SampleId sample = 0;
    int64_t offset = 0; ///< bytes from the file's start
    int32_t regions = 0;
};

} // namespace unimo::store

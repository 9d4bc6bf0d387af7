// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace unimo::inference {

/// Something the model says, whose reasons are wanted.
struct EvidenceQuestion
{
    enum class Kind {
        Caption, ///< how likely it writes this caption
        Answer,  ///< how likely it gives this answer to a question
        Label,   ///< how likely it gives this label to a statement
        Match    ///< how well a text fits the picture
    };
    Kind kind = Kind::Match;
    std::string text;   ///< the caption, question, statement or text
    std::string task;   ///< of Label: a name of EngineInfo::tasks
    std::string target; ///< the answer or label; empty: the likeliest

    friend bool operator==(const EvidenceQuestion&, const EvidenceQuestion&) = default;
};

/// Which attention is looked at. -1: the mean over all of them.
struct AttentionChoice
{
    int layer = -1;
    int head = -1;
    bool rollout = false; ///< through all layers instead (Abnar and Zuidema 2020)

    friend bool operator==(const AttentionChoice&, const AttentionChoice&) = default;
};

/// A piece of what the model read that a person sees as one: a region, or a word of one or several
/// tokens. Places are rows of the attention.
struct EvidenceUnit
{
    enum class Role {
        Picture, ///< [IMG], the whole picture
        Region,
        Tag,    ///< a word of the object tags that captions are written from
        Word,   ///< a word of the text
        Special ///< [CLS] or [SEP]
    };
    Role role = Role::Word;
    std::string text; ///< as it is written; of a region empty
    int first = 0;    ///< the first token that others look at
    int tokens = 0;   ///< how many; 0: nobody can look at it
    /// The first token that looks on its behalf, and how many do. In a caption it is the token
    /// before that predicts a word; what it looks at is what the word was chosen from.
    int firstLooking = 0;
    int looking = 0;
    float probability = -1; ///< of a caption's word; -1: not known
    /// Norm of gradient times input: how much the score hangs on it.
    float gradient = 0;
    /// What it adds to the fit: the fit with it, less the fit without it. Region or word only.
    float effect = 0;

    [[nodiscard]] bool isVisual() const { return role == Role::Picture || role == Role::Region; }
    [[nodiscard]] bool canBeLeftOut() const { return role == Role::Region || role == Role::Word; }
};

/// Why the model says something: what looked at what, what the score hangs on, and what it would
/// be without each word and region.
struct Evidence
{
    EvidenceQuestion question; ///< with its target
    /// The log-probability of the caption, answer or label; of a match its score.
    float score = 0;
    /// What the effects are differences of: the score; of a caption how well it fits the picture,
    /// read together.
    float fit = 0;
    std::vector<EvidenceUnit> units; ///< [IMG], the regions in order, then the text
    /// Of a caption: for each unit that is a word, the gradient of that word's log-probability
    /// alone on every unit. Empty for other units and questions.
    std::vector<std::vector<float>> wordGradients;

    int layers = 0;
    int heads = 0;
    int tokens = 0;
    std::vector<float> attention; ///< [layers, heads, tokens, tokens]; rows sum up to 1
    std::vector<float> rollout;   ///< [tokens, tokens]; rows sum up to 1

    /// How one unit's attention falls on all units (sums up to 1), or how much each unit pays to
    /// it. A unit of several tokens pays what they pay on average and gets what they get together.
    [[nodiscard]] std::vector<float> paidBy(size_t unit, const AttentionChoice& choice) const;
    [[nodiscard]] std::vector<float> paidTo(size_t unit, const AttentionChoice& choice) const;
    /// For every layer and head, [layers, heads]: the share of a word's attention that regions and
    /// picture get. Of a region: the share that words get; in a caption, which regions cannot see,
    /// the mean share that its words pay to the region.
    [[nodiscard]] std::vector<float> acrossOf(size_t unit) const;
    /// Whether the picture's tokens may look at the text: not in a caption.
    [[nodiscard]] bool pictureSeesText() const
    {
        return question.kind != EvidenceQuestion::Kind::Caption;
    }

private:
    [[nodiscard]] float weight(const AttentionChoice& choice, int from, int to) const;
    [[nodiscard]] float paid(const EvidenceUnit& from, const EvidenceUnit& to,
                             const AttentionChoice& choice) const;
};

[[nodiscard]] const char* name(EvidenceQuestion::Kind kind);
/// Everything but the attention of single layers and heads, which `withAttention` adds.
[[nodiscard]] nlohmann::json toJson(const Evidence& evidence, bool withAttention = true);

} // namespace unimo::inference

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inference/evidence.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace unimo::inference {
namespace {

const char* name(EvidenceUnit::Role role)
{
    switch (role) {
    case EvidenceUnit::Role::Picture:
        return "picture";
    case EvidenceUnit::Role::Region:
        return "region";
    case EvidenceUnit::Role::Tag:
        return "tag";
    case EvidenceUnit::Role::Word:
        return "word";
    case EvidenceUnit::Role::Special:
        return "special";
    }
    return "";
}

/// Row-major numbers as nested lists.
nlohmann::json nested(const float*& values, const std::vector<int>& shape, size_t dimension = 0)
{
    nlohmann::json list = nlohmann::json::array();
    for (int i = 0; i < shape[dimension]; ++i) {
        if (dimension + 1 == shape.size())
            list.push_back(*values++);
        else
            list.push_back(nested(values, shape, dimension + 1));
    }
    return list;
}

} // namespace

float Evidence::weight(const AttentionChoice& choice, int from, int to) const
{
    const auto n = static_cast<size_t>(tokens);
    const size_t place = static_cast<size_t>(from) * n + static_cast<size_t>(to);
    if (choice.rollout)
        return rollout[place];
    const int firstLayer = std::max(choice.layer, 0);
    const int lastLayer = choice.layer < 0 ? layers : choice.layer + 1;
    const int firstHead = std::max(choice.head, 0);
    const int lastHead = choice.head < 0 ? heads : choice.head + 1;
    float sum = 0;
    for (int layer = firstLayer; layer < lastLayer; ++layer)
        for (int head = firstHead; head < lastHead; ++head)
            sum += attention[static_cast<size_t>(layer * heads + head) * n * n + place];
    return sum / static_cast<float>((lastLayer - firstLayer) * (lastHead - firstHead));
}

float Evidence::paid(const EvidenceUnit& from, const EvidenceUnit& to,
                     const AttentionChoice& choice) const
{
    float sum = 0;
    for (int i = 0; i < from.looking; ++i)
        for (int j = 0; j < to.tokens; ++j)
            sum += weight(choice, from.firstLooking + i, to.first + j);
    return from.looking > 0 ? sum / static_cast<float>(from.looking) : 0;
}

std::vector<float> Evidence::paidBy(size_t unit, const AttentionChoice& choice) const
{
    std::vector<float> shares;
    for (const EvidenceUnit& to : units)
        shares.push_back(paid(units[unit], to, choice));
    return shares;
}

std::vector<float> Evidence::paidTo(size_t unit, const AttentionChoice& choice) const
{
    std::vector<float> shares;
    for (const EvidenceUnit& from : units)
        shares.push_back(paid(from, units[unit], choice));
    return shares;
}

std::vector<float> Evidence::acrossOf(size_t unit) const
{
    const EvidenceUnit& own = units[unit];
    const bool gets = own.isVisual() && !pictureSeesText();
    std::vector<float> shares;
    for (int layer = 0; layer < layers; ++layer)
        for (int head = 0; head < heads; ++head) {
            float sum = 0;
            int words = 0;
            for (const EvidenceUnit& other : units) {
                if (other.isVisual() == own.isVisual())
                    continue;
                const AttentionChoice choice{layer, head};
                sum += gets ? paid(other, own, choice) : paid(own, other, choice);
                words += other.looking > 0 ? 1 : 0;
            }
            shares.push_back(gets && words > 0 ? sum / static_cast<float>(words) : sum);
        }
    return shares;
}

const char* name(EvidenceQuestion::Kind kind)
{
    switch (kind) {
    case EvidenceQuestion::Kind::Caption:
        return "caption";
    case EvidenceQuestion::Kind::Answer:
        return "answer";
    case EvidenceQuestion::Kind::Label:
        return "label";
    case EvidenceQuestion::Kind::Match:
        return "match";
    }
    return "";
}

nlohmann::json toJson(const Evidence& evidence, bool withAttention)
{
    nlohmann::json units = nlohmann::json::array();
    for (const EvidenceUnit& unit : evidence.units) {
        nlohmann::json row = {{"role", name(unit.role)},
                              {"gradient", unit.gradient},
                              {"first", unit.first},
                              {"tokens", unit.tokens},
                              {"first_looking", unit.firstLooking},
                              {"looking", unit.looking}};
        if (!unit.text.empty())
            row["text"] = unit.text;
        if (unit.probability >= 0)
            row["probability"] = unit.probability;
        if (unit.canBeLeftOut())
            row["effect"] = unit.effect;
        units.push_back(std::move(row));
    }
    nlohmann::json json = {{"kind", name(evidence.question.kind)},
                           {"text", evidence.question.text},
                           {"score", evidence.score},
                           {"fit", evidence.fit},
                           {"units", std::move(units)},
                           {"layers", evidence.layers},
                           {"heads", evidence.heads}};
    if (!evidence.question.task.empty())
        json["task"] = evidence.question.task;
    if (!evidence.question.target.empty())
        json["target"] = evidence.question.target;
    if (!evidence.wordGradients.empty())
        json["word_gradients"] = evidence.wordGradients;
    const float* rollout = evidence.rollout.data();
    json["rollout"] = nested(rollout, {evidence.tokens, evidence.tokens});
    if (withAttention) {
        const float* weights = evidence.attention.data();
        json["attention"] =
            nested(weights, {evidence.layers, evidence.heads, evidence.tokens, evidence.tokens});
    }
    return json;
}

} // namespace unimo::inference

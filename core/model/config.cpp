// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/config.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace unimo::model {
namespace {

struct IntegerField
{
    const char* key;
    int64_t UnimoConfig::*member;
    int64_t minimum;
    int64_t maximum;
};

constexpr IntegerField kIntegerFields[] = {
    {"hidden", &UnimoConfig::hidden, 8, 16384},
    {"layers", &UnimoConfig::layers, 1, 256},
    {"heads", &UnimoConfig::heads, 1, 256},
    {"feed_forward", &UnimoConfig::feedForward, 8, 65536},
    {"vocabulary", &UnimoConfig::vocabulary, 8, 10'000'000},
    {"output_vocabulary", &UnimoConfig::outputVocabulary, 8, 10'000'000},
    {"max_positions", &UnimoConfig::maxPositions, 8, 1'000'000},
    {"first_position", &UnimoConfig::firstPosition, 0, 16},
    {"feature_dim", &UnimoConfig::featureDim, 1, 65536},
    {"region_classes", &UnimoConfig::regionClasses, 1, 1'000'000},
    {"max_regions", &UnimoConfig::maxRegions, 1, 10'000},
};

struct RealField
{
    const char* key;
    double UnimoConfig::*member;
    double minimum;
    double maximum;
};

constexpr RealField kRealFields[] = {
    {"norm_epsilon", &UnimoConfig::normEpsilon, 1e-15, 1e-2},
    {"dropout", &UnimoConfig::dropout, 0, 0.9},
    {"feature_dropout", &UnimoConfig::featureDropout, 0, 0.9},
    {"initializer_range", &UnimoConfig::initializerRange, 1e-6, 1},
};

template <typename Value>
struct Named
{
    const char* name;
    Value value;
};
constexpr Named<Pooling> kPoolings[] = {{"first", Pooling::First}, {"mean", Pooling::Mean}};
constexpr Named<Similarity> kSimilarities[] = {
    {"cosine", Similarity::Cosine}, {"dot", Similarity::Dot}, {"head", Similarity::Head}};
constexpr Named<JointScore> kJointScores[] = {{"match", JointScore::Match},
                                              {"similarity", JointScore::Similarity}};
constexpr Named<AnswerHead> kAnswerHeads[] = {{"words", AnswerHead::Words},
                                              {"product", AnswerHead::Product}};

template <typename Value, size_t N>
std::optional<Value> valueOf(const Named<Value> (&table)[N], const std::string& name)
{
    for (const auto& entry : table)
        if (name == entry.name)
            return entry.value;
    return std::nullopt;
}

template <typename Value, size_t N>
const char* nameOf(const Named<Value> (&table)[N], Value value)
{
    for (const auto& entry : table)
        if (value == entry.value)
            return entry.name;
    return "";
}

/// Reads a name into `value`. False when it is not one of the table's.
template <typename Value, size_t N>
bool readNamed(const nlohmann::json& json, const char* key, const Named<Value> (&table)[N],
               Value& value)
{
    const auto found = json.find(key);
    const auto read = found != json.end() && found->is_string()
                          ? valueOf(table, found->template get<std::string>())
                          : std::nullopt;
    value = read.value_or(value);
    return read.has_value();
}

/// RoBERTa's family: byte-level BPE of 50,265 entries, positions from 2 (unimo.md 1.1, 1.2).
UnimoConfig paperConfig(const std::string& name, int64_t hidden, int64_t layers, int64_t heads,
                        int64_t regions)
{
    UnimoConfig config;
    config.preset = name;
    config.hidden = hidden;
    config.layers = layers;
    config.heads = heads;
    config.feedForward = 4 * hidden;
    config.vocabulary = config.outputVocabulary = 50265;
    config.maxPositions = 514;
    config.firstPosition = 2;
    config.featureDim = 2048;
    config.regionClasses = 1601;
    config.maxRegions = regions;
    config.normEpsilon = 1e-5;
    config.dropout = 0.1;
    config.pooling = Pooling::First;
    return config;
}

UnimoConfig tinyConfig()
{
    UnimoConfig config;
    config.preset = "unimo-tiny";
    config.hidden = 32;
    config.layers = 2;
    config.heads = 4;
    config.feedForward = 64;
    config.vocabulary = config.outputVocabulary = 128;
    config.maxPositions = 64;
    config.featureDim = 24;
    config.regionClasses = 10;
    return config;
}

} // namespace

std::optional<Pooling> poolingNamed(const std::string& name)
{
    return valueOf(kPoolings, name);
}

std::optional<AnswerHead> answerHeadNamed(const std::string& name)
{
    return valueOf(kAnswerHeads, name);
}

std::optional<Similarity> similarityNamed(const std::string& name)
{
    return valueOf(kSimilarities, name);
}

Result<UnimoConfig> presetConfig(const std::string& name)
{
    if (name == "unimo-base")
        return paperConfig(name, 768, 12, 12, 36);
    if (name == "unimo-large")
        return paperConfig(name, 1024, 24, 16, 100);
    if (name == "unimo-mini")
        return UnimoConfig{};
    if (name == "unimo-tiny")
        return tinyConfig();
    return Error{ErrorKind::Config,
                 "unknown model preset " + name,
                 {},
                 "allowed: unimo-base, unimo-large, unimo-mini, unimo-tiny"};
}

const std::vector<std::string>& presetNames()
{
    static const std::vector<std::string> names = {"unimo-mini", "unimo-base", "unimo-large",
                                                   "unimo-tiny"};
    return names;
}

nlohmann::json toJson(const UnimoConfig& config)
{
    nlohmann::json json = {{"preset", config.preset},
                           {"pooling", nameOf(kPoolings, config.pooling)},
                           {"similarity", nameOf(kSimilarities, config.similarity)},
                           {"joint_score", nameOf(kJointScores, config.jointScore)},
                           {"answer_head", nameOf(kAnswerHeads, config.answerHead)},
                           {"dialogue", config.dialogue}};
    for (const auto& field : kIntegerFields)
        json[field.key] = config.*field.member;
    for (const auto& field : kRealFields)
        json[field.key] = config.*field.member;
    return json;
}

Result<UnimoConfig> configFromJson(const nlohmann::json& json)
{
    UnimoConfig config;
    const auto fault = [](const std::string& what) {
        return Error{ErrorKind::Data, "model configuration: " + what, {}, {}};
    };
    if (!json.is_object() || !json.contains("preset") || !json["preset"].is_string())
        return fault("an object with \"preset\" is needed");
    config.preset = json["preset"];
    if (!readNamed(json, "pooling", kPoolings, config.pooling))
        return fault(R"("pooling" must be "first" or "mean")");
    size_t known = 2;
    if (json.contains("similarity")) {
        if (!readNamed(json, "similarity", kSimilarities, config.similarity))
            return fault(R"("similarity" must be "cosine", "dot" or "head")");
        ++known;
    }
    if (json.contains("joint_score")) {
        if (!readNamed(json, "joint_score", kJointScores, config.jointScore))
            return fault(R"("joint_score" must be "match" or "similarity")");
        ++known;
    }
    if (json.contains("answer_head")) {
        if (!readNamed(json, "answer_head", kAnswerHeads, config.answerHead))
            return fault(R"("answer_head" must be "words" or "product")");
        ++known;
    }
    if (json.contains("dialogue")) {
        if (!json["dialogue"].is_boolean())
            return fault(R"("dialogue" must be true or false)");
        config.dialogue = json["dialogue"];
        ++known;
    }
    for (const auto& field : kIntegerFields) {
        if (!json.contains(field.key) || !json[field.key].is_number_integer())
            return fault(std::string(field.key) + " is missing or not a whole number");
        const auto value = json[field.key].get<int64_t>();
        if (value < field.minimum || value > field.maximum)
            return fault(std::string(field.key) + " = " + std::to_string(value) + ", allowed: " +
                         std::to_string(field.minimum) + " to " + std::to_string(field.maximum));
        config.*field.member = value;
        ++known;
    }
    for (const auto& field : kRealFields) {
        if (!json.contains(field.key) || !json[field.key].is_number())
            return fault(std::string(field.key) + " is missing or not a number");
        const auto value = json[field.key].get<double>();
        if (!(value >= field.minimum && value <= field.maximum))
            return fault(std::string(field.key) + " is out of range");
        config.*field.member = value;
        ++known;
    }
    if (json.size() != known)
        return fault("unknown keys are present");
    if (config.hidden % config.heads != 0)
        return fault("hidden must be a multiple of heads");
    if (config.outputVocabulary > config.vocabulary)
        return fault("output_vocabulary is larger than vocabulary");
    return config;
}

} // namespace unimo::model

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/name_map.h"

#include <algorithm>

namespace unimo::model {
namespace {

using enum PlaceKind;

// clang-format off
constexpr WeightPlace kPlaces[] = {
    // ours                    kind    BERT, RoBERTa (without "bert." and "roberta.")                UNIMO, PaddleNLP's port
    {"embeddings.word",        Table,  {"embeddings.word_embeddings",     "embeddings.word_embeddings",
                                        "word_embedding",                 "text_embedding"}},
    {"embeddings.position",    Table,  {"embeddings.position_embeddings", "embeddings.position_embeddings",
                                        "pos_embedding",                  "text_pos_embedding"}},
    {"embeddings.text_norm",   Norm,   {"embeddings.LayerNorm",           "embeddings.LayerNorm",
                                        "pre_encoder_layer_norm",         "pre_norm"}},
    {"embeddings.feature",     Linear, {"", "", "image_emb",              "image_embedding"}},
    {"embeddings.location",    Linear, {"", "", "image_loc",              "image_loc_embedding"}},
    {"embeddings.visual_norm", Norm,   {"", "", "v_pre_encoder_layer_norm", "vision_pre_norm"}},
    {"layers.{}.qkv",          Linear, {"encoder.layer.{}.attention.self.query|encoder.layer.{}.attention.self.key|encoder.layer.{}.attention.self.value",
                                        "encoder.layer.{}.attention.self.query|encoder.layer.{}.attention.self.key|encoder.layer.{}.attention.self.value",
                                        "encoder_layer_{}_multi_head_att_query_fc|encoder_layer_{}_multi_head_att_key_fc|encoder_layer_{}_multi_head_att_value_fc",
                                        "encoder.layers.{}.self_attn.q_proj|encoder.layers.{}.self_attn.k_proj|encoder.layers.{}.self_attn.v_proj"}},
    {"layers.{}.output",       Linear, {"encoder.layer.{}.attention.output.dense", "encoder.layer.{}.attention.output.dense",
                                        "encoder_layer_{}_multi_head_att_output_fc", "encoder.layers.{}.self_attn.out_proj"}},
    {"layers.{}.attention_norm", Norm, {"encoder.layer.{}.attention.output.LayerNorm", "encoder.layer.{}.attention.output.LayerNorm",
                                        "encoder_layer_{}_post_att_layer_norm", "encoder.layers.{}.norm1"}},
    {"layers.{}.inner",        Linear, {"encoder.layer.{}.intermediate.dense", "encoder.layer.{}.intermediate.dense",
                                        "encoder_layer_{}_ffn_fc_0",      "encoder.layers.{}.linear1"}},
    {"layers.{}.outer",        Linear, {"encoder.layer.{}.output.dense",  "encoder.layer.{}.output.dense",
                                        "encoder_layer_{}_ffn_fc_1",      "encoder.layers.{}.linear2"}},
    {"layers.{}.output_norm",  Norm,   {"encoder.layer.{}.output.LayerNorm", "encoder.layer.{}.output.LayerNorm",
                                        "encoder_layer_{}_post_ffn_layer_norm", "encoder.layers.{}.norm2"}},
    // Hugging Face's poolers were trained for other tasks, with tanh: they are left over.
    {"text_pooler",            Linear, {"", "", "pooled_fc_text",         ""}},
    {"image_pooler",           Linear, {"", "", "pooled_fc_image",        ""}},
    {"head_transform",         Linear, {"cls.predictions.transform.dense", "lm_head.dense", "mask_lm_trans_fc", ""}},
    {"head_norm",              Norm,   {"cls.predictions.transform.LayerNorm", "lm_head.layer_norm", "mask_lm_trans_layer_norm", ""}},
    {"head_bias",              Vector, {"cls.predictions",                "lm_head", "mask_lm_out_fc", ""}},
};
// clang-format on

} // namespace

std::span<const WeightPlace> weightPlaces()
{
    return kPlaces;
}

NameEndings endingsOf(WeightFamily family, PlaceKind kind)
{
    if (family == WeightFamily::Unimo) {
        switch (kind) {
        case Table:
            return {"", "", false};
        case Norm:
            return {"_scale", "_bias", false};
        case Vector:
        case Linear:
            return {".w_0", ".b_0", true};
        }
    }
    return {".weight", ".bias", family == WeightFamily::UnimoNlp && kind == Linear};
}

std::optional<WeightFamily> familyOf(const std::set<std::string>& names)
{
    if (names.contains("word_embedding"))
        return WeightFamily::Unimo;
    if (names.contains("text_embedding.weight"))
        return WeightFamily::UnimoNlp;
    const auto has = [&](const std::string& start) {
        const auto found = names.lower_bound(start);
        return found != names.end() && found->starts_with(start);
    };
    if (has("roberta.") || has("lm_head."))
        return WeightFamily::Roberta;
    if (has("bert.") || has("embeddings.word_embeddings."))
        return WeightFamily::Bert;
    return std::nullopt;
}

const char* nameOf(WeightFamily family)
{
    constexpr const char* kNames[kWeightFamilies] = {"BERT", "RoBERTa", "UNIMO (Paddle)",
                                                     "UNIMO (PaddleNLP)"};
    return kNames[static_cast<size_t>(family)];
}

} // namespace unimo::model

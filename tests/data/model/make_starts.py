#!/usr/bin/env python3
"""Makes starts/: one tiny RoBERTa and one tiny BERT in every layout that a model may start from.

Hugging Face writes safetensors and .bin and computes the golden states and logits. The Paddle
layouts (unimo.md 1.6: one LoDTensor file a variable; model_state.pdparams) are written here byte by
byte from the same weights, so that all of them must give the same states.
Needs: pip install torch transformers safetensors numpy. Usage: make_starts.py
"""
import json
import pathlib
import pickle
import shutil
import struct

import numpy
import torch
from safetensors.torch import save_file
from transformers import BertConfig, BertForMaskedLM, RobertaConfig, RobertaForMaskedLM

HIDDEN, HEADS, LAYERS, INNER, WORDS, POSITIONS, FEATURES = 8, 2, 2, 16, 24, 14, 6
IDS = [0, 5, 17, 9, 11, 2]
out = pathlib.Path(__file__).with_name("starts")
shutil.rmtree(out, ignore_errors=True)
out.mkdir()
torch.manual_seed(11)


def randomise(model):
    """No weight stays at a value that a forgotten tensor would have too."""
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            norm = "orm" in name and name.endswith("weight")
            parameter.copy_(torch.randn_like(parameter) * 0.3 + (1 if norm else 0))
    return model.eval()


def golden(model, ids):
    with torch.no_grad():
        result = model(torch.tensor([ids]), output_hidden_states=True)
    return {"ids": ids, "states": result.hidden_states[-1][0].flatten().tolist(),
            "logits": result.logits[0].flatten().tolist()}


shape = dict(vocab_size=WORDS, hidden_size=HIDDEN, num_hidden_layers=LAYERS,
             num_attention_heads=HEADS, intermediate_size=INNER, hidden_act="gelu",
             attn_implementation="eager")
roberta = randomise(RobertaForMaskedLM(RobertaConfig(
    max_position_embeddings=POSITIONS, type_vocab_size=1, layer_norm_eps=1e-5, pad_token_id=1,
    **shape)))
bert = randomise(BertForMaskedLM(BertConfig(
    max_position_embeddings=POSITIONS, type_vocab_size=2, layer_norm_eps=1e-12, **shape)))


def save_hugging_face(model, name):
    state = {k: v.contiguous().clone() for k, v in model.state_dict().items()}
    save_file(state, out / f"{name}.safetensors")
    torch.save(state, out / f"{name}.bin")


save_hugging_face(roberta, "roberta")
# The names of checkpoints from before 2019: gamma and beta.
old = {k.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"):
       v.contiguous().clone() for k, v in bert.state_dict().items()}
save_file({k: v.contiguous().clone() for k, v in bert.state_dict().items()},
          out / "bert.safetensors")
torch.save(old, out / "bert_old.bin")

# The visual half, which Hugging Face's models lack.
visual = {"feature.weight": torch.randn(HIDDEN, FEATURES), "feature.bias": torch.randn(HIDDEN),
          "location.weight": torch.randn(HIDDEN, 5), "location.bias": torch.randn(HIDDEN),
          "norm.weight": 1 + torch.randn(HIDDEN) * 0.1, "norm.bias": torch.randn(HIDDEN)}
features, locations = torch.randn(3, FEATURES), torch.rand(3, 5)
seen = torch.nn.functional.layer_norm(
    torch.nn.functional.linear(features, visual["feature.weight"], visual["feature.bias"]) +
    torch.nn.functional.linear(locations, visual["location.weight"], visual["location.bias"]),
    (HIDDEN,), visual["norm.weight"], visual["norm.bias"], 1e-5)
poolers = {half: (torch.randn(HIDDEN, HIDDEN), torch.randn(HIDDEN)) for half in ("text", "image")}


def paddle_variables():
    """Paddle's names; its fully connected weights are [in, out]."""
    state = roberta.state_dict()
    variables = {}

    def fc(name, weight, bias):
        variables[f"{name}.w_0"] = weight.t()
        variables[f"{name}.b_0"] = bias

    def norm(name, weight, bias):
        variables[f"{name}_scale"] = weight
        variables[f"{name}_bias"] = bias

    def of(name):
        return state[f"{name}.weight"], state[f"{name}.bias"]

    embeddings = "roberta.embeddings."
    variables["word_embedding"] = state[embeddings + "word_embeddings.weight"]
    # Paddle's model has no token types: their one row lies in the positions.
    variables["pos_embedding"] = (state[embeddings + "position_embeddings.weight"] +
                                  state[embeddings + "token_type_embeddings.weight"])
    norm("pre_encoder_layer_norm", *of(embeddings + "LayerNorm"))
    fc("image_emb", visual["feature.weight"], visual["feature.bias"])
    fc("image_loc", visual["location.weight"], visual["location.bias"])
    norm("v_pre_encoder_layer_norm", visual["norm.weight"], visual["norm.bias"])
    for i in range(LAYERS):
        theirs, ours = f"roberta.encoder.layer.{i}.", f"encoder_layer_{i}_"
        for part in ("query", "key", "value"):
            fc(f"{ours}multi_head_att_{part}_fc", *of(f"{theirs}attention.self.{part}"))
        fc(f"{ours}multi_head_att_output_fc", *of(theirs + "attention.output.dense"))
        norm(f"{ours}post_att_layer_norm", *of(theirs + "attention.output.LayerNorm"))
        fc(f"{ours}ffn_fc_0", *of(theirs + "intermediate.dense"))
        fc(f"{ours}ffn_fc_1", *of(theirs + "output.dense"))
        norm(f"{ours}post_ffn_layer_norm", *of(theirs + "output.LayerNorm"))
    fc("pooled_fc_text", *poolers["text"])
    fc("pooled_fc_image", *poolers["image"])
    fc("mask_lm_trans_fc", *of("lm_head.dense"))
    norm("mask_lm_trans_layer_norm", *of("lm_head.layer_norm"))
    variables["mask_lm_out_fc.b_0"] = state["lm_head.bias"]
    # What a fine-tuned folder holds besides: the optimiser's, a task's head.
    variables["cls_out_3_w"] = torch.zeros(HIDDEN, 3)
    variables["encoder_layer_0_ffn_fc_0.w_0_moment1_0"] = torch.zeros(HIDDEN, INNER)
    return variables


def varint(number):
    data = b""
    while number > 0x7F:
        data += bytes([number & 0x7F | 0x80])
        number >>= 7
    return data + bytes([number])


def lod_tensor(tensor, packed):
    """paddle/fluid/framework: SerializeToStream."""
    array = numpy.ascontiguousarray(tensor.numpy())
    description = b"\x08" + varint(5)  # FP32
    dims = [varint(side) for side in array.shape]
    if packed:
        description += b"\x12" + varint(sum(map(len, dims))) + b"".join(dims)
    else:
        description += b"".join(b"\x10" + side for side in dims)
    return (struct.pack("<IQI", 0, 0, 0) + struct.pack("<i", len(description)) + description +
            array.tobytes())


folder = out / "paddle"
folder.mkdir()
for number, (name, tensor) in enumerate(sorted(paddle_variables().items())):
    (folder / name).write_bytes(lod_tensor(tensor, packed=number % 2 == 1))


def dygraph_state():
    """PaddleNLP's port: names of paddle.nn.TransformerEncoder."""
    variables, state = paddle_variables(), {}

    def fc(theirs, name):
        state[f"{name}.weight"] = variables[f"{theirs}.w_0"]
        state[f"{name}.bias"] = variables[f"{theirs}.b_0"]

    def norm(theirs, name):
        state[f"{name}.weight"] = variables[f"{theirs}_scale"]
        state[f"{name}.bias"] = variables[f"{theirs}_bias"]

    state["text_embedding.weight"] = variables["word_embedding"]
    state["text_pos_embedding.weight"] = variables["pos_embedding"]
    fc("image_emb", "image_embedding")
    fc("image_loc", "image_loc_embedding")
    norm("pre_encoder_layer_norm", "pre_norm")
    norm("v_pre_encoder_layer_norm", "vision_pre_norm")
    for i in range(LAYERS):
        theirs, ours = f"encoder_layer_{i}_", f"encoder.layers.{i}."
        for part, short in (("query", "q"), ("key", "k"), ("value", "v"), ("output", "out")):
            fc(f"{theirs}multi_head_att_{part}_fc", f"{ours}self_attn.{short}_proj")
        fc(f"{theirs}ffn_fc_0", ours + "linear1")
        fc(f"{theirs}ffn_fc_1", ours + "linear2")
        norm(f"{theirs}post_att_layer_norm", ours + "norm1")
        norm(f"{theirs}post_ffn_layer_norm", ours + "norm2")
    return {name: numpy.ascontiguousarray(tensor.numpy()) for name, tensor in state.items()}


state = dygraph_state()
state["image_embedding.weight"] = numpy.asfortranarray(state["image_embedding.weight"])
table = {name: f"linear_{i}.w_0" for i, name in enumerate(state)}
for protocol in (2, 4):
    with open(out / f"dygraph{protocol}.pdparams", "wb") as file:
        pickle.dump({**state, "StructuredToParameterName@@": table}, file, protocol=protocol)

(out / "golden.json").write_text(json.dumps({
    "hidden": HIDDEN, "heads": HEADS, "layers": LAYERS, "feed_forward": INNER, "words": WORDS,
    "positions": POSITIONS, "features": FEATURES, "roberta": golden(roberta, IDS),
    "bert": golden(bert, IDS),
    "visual": {"features": features.flatten().tolist(), "locations": locations.flatten().tolist(),
               "states": seen.flatten().tolist()},
    "pooler": {"text": poolers["text"][0].flatten().tolist(),
               "image": poolers["image"][0].flatten().tolist()}}) + "\n")

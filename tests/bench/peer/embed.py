#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts and pictures to unit vectors as one would write it with transformers: BERT's encoder, eager,
batches of 64 padded to the longest, the mean over the tokens.

A round: {"texts": [length, ...]} or {"pictures": count, "visual": tokens} -> seconds."""

import argparse

from rounds import serve, timed

import torch
import torch.nn.functional as F
import transformers
from torch import nn
from transformers import BertConfig, BertModel

BATCH = 64


def prepare(args):
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=args.vocab,
        hidden_size=args.hidden,
        num_hidden_layers=args.layers,
        num_attention_heads=args.heads,
        intermediate_size=4 * args.hidden,
    )
    model = BertModel(config, add_pooling_layer=False).eval()
    feature = nn.Linear(args.feature_dim, args.hidden)
    projection = nn.Linear(args.hidden, args.hidden)

    def vectors(states, mask):
        alive = mask.unsqueeze(-1)
        return F.normalize(projection((states * alive).sum(1) / alive.sum(1)), dim=-1)

    def texts(lengths):
        for first in range(0, len(lengths), BATCH):
            part = lengths[first : first + BATCH]
            mask = torch.zeros(len(part), max(part), dtype=torch.long)
            for row, length in enumerate(part):
                mask[row, :length] = 1
            ids = torch.randint(5, args.vocab, mask.shape) * mask
            vectors(model(input_ids=ids, attention_mask=mask).last_hidden_state, mask)

    def pictures(regions):
        for part in regions.split(BATCH):
            mask = torch.ones(part.shape[:2], dtype=torch.long)
            states = model(inputs_embeds=feature(part), attention_mask=mask).last_hidden_state
            vectors(states, mask)

    @torch.no_grad()
    def work(request):
        if "texts" in request:
            return {"seconds": timed(lambda: texts(request["texts"]))[1]}
        regions = torch.rand(request["pictures"], request["visual"], args.feature_dim)
        return {"seconds": timed(lambda: pictures(regions))[1]}

    return work


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("hidden", "layers", "heads", "vocab", "feature-dim"):
        parser.add_argument("--" + name, type=int, required=True)
    args = parser.parse_args()
    serve(f"transformers {transformers.__version__}, fp32", lambda: prepare(args))


if __name__ == "__main__":
    main()

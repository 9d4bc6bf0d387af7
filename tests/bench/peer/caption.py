#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Captions as transformers writes them: `generate` with beams over a decoder (GPT-2) of the same
shape, whose prompt is a picture's embedded regions. A round: {} -> seconds."""

import argparse

from rounds import serve, timed

import torch
import transformers
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel


def prepare(args):
    torch.manual_seed(1)
    config = GPT2Config(
        vocab_size=args.vocab,
        n_embd=args.hidden,
        n_layer=args.layers,
        n_head=args.heads,
        bos_token_id=0,
        eos_token_id=1,
        pad_token_id=0,
    )
    model = GPT2LMHeadModel(config).eval()
    feature = nn.Linear(args.feature_dim, args.hidden)
    regions = torch.rand(args.batch, args.visual, args.feature_dim)

    @torch.no_grad()
    def caption():
        prompt = feature(regions)
        return model.generate(
            inputs_embeds=prompt,
            attention_mask=torch.ones(prompt.shape[:2], dtype=torch.long),
            num_beams=args.beams,
            do_sample=False,
            min_new_tokens=args.tokens,
            max_new_tokens=args.tokens,
            length_penalty=0.6,
        )

    def work(_):
        written, seconds = timed(caption)
        assert written.shape[0] == args.batch and written.shape[1] >= args.tokens
        return {"seconds": seconds}

    return work


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("batch", "visual", "tokens", "beams", "hidden", "layers", "heads", "vocab"):
        parser.add_argument("--" + name, type=int, required=True)
    parser.add_argument("--feature-dim", type=int, required=True)
    args = parser.parse_args()
    serve(f"transformers {transformers.__version__} generate, fp32", lambda: prepare(args))


if __name__ == "__main__":
    main()

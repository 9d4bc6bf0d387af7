# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes logits.json for the test of EfficientNet-Lite0: python make_logits.py WEIGHTS OUT

Needs torch 2.11 and efficientnet-lite-pytorch. The pictures are integer patterns that the test draws
again; "same" padding is the package's own, for each picture's size.
"""
import json
import sys

import torch
from efficientnet_lite_pytorch import EfficientNet


def pattern(kind, side):
    """[1, 3, side, side], 0-255"""
    c, y, x = torch.meshgrid(torch.arange(3), torch.arange(side), torch.arange(side), indexing="ij")
    return ((x * x * kind + y * y * (4 - kind) + x * y * (c + 1)) // 16 % 256).float()[None]


weights, out = sys.argv[1:]
rows = []
with torch.no_grad():
    for kind, side in ((1, 224), (2, 112), (3, 96)):
        net = EfficientNet.from_name("efficientnet-lite0", image_size=side)
        net.load_state_dict(torch.load(weights))
        logits = net.eval()((pattern(kind, side) - 127) / 128)[0]
        top = logits.topk(5).indices.tolist()
        chosen = top + [0, 250, 500, 750, 999]
        rows.append({"kind": kind, "side": side, "top": top,
                     "logits": {str(i): round(logits[i].item(), 6) for i in chosen}})
with open(out, "w") as file:
    json.dump(rows, file, indent=1)
    file.write("\n")

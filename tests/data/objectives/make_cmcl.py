#!/usr/bin/env python3
"""Makes cmcl.json: the contrastive loss of unimo.md 2.1 on random vectors, one pair after the other.

Plain Python over lists of items, with no code in common with the program's. Gradients by PyTorch.
Needs: pip install torch. Usage: make_cmcl.py
"""
import json
import math
import pathlib

import torch

torch.manual_seed(5)
PAIRS, DIM, TAU = 3, 6, 0.2
# (pair, kind, positive) of each item; kind 0 is the true pair.
ITEMS = [(0, 0, True), (0, 1, True), (0, 5, False), (0, 6, False), (0, 2, True),
         (1, 0, True), (1, 5, False), (1, 5, False), (1, 3, True), (1, 3, True),
         (2, 0, True), (2, 6, False)]

count = len(ITEMS)
images = torch.nn.functional.normalize(torch.randn(count + PAIRS, DIM)).requires_grad_()
texts = torch.nn.functional.normalize(torch.randn(count + PAIRS, DIM)).requires_grad_()
tau = torch.tensor(TAU, requires_grad=True)


def dot(i, t):
    return (images[i] * texts[t]).sum() / tau


def loss_of(pair, in_batch):
    positive, everything = [], []
    for index, (owner, _, good) in enumerate(ITEMS):
        if owner == pair:
            everything.append(dot(index, index).exp())
            if good:
                positive.append(dot(index, index).exp())
    if in_batch:
        for other in range(PAIRS):
            if other == pair:
                positive.append(dot(count + pair, count + pair).exp())
                everything.append(positive[-1])
            else:
                everything.append(dot(count + pair, count + other).exp())
                everything.append(dot(count + other, count + pair).exp())
    return -(sum(positive) / sum(everything)).log()


rows = []
for in_batch in (False, True):
    loss = sum(loss_of(p, in_batch) for p in range(PAIRS)) / PAIRS
    gi, gt, gtau = torch.autograd.grad(loss, (images, texts, tau))
    rows.append({"in_batch": in_batch, "loss": loss.item(), "image_gradient": gi.flatten().tolist(),
                 "text_gradient": gt.flatten().tolist(), "tau_gradient": gtau.item()})

# What the curves show, without the in-batch term.
sim = [(images[i] * texts[i]).sum().item() for i in range(count)]
kinds = {}
for kind in sorted({k for _, k, _ in ITEMS}):
    losses, margins, wins = [], [], []
    good = False
    for i, (pair, k, good_item) in enumerate(ITEMS):
        if k != kind:
            continue
        good = good_item
        mine = [j for j, (owner, _, _) in enumerate(ITEMS) if owner == pair]
        truth = next(sim[j] for j in mine if ITEMS[j][1] == 0)
        hardest = max(sim[j] for j in mine if not ITEMS[j][2])
        losses.append(math.log(sum(math.exp(sim[j] / TAU) for j in mine)) - sim[i] / TAU)
        margins.append(sim[i] - hardest if good_item else truth - sim[i])
        wins.append(margins[-1] > 0)
    mean = lambda values: sum(values) / len(values)
    kinds[str(kind)] = {"margin": mean(margins), "accuracy": mean(wins)}
    if good:
        kinds[str(kind)]["loss"] = mean(losses)

out = pathlib.Path(__file__).with_name("cmcl.json")
out.write_text(json.dumps({"pairs": PAIRS, "dim": DIM, "tau": TAU, "items": ITEMS,
                           "images": images.detach().flatten().tolist(),
                           "texts": texts.detach().flatten().tolist(), "results": rows,
                           "kinds": kinds}) + "\n")

#!/usr/bin/env python3
"""Makes cmcl.json: the contrastive loss of unimo.md 2.1 on random vectors, one pair after the other.

Plain Python over lists of items, with no code in common with the program's. Gradients by PyTorch.
Needs: pip install torch. Usage: make_cmcl.py
"""
import json
import pathlib

import torch

torch.manual_seed(5)
PAIRS, DIM, TAU = 3, 6, 0.2
# (pair, kind, positive, picture row, text row); kind 0 is the true pair, 2 a retrieved text, 3 a
# retrieved picture. Rows 0 to 2 are the pairs' own, encoded alone.
ITEMS = [(0, 0, True, 3, 3), (0, 1, True, 4, 4), (0, 5, False, 5, 5), (0, 6, False, 6, 6),
         (0, 2, True, 0, 7), (1, 0, True, 7, 8), (1, 5, False, 8, 9), (1, 5, False, 9, 10),
         (1, 3, True, 10, 1), (1, 3, True, 11, 1), (2, 0, True, 12, 11), (2, 6, False, 13, 12)]
ALONE_IMAGES = [(0, 0), (1, 1), (2, 2), (10, 1), (11, 1)]  # row, pair it belongs to
ALONE_TEXTS = [(0, 0), (1, 1), (2, 2), (7, 0)]

images = torch.nn.functional.normalize(torch.randn(14, DIM)).requires_grad_()
texts = torch.nn.functional.normalize(torch.randn(13, DIM)).requires_grad_()
tau = torch.tensor(TAU, requires_grad=True)


def similarity(i, t):
    return (images[i] * texts[t]).sum()


def sides(pair, in_batch):
    """Similarities of a pair's positives and of its negatives."""
    positive = [similarity(i, t) for owner, _, good, i, t in ITEMS if owner == pair and good]
    negative = [similarity(i, t) for owner, _, good, i, t in ITEMS if owner == pair and not good]
    if in_batch:
        positive.append(similarity(pair, pair))
        negative += [similarity(pair, row) for row, owner in ALONE_TEXTS if owner != pair]
        negative += [similarity(row, pair) for row, owner in ALONE_IMAGES if owner != pair]
    return positive, negative


def share(positive, negative):
    total = sum((p / tau).exp() for p in positive)
    return -(total / (total + sum((n / tau).exp() for n in negative))).log()


def loss_of(pair, in_batch, numerator):
    positive, negative = sides(pair, in_batch)
    if numerator == "sum":
        return share(positive, negative)
    return sum(share([p], negative) for p in positive) / len(positive)


results = []
for in_batch in (False, True):
    for numerator in ("sum", "each"):
        loss = sum(loss_of(p, in_batch, numerator) for p in range(PAIRS)) / PAIRS
        gi, gt, gtau = torch.autograd.grad(loss, (images, texts, tau))
        kinds = {}
        for kind in sorted({item[1] for item in ITEMS}):
            rows = {"margin": [], "accuracy": [], "loss": []}
            for owner, k, good, i, t in ITEMS:
                if k != kind:
                    continue
                negative = sides(owner, in_batch)[1]
                truth = next(similarity(a, b) for o, q, _, a, b in ITEMS if o == owner and q == 0)
                mine = similarity(i, t)
                margin = (mine - max(negative)) if good else (truth - mine)
                rows["margin"].append(margin.item())
                rows["accuracy"].append(float(margin > 0))
                if good:
                    rows["loss"].append(share([mine], negative).item())
            for what, values in rows.items():
                if values:
                    kinds[f"{kind}/{what}"] = sum(values) / len(values)
        if in_batch:
            own = [similarity(p, p) for p in range(PAIRS)]
            strangers = [
                max([similarity(p, row) for row, owner in ALONE_TEXTS if owner != p] +
                    [similarity(row, p) for row, owner in ALONE_IMAGES if owner != p])
                for p in range(PAIRS)]
            margins = [(a - b).item() for a, b in zip(own, strangers)]
            kinds["alone/margin"] = sum(margins) / PAIRS
            kinds["alone/accuracy"] = sum(m > 0 for m in margins) / PAIRS
            kinds["alone/loss"] = sum(
                share([own[p]], sides(p, True)[1]).item() for p in range(PAIRS)) / PAIRS
        results.append({"in_batch": in_batch, "numerator": numerator, "loss": loss.item(),
                        "image_gradient": gi.flatten().tolist(),
                        "text_gradient": gt.flatten().tolist(), "tau_gradient": gtau.item(),
                        "kinds": kinds})

out = pathlib.Path(__file__).with_name("cmcl.json")
out.write_text(json.dumps({"pairs": PAIRS, "dim": DIM, "tau": TAU, "items": ITEMS,
                           "alone_images": ALONE_IMAGES, "alone_texts": ALONE_TEXTS,
                           "images": images.detach().flatten().tolist(),
                           "texts": texts.detach().flatten().tolist(), "results": results}) + "\n")

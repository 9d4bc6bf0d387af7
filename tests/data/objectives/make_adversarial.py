#!/usr/bin/env python3
"""Makes adversarial.json: VILLA's steps as UNIMO's fine-tuning has them (unimo.md 4.5) on a small model.

Written down from the formulas, a sample at a time. Needs: pip install torch. Usage: make_adversarial.py
"""
import json
import pathlib

import torch
from torch.nn import functional as F

torch.manual_seed(4)
WIDTH, CLASSES = 5, 3
# Samples of 2, 3 and 1 words, and of 1, 2 and 2 regions.
TEXT_OF, FEATURE_OF, SAMPLES = [0, 0, 1, 1, 1, 2], [0, 1, 1, 2, 2], 3
words = torch.randn(6, WIDTH, dtype=torch.float64)
regions = torch.randn(5, WIDTH, dtype=torch.float64)
targets = torch.tensor([2, 0, 1])
first_text = torch.randn(6, WIDTH, dtype=torch.float64) * 0.1
first_features = torch.randn(5, WIDTH, dtype=torch.float64) * 0.1
weight0 = torch.randn(CLASSES, WIDTH, dtype=torch.float64)


def logits(weight, text_delta=None, feature_delta=None):
    text = words if text_delta is None else words + text_delta
    seen = regions if feature_delta is None else regions + feature_delta
    rows = []
    for sample in range(SAMPLES):
        own = [torch.tanh(text[i]) for i, s in enumerate(TEXT_OF) if s == sample]
        boxes = [torch.sigmoid(seen[i]) for i, s in enumerate(FEATURE_OF) if s == sample]
        rows.append(weight @ (torch.stack(own).mean(0) * torch.stack(boxes).mean(0)))
    return torch.stack(rows)


def kl(p, q):
    p, q = F.softmax(p, 1), F.softmax(q, 1)
    return (p * (p / q).log()).sum(1).mean()


def norm_of(values, owners, sample):
    return torch.sqrt(sum((values[i] ** 2).sum() for i, s in enumerate(owners) if s == sample))


def moved(delta, gradient, owners, o):
    out = delta.detach().clone()
    for sample in range(SAMPLES):
        rows = [i for i, s in enumerate(owners) if s == sample]
        length = norm_of(gradient, owners, sample)
        for i in rows:
            out[i] += o["rate"] * gradient[i] / length
        if o["max_norm"] > 0:
            held = length if o["gradient_norm"] else norm_of(out, owners, sample)
            if held > o["max_norm"]:
                for i in rows:
                    out[i] *= o["max_norm"] / held
    return out


cases = []
for o in ({"steps": 4, "rate": 0.05, "max_norm": 0.4, "kl_weight": 1.0, "clean": True, "gradient_norm": True},
          {"steps": 3, "rate": 0.3, "max_norm": 0.2, "kl_weight": 0.5, "clean": True, "gradient_norm": False},
          {"steps": 4, "rate": 0.03, "max_norm": 0.0, "kl_weight": 1.0, "clean": False, "gradient_norm": True}):
    weight = weight0.clone().requires_grad_()
    text, features = first_text.clone(), first_features.clone()
    total = 0.0
    for _ in range(o["steps"]):
        text, features = text.detach().requires_grad_(), features.detach().requires_grad_()
        clean, by_text, by_features = logits(weight), logits(weight, text), logits(weight, None, features)
        loss = (F.cross_entropy(by_text, targets) + F.cross_entropy(by_features, targets)) / o["steps"]
        if o["clean"]:
            loss = loss + F.cross_entropy(clean, targets) / o["steps"]
        for other in (by_text, by_features):
            loss = loss + o["kl_weight"] * (kl(clean, other) + kl(other, clean))
        loss.backward()
        total += loss.item()
        text = moved(text, text.grad, TEXT_OF, o)
        features = moved(features, features.grad, FEATURE_OF, o)
    cases.append({**o, "loss": total, "gradient": weight.grad.flatten().tolist(),
                  "text": text.flatten().tolist(), "features": features.flatten().tolist()})
flat = lambda t: t.flatten().tolist()
pathlib.Path(__file__).with_name("adversarial.json").write_text(json.dumps({
    "width": WIDTH, "classes": CLASSES, "samples": SAMPLES, "text_of": TEXT_OF, "feature_of": FEATURE_OF,
    "words": flat(words), "regions": flat(regions), "targets": targets.tolist(), "weight": flat(weight0),
    "first_text": flat(first_text), "first_features": flat(first_features), "cases": cases}) + "\n")

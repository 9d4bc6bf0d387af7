#!/usr/bin/env python3
"""Makes circle.json: the circle loss of UNIMO's retrieval (unimo.md 4.4) and its gradients.

Written down from the formula, a row at a time. Needs: pip install torch. Usage: make_circle.py
"""
import json
import pathlib

import torch

torch.manual_seed(2)
rows = []
for margin, scale in ((0.2, 1.0), (0.25, 8.0)):
    positive = (torch.randn(5, dtype=torch.float64) * 2).requires_grad_()
    negative = (torch.randn(5, 4, dtype=torch.float64) * 2).requires_grad_()
    total = 0
    for p, ns in zip(positive, negative):
        a_p = max(1 + margin - p.item(), 0)
        pulled = torch.exp(-scale * a_p * (p - (1 - margin)))
        pushed = sum(torch.exp(scale * max(n.item() + margin, 0) * (n - margin)) for n in ns)
        total = total + torch.log(1 + pulled * pushed)
    loss = total / len(positive)
    gp, gn = torch.autograd.grad(loss, (positive, negative))
    rows.append({"margin": margin, "scale": scale, "positive": positive.tolist(),
                 "negative": negative.flatten().tolist(), "loss": loss.item(),
                 "positive_gradient": gp.tolist(), "negative_gradient": gn.flatten().tolist(),
                 "accuracy": (positive > negative.amax(1)).double().mean().item()})
pathlib.Path(__file__).with_name("circle.json").write_text(json.dumps(rows) + "\n")

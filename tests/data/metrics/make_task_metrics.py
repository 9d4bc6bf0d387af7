#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tasks.json: scores of labels and numbers by scikit-learn and scipy, and the word F1 of
CoQA's evaluation (its rules, ported from evaluate-v1.0.py).

Needs: pip install scikit-learn scipy. Usage: make_task_metrics.py
"""
import collections
import json
import pathlib
import random
import re
import string

from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import accuracy_score, f1_score, matthews_corrcoef

draw = random.Random(3)
labels, numbers = [], []
for classes in (2, 3, 5):
    expected = [draw.randrange(classes) for _ in range(200)]
    predicted = [e if draw.random() < 0.7 else draw.randrange(classes) for e in expected]
    labels.append((predicted, expected))
labels.append(([1] * 20, [draw.randrange(2) for _ in range(20)]))  # one class alone
for noise in (0.1, 1.0, 5.0):
    expected = [round(draw.uniform(0, 5), 1) for _ in range(150)]  # ties
    numbers.append(([e + draw.gauss(0, noise) for e in expected], expected))
numbers.append(([round(draw.uniform(0, 3)) for _ in range(80)],
                [round(draw.uniform(0, 3)) for _ in range(80)]))


def words(text):
    text = "".join(c for c in text.lower() if c not in set(string.punctuation))
    return re.sub(r"\b(a|an|the)\b", " ", text).split()


def token_f1(answer, truth):
    a, t = words(answer), words(truth)
    if not a or not t:
        return float(a == t)
    same = sum((collections.Counter(a) & collections.Counter(t)).values())
    if same == 0:
        return 0.0
    precision, recall = same / len(a), same / len(t)
    return 2 * precision * recall / (precision + recall)


answers = [("The white cat", ["a white cat!", "cat"]), ("don't", ["dont know"]), ("", [""]),
           ("the", ["a"]), ("yes", ["no", "Yes."]), ("red and red shoes", ["red shoes", "shoes"]),
           ("in 1998", ["1998"]), ("it", [""])]
pathlib.Path(__file__).with_name("tasks.json").write_text(json.dumps({
    "labels": [{"predicted": p, "expected": e, "accuracy": accuracy_score(e, p),
                "matthews": matthews_corrcoef(e, p),
                "f1": f1_score(e, p, labels=[1], average="macro", zero_division=0)}
               for p, e in labels],
    "numbers": [{"predicted": p, "expected": e, "pearson": float(pearsonr(p, e)[0]),
                 "spearman": float(spearmanr(p, e)[0])} for p, e in numbers],
    "answers": [{"answer": a, "truths": t, "f1": max(token_f1(a, x) for x in t)}
                for a, t in answers]}) + "\n")

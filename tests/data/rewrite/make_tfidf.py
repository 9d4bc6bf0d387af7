#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tfidf.json: texts, their words and each text's nearest others, and those of unseen texts, by scikit-learn's
TfidfVectorizer with its defaults. Needs scikit-learn; run in this folder."""

import json
import random

from sklearn.feature_extraction.text import TfidfVectorizer

random.seed(7)
nouns = ["dog", "cat", "zebra", "piano", "teapot", "apple", "train", "owl"]
colours = ["red", "blue", "green", "purple"]
places = ["on the beach", "in the desert", "on the grass", "in a kitchen"]
texts = [
    f"{random.choice(['A', 'The', 'Two', 'You can see a'])} {random.choice(colours)} {random.choice(nouns)} "
    f"is {random.choice(['to the left of', 'above', 'below', 'near'])} a {random.choice(nouns)} "
    f"{random.choice(places)}."
    for _ in range(60)
]
texts += [
    "",
    "a I .",
    "Le café de Zoë, déjà-vu!",
    "ÜBER_alles 42 straße STRASSE",
    "東京 の 犬 と 猫 東京",
    "x² ½ Ⅷ eighty-eight 88 keys",
    "emoji 🐶 dog 🐶",
    "don't won't it's",
    "café cafe\u0301 CAFÉ",
]
vectorizer = TfidfVectorizer()
matrix = vectorizer.fit_transform(texts)
analyse = vectorizer.build_analyzer()
similar = (matrix @ matrix.T).toarray()
nearest = []
for i in range(len(texts)):
    others = [j for j in range(len(texts)) if j != i and similar[i, j] > 0]
    others.sort(key=lambda j: -similar[i, j])
    nearest.append([[j, round(float(similar[i, j]), 6)] for j in others[:8]])
# Texts that are not among them, some words unknown.
unseen = ["A red zebra near a submarine.", "submarine", "", "the dog the dog the owl", "café 42"]
similar = (vectorizer.transform(unseen) @ matrix.T).toarray()
of_unseen = []
for row in similar:
    order = sorted((j for j in range(len(texts)) if row[j] > 0), key=lambda j: -row[j])
    of_unseen.append([[j, round(float(row[j]), 6)] for j in order[:8]])
with open("tfidf.json", "w", encoding="utf-8") as out:
    json.dump({"texts": texts, "words": [analyse(t) for t in texts], "nearest": nearest,
               "unseen": unseen, "of_unseen": of_unseen}, out,
              ensure_ascii=False, separators=(",", ":"))

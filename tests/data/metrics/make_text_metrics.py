#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes text_metrics.json: METEOR by nltk over Debian's WordNet, ROUGE by rouge-score.

Needs: pip install nltk rouge-score, and the package wordnet-base. Both stem by Porter's algorithm of
1980, as METEOR and ROUGE-1.5.5 do; nltk's own additions to it are switched off.
"""
import json
import os
import pathlib
import random
import shutil
import tempfile

import nltk
from nltk.corpus.reader.wordnet import WordNetCorpusReader
from nltk.stem.porter import PorterStemmer
from nltk.translate.meteor_score import meteor_score
from rouge_score import rouge_scorer, tokenizers

HERE = pathlib.Path(__file__).parent
WORDNET = pathlib.Path("/usr/share/wordnet")

PAIRS = [("The auto was parked beside the houses.", ["A car stands next to the house", "Cars park by a home."]),
         ("Two kids are playing quickly", ["A pair of children plays fast", "Two young boys played."]),
         ("He bought a large feline", ["He purchased the big cat.", "A cat was bought"]),
         ("Wolves and mice ran; the geese flew.", ["A wolf and a mouse were running, a goose flies"]),
         ("nothing shared here", ["completely different words"]),
         ("", ["an empty candidate"]),
         ("the the the cat cat", ["the cat sat on the mat, the end"]),
         ("It is happier and tallest of all", ["It was the happiest, and taller than all of them"]),
         ("Policemen generalize relational organizations", ["The policeman's generalization relates organizing"])]
WORDS = ("a the dog dogs puppy runs running ran quick quickly house home building big large little small red "
         "crimson man men woman girl sits sitting sat on under beside near table desk cat cats eats eating food").split()


def samples():
    draw = random.Random(3)
    rows = list(PAIRS)
    for _ in range(40):
        base = [draw.choice(WORDS) for _ in range(draw.randint(3, 12))]
        said = [w if draw.random() < 0.6 else draw.choice(WORDS) for w in base]
        if draw.random() < 0.3:
            draw.shuffle(said)
        rows.append((" ".join(said), [" ".join(base)] + [" ".join(draw.sample(WORDS, 6))] * draw.randint(0, 1)))
    return rows


def wordnet(folder):
    shutil.copytree(WORDNET, folder, dirs_exist_ok=True)
    # Names of the 45 lexicographer files, which Debian leaves out and METEOR does not read.
    (pathlib.Path(folder) / "lexnames").write_text("".join(f"{i:02}\tname{i}\t1\n" for i in range(45)))
    WordNetCorpusReader.map_wn = lambda *_: None  # other versions, for its multilingual part
    return WordNetCorpusReader(folder, None)


stemmer = PorterStemmer(mode=PorterStemmer.ORIGINAL_ALGORITHM)
tokenizer = tokenizers.DefaultTokenizer(use_stemmer=True)
tokenizer._stemmer = stemmer
scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], tokenizer=tokenizer)
rows = []
with tempfile.TemporaryDirectory() as folder:
    # nltk reads from the folders of its own list alone.
    os.environ["NLTK_DATA"] = folder
    nltk.data.path.append(folder)
    reader = wordnet(folder)
    for said, people in samples():
        words = lambda text: [w for w in "".join(c if c.isalnum() or c in "'-" else " " for c in text.lower()).split()]
        rouge = scorer.score_multi(people, said)
        rows.append({
            "candidate": said, "references": people, "candidate_tokens": words(said),
            "reference_tokens": [words(p) for p in people],
            "meteor": meteor_score([words(p) for p in people], words(said), stemmer=stemmer, wordnet=reader),
            "rouge_1": rouge["rouge1"].fmeasure, "rouge_2": rouge["rouge2"].fmeasure,
            "rouge_l": rouge["rougeL"].fmeasure})
(HERE / "text_metrics.json").write_text(json.dumps(rows) + "\n")
print(len(rows), sum(r["meteor"] for r in rows) / len(rows), sum(r["rouge_2"] for r in rows) / len(rows))

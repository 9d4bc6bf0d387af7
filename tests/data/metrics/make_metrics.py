#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes captions.json (tokens and scores from pycocoevalcap) and vqa.json (the VQA rule).

Needs: pip install pycocoevalcap (made with 1.2) and a Java for its tokenizer. The captions are
put together from word lists below with a fixed seed. The VQA part is a small port of the rule in
vqaEval.py of the VQA repository, with both sides normalised.
"""
import json
import pathlib
import random
import re

from pycocoevalcap.bleu.bleu import Bleu
from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.rouge.rouge import Rouge
from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

HERE = pathlib.Path(__file__).parent

WHO = ["a man", "two dogs", "the young girl", "a woman in a red-striped hat", "an old man's cat",
       "three kids", "a cyclist", "Mr. Brown"]
DOES = ["runs", "is sitting", "doesn't move", "plays frisbee", "stands", "jumps", "is eating 2 cakes",
        "looks at the dogs' bowl"]
WHERE = ["on the beach", "in a park (near a lake)", "next to a bus, at 10:30 a.m.", "on main st.",
         "in front of 1,000 people", "under an umbrella; it's raining", "at home", "by a 3.5 ft. wall"]
ENDS = [".", "", "!", "...", " .", "?"]
ODD = ["He can't, won't and shan't go: they've gone -- we're late!", "Wow!! A U.S. flag costs $5?",
       "“Stop” says the sign – don’t go…", "black & white cat/dog, 50% off #1 [sold] {x} -5",
       "I'm gonna get gimme lemme cannot wanna gotta he'd you'll who's", "'quoted words' and 5pm"]


def sentence(draw, who, does, where):
    pick = lambda options, own: own if draw.random() < 0.6 else draw.choice(options)
    return " ".join([pick(WHO, who), pick(DOES, does), pick(WHERE, where)]).capitalize() \
        + draw.choice(ENDS)


def captions():
    draw = random.Random(5)
    samples = []
    for i in range(60):
        who, does, where = draw.choice(WHO), draw.choice(DOES), draw.choice(WHERE)
        said = sentence(draw, who, does, where)
        if i < len(ODD):
            said = ODD[i]
        elif i == 20:
            said = "a dog"
        elif i == 21:
            said = said + " " + said
        people = [sentence(draw, who, does, where) for _ in range(draw.randint(1, 5))]
        if i < len(ODD):
            people.append(ODD[i].lower())
        samples.append((said, people))
    tokenizer = PTBTokenizer()
    said = tokenizer.tokenize({i: [{"caption": c}] for i, (c, _) in enumerate(samples)})
    people = tokenizer.tokenize({i: [{"caption": c} for c in r] for i, (_, r) in enumerate(samples)})
    bleu, _ = Bleu(4).compute_score(people, said, verbose=0)
    rouge, rouges = Rouge().compute_score(people, said)
    cider, ciders = Cider().compute_score(people, said)
    return {
        "samples": [{"candidate": c, "references": r, "candidate_tokens": said[i][0],
                     "reference_tokens": people[i]} for i, (c, r) in enumerate(samples)],
        "bleu": [float(b) for b in bleu], "rouge_l": float(rouge), "cider_d": float(cider),
        "rouge_l_each": [float(v) for v in rouges], "cider_d_each": [float(v) for v in ciders]}


NUMBERS = dict(zip("none zero one two three four five six seven eight nine ten".split(),
                   "0 0 1 2 3 4 5 6 7 8 9 10".split()))
# The part of the challenge's table that the cases below meet.
CONTRACTIONS = {"dont": "don't", "couldntve": "couldntve", "couldnt've": "couldn't've",
                "couldn'tve": "couldn't've", "wheres": "where's", "isnt": "isn't", "twas": "'twas",
                "yall": "y'all", "oclock": "o'clock", "maam": "ma'am", "ows'at": "ows'at"}
MARKS = [";", "/", "[", "]", '"', "{", "}", "(", ")", "=", "+", "\\", "_", "-", ">", "<", "@", "`",
         ",", "?", "!"]


def normalised(answer):
    text = answer.replace("\n", " ").replace("\t", " ").strip()
    out = text
    for mark in MARKS:
        spaced = mark + " " in text or " " + mark in text
        out = out.replace(mark, "" if spaced or re.search(r"(\d)(,)(\d)", text) else " ")
    out = re.sub(r"(?!<=\d)(\.)(?!\d)", "", out)
    words = [NUMBERS.get(w, w) for w in out.lower().split()]
    return " ".join(CONTRACTIONS.get(w, w) for w in words if w not in ("a", "an", "the"))


def accuracy(answer, people):
    given = normalised(answer)
    people = [normalised(p) for p in people]
    each = [min(1, sum(other == given for other in people[:i] + people[i + 1:]) / 3)
            for i in range(len(people))]
    return sum(each) / len(each)


def vqa():
    answers = ["Yes", "yes.", " the dog ", "A red-striped hat", "two", "None", "2", "10:30", "1,000",
               "1,000; (more)", "3.5", "v. good", "p.m.", "dont", "Wheres the cat?", "couldn'tve",
               "couldntve", "couldnt've", "isnt it", "twas", "5 oclock", "yes/no", "yes / no", "well, ok",
               "a,b", "an the a", "", "?", "yes\tno\nmaybe", "caf\u00e9", "...", "U.S.", "don't",
               "ma'am", "what?!", "(none)", ".5", "5.", "x_y", "one hundred"]
    pool = ["yes", "Yes", "yes.", "no", "No!", "2", "two", "the dog", "dog", "dont know", "don't know"]
    draw = random.Random(3)
    rows = []
    for _ in range(60):
        some = draw.sample(pool, draw.randint(1, 4))
        people = [draw.choice(some) for _ in range(10)]
        answer = draw.choice(some + pool)
        rows.append({"answer": answer, "people": people, "accuracy": accuracy(answer, people)})
    return {"normalised": [[a, normalised(a)] for a in answers], "accuracy": rows}


def write(name, content):
    (HERE / name).write_text(json.dumps(content, ensure_ascii=True, indent=0) + "\n")


write("captions.json", captions())
write("vqa.json", vqa())

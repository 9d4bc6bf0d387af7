#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes official/: some lines in each format of UNIMO's fine-tuning data (unimo.md 3.2).

Token ids come from the tokenizers library over ../text/unimo, numbers from a fixed seed. Needs: pip
install tokenizers. Usage: make_official.py
"""
import base64
import gzip
import json
import pathlib
import random
import struct

from tokenizers import Tokenizer, decoders, models, pre_tokenizers

HERE = pathlib.Path(__file__).parent
VOCABULARY = HERE.parent / "text" / "unimo"
OUT = HERE / "official"
DIM, CLASSES, REGIONS = 6, 3, 2
draw = random.Random(11)

encoder = json.loads((VOCABULARY / "unimo_en.encoder.json").read_text())
merges = [tuple(line.split()) for line in (VOCABULARY / "unimo_en.vocab.bpe").read_text().splitlines()[1:] if line]
bpe = Tokenizer(models.BPE(vocab=encoder, merges=merges))
bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
bpe.decoder = decoders.ByteLevel()
model_id = {line: i for i, line in enumerate((VOCABULARY / "unimo_en.vocab.txt").read_text().split("\n"))}


def gpt(text):
    return bpe.encode(text).ids


def model(text):
    ids = [model_id["[CLS]"]] + [model_id[str(i)] for i in gpt(text)] + [model_id["[SEP]"]]
    spaced = lambda values: " ".join(map(str, values))
    return spaced(ids), spaced([0] * len(ids)), spaced(range(2, 2 + len(ids)))


def packed(numbers):
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def regions():
    """Boxes in a picture of 500 x 400, features, probabilities."""
    boxes = [0, 0, 499, 399] + [100, 50, 300, 350]
    halves = lambda count: [draw.randint(0, 64) / 16 for _ in range(count)]
    return packed(boxes), packed(halves(REGIONS * DIM)), packed([0.5, 0.25, 0.25] * REGIONS)


OUT.mkdir(exist_ok=True)
write = lambda name, lines: (OUT / name).write_text("\n".join(lines) + "\n")

lines = []
for image in (101, 102):
    boxes, features, probabilities = regions()
    sizes = (500, 400) if image == 101 else (400, 500)  # the test reader's order
    lines.append("\t".join(map(str, (image, *sizes, REGIONS, boxes, features, probabilities))))
boxes, features, probabilities = regions()
lines.append("\t".join(map(str, (103, 500, 400, 3, boxes, features, probabilities))))  # 3 regions of 2
lines.append("\t".join(map(str, (104, 50, 40, REGIONS, boxes, features, probabilities))))  # boxes outside
lines.append("\t".join(map(str, (105, 500, 400, REGIONS, boxes, features[:-2] + "!=", probabilities))))
lines.append("106\t500\t400")
write("flickr_features.tsv", lines)
write("flickr_captions.ids", [";".join((*model(text), str(image), str(n))) for n, (image, text) in enumerate([
    (101, "A dog runs in the park."), (101, "The brown dog is running."), (102, "Two cats sleep.")])]
    + ["0 99999 2;0 0 0;2 3 4;101;7", "0 x 2;0 0 0;2 3 4;101;8"])

ids = lambda text: model(text)
boxes, features, _ = regions()
ve = ";".join(map(str, ("101", "pair-1", 2, *ids("A cat sleeps."), "", 500, 400, REGIONS, boxes, features, "", "")))
with gzip.GzipFile(OUT / "snli_ve.gz", "wb", mtime=0) as out:
    out.write((ve + "\n" + ve.replace(";2;", ";maybe;", 1) + "\n").encode())

text = "A man in New York."
units = [-1] + [0] * len(gpt(text)) + [-1]
tokens = [bpe.id_to_token(i) for i in gpt(text)]
inside = False
for i, token in enumerate(tokens):
    begins = token.startswith("\u0120") or i == 0
    word = "".join(tokens[i:]).replace("\u0120", " ").strip()
    if word.startswith("New York"):
        inside = True
    elif inside and (token == "."):
        inside = False
    elif inside or not begins:
        units[i + 1] = 1
boxes, features, probabilities = regions()
coco = lambda image, caption, seg: ";".join(map(str, (
    image, 1, *caption, " ".join(map(str, seg)), "", "", 400, 500, REGIONS, boxes, probabilities, "", features, 0)))
write("coco_captions.txt", [coco("000000009", ids(text), units), coco("000000010", ("", "", ""), [])])
write("coco_objects.ids", [";".join(("000000009", *ids("man dog")))])
boxes, features, _ = regions()
vqa = lambda text, labels, scores: "\t".join(map(str, (1, text, labels, scores, 500, 400, REGIONS, boxes, features)))
write("vqa.tsv", [vqa("Is it a dog?", "1|0", "0.3|1"), vqa("What is it?", "2", "0.6"), vqa("Bad?", "1", "0.3|1"),
                  vqa("Worse?", "7", "1")])
write("tokenized.tsv", ["src\tknowledge\ttgt", "\t".join((
    " ".join(map(str, gpt("Who runs?"))) + " [SEP] " + " ".join(map(str, gpt("Where?"))),
    " ".join(map(str, gpt("The dog runs in the park."))), " ".join(map(str, gpt("In the park.")))))
    , "12 x\t3\t4"])

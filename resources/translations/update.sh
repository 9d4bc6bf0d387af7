#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# update.sh [FILE.ts]: brings unimo_zh_CN.ts, or a copy of it, up to date with the texts in the sources.
# New ones are marked unfinished; language_test fails until they are translated.
set -euo pipefail
file=$(realpath "${1:-$(dirname "${BASH_SOURCE[0]}")/unimo_zh_CN.ts}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# The settings' texts and what jobs say they do are in core, which knows no Qt: lupdate reads them from a
# list.
python3 - >"$work/recipe_texts.h" <<'PYTHON'
import pathlib
import re
source = open("core/train/recipe.cpp", encoding="utf-8").read()
literal = r'"(?:[^"\\]|\\.)*"'
texts = set()
for call in re.finditer(r"\b(?:integer|real|toggle|text|choice|path)\(\s*", source):
    parts = re.match(rf"((?:{literal}\s*)+),\s*((?:{literal}\s*)+),\s*((?:{literal}\s*)+),\s*((?:{literal}\s*)+)",
                     source[call.end():])
    if parts:
        for part in parts.groups()[1:]:  # the first is the key
            texts.add("".join(piece[1:-1] for piece in re.findall(literal, part)))
for text in sorted(texts - {""}):
    print(f'QT_TRANSLATE_NOOP("recipe", "{text}")')
phases = set()
for folder in ("core", "datasets", "widgets"):
    for file in pathlib.Path(folder).rglob("*.cpp"):
        code = file.read_text(encoding="utf-8")
        phases.update(re.findall(rf"\b(?:progress|forAllPictures|inBlocks|store)\(\s*({literal}),", code))
        phases.update(re.findall(rf"\binChunks\([\w.]+, ({literal}),", code))
# Those with values in them, and why something is not used: the lists of core/base/texts.h.
code = open("core/base/texts.h", encoding="utf-8").read()
named = {name: "".join(piece[1:-1] for piece in re.findall(literal, text))
         for name, text in re.findall(rf"const char\* (\w+) =\s*((?:{literal}\s*)+);", code)}
def listed(name):
    names = re.search(rf"std::array {name} = {{([^}}]*)}}", code).group(1)
    return [f'"{named[one.strip()]}"' for one in names.split(",") if one.strip()]
phases.update(listed("kProgress"))
for reason in sorted(listed("kReasons")):
    print(f'QT_TRANSLATE_NOOP("reason", {reason})')
for phase in sorted(phases):
    print(f'QT_TRANSLATE_NOOP("progress", {phase})')
PYTHON
"${LUPDATE:-/usr/lib/qt6/bin/lupdate}" -silent -I . -no-obsolete -locations none -source-language en \
    widgets app/workbench "$work" -ts "$file"

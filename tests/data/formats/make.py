#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sources of this folder, each good one with a corrupt twin. Needs Pillow (13.0).

csv/, sidecar/ and coco/ hold the same three pictures: red 8x6, green 6x8, blue 8x8.
"""
import json
import pathlib

from PIL import Image

here = pathlib.Path(__file__).parent
colours = {"red": ((8, 6), (255, 0, 0)), "green": ((6, 8), (0, 255, 0)), "blue": ((8, 8), (0, 0, 255))}


def pictures(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for name, (size, colour) in colours.items():
        Image.new("RGB", size, colour).save(folder / f"{name}.png")


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


# CSV: quotes, a line end within a field, two captions of one picture, a column of no interest.
pictures(here / "csv/pictures")
write(here / "csv/captions.csv", '\ufefffilepath,title,split,source\r\n'
      'pictures/red.png,"A ""red"" square,\r\nquite plain",train,web\r\n'
      'pictures/green.png,grün ist grün,val,web\r\n'
      '\r\n'
      'pictures/red.png, Something red ,train,web\r\n'
      'pictures/blue.png,,test,web')
write(here / "csv_bad/captions.csv", b'filepath,title,split\n'
      b'../csv/pictures/red.png,good,train\n'                     # 2
      b'../csv/pictures/red.png,too few\n'                        # 3
      b'../csv/pictures/red.png,too,many,fields\n'                # 4
      b',no picture,train\n'                                      # 5
      b'absent.png,no such picture,train\n'                       # 6
      b'captions.csv,not a picture,train\n'                       # 7
      b'../csv/pictures/green.png,not \xff UTF-8,train\n'         # 8
      b'../csv/pictures/green.png,"after" the quote,train\n'      # 9
      b'../csv/pictures/red.png,other split,val\n'                # 10
      b'../csv/pictures/blue.png,also good,val\n'                 # 11
      b'../csv/pictures/green.png,"never closed,train\n'          # 12
      b'../csv/pictures/green.png,lost,train\n')
write(here / "csv_bad/no_header.csv", "picture,caption\na.png,b\n")

# Sidecars: several lines, none at all, a folder below.
pictures(here / "sidecar")
(here / "sidecar/below").mkdir(exist_ok=True)
(here / "sidecar/blue.png").rename(here / "sidecar/below/blue.png")
write(here / "sidecar/red.txt", "A red square.\n\n  Something red  \r\n")
write(here / "sidecar/below/blue.txt", "\ufeffA blue square.")
pictures(here / "sidecar_bad")
write(here / "sidecar_bad/red.png", (here / "sidecar_bad/red.png").read_bytes()[:50])
write(here / "sidecar_bad/red.txt", "one\ntwo\n")
write(here / "sidecar_bad/green.txt", b"fine\nnot \xc0\xaf UTF-8\nzero \x00 byte\n")
write(here / "sidecar_bad/blue.txt", "x" * 20_000)
write(here / "sidecar_bad/nothing.txt", "a caption of no picture\n")

# COCO
pictures(here / "coco/tiny")
write(here / "coco/annotations/captions_tiny.json", json.dumps({
    "info": {}, "licenses": [],
    "images": [{"id": 7, "file_name": "red.png", "width": 8, "height": 6},
               {"id": 9, "file_name": "green.png", "width": 6, "height": 8},
               {"id": 11, "file_name": "blue.png", "width": 8, "height": 8}],
    "annotations": [{"id": 1, "image_id": 9, "caption": "A green square."},
                    {"id": 2, "image_id": 7, "caption": "A red square.\n"},
                    {"id": 3, "image_id": 7, "caption": "Something red"}]}, indent=1))
write(here / "coco_bad/captions.json", json.dumps({
    "images": [{"id": 7, "file_name": "../coco/tiny/red.png"}, {"id": 7, "file_name": "twice.png"},
               {"file_name": "no_id.png"}, {"id": 8}, "a text", {"id": 9, "file_name": "absent.png"}],
    "annotations": [{"image_id": 7, "caption": "good"}, {"image_id": 99, "caption": "no such image"},
                    {"image_id": "7", "caption": "an id that is a text"}, {"image_id": 7}, None,
                    {"image_id": 7, "caption": "  "}, {"image_id": 9, "caption": "absent picture"}]},
    indent=1))
write(here / "coco_bad/captions_cut.json", '{"images": [\n{"id": 7,')
write(here / "coco_bad/captions_other.json", '{"images": {}, "annotations": []}')

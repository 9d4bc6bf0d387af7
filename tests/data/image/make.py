#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of this folder. Needs Pillow (made with 13.0) and numpy.

The picture is 6 wide, 4 high: red left half, blue right half, the top-left 2x2 pixels green.
In the alpha pictures the right half is half transparent black, the top-left transparent.
"""
import pathlib
import struct
import zlib

import numpy
from PIL import Image

here = pathlib.Path(__file__).parent

rgb = numpy.zeros((4, 6, 3), numpy.uint8)
rgb[:, :3] = (255, 0, 0)
rgb[:, 3:] = (0, 0, 255)
rgb[:2, :2] = (0, 255, 0)
plain = Image.fromarray(rgb)

rgba = numpy.zeros((4, 6, 4), numpy.uint8)
rgba[:, :3] = (255, 0, 0, 255)
rgba[:, 3:] = (0, 0, 0, 128)
rgba[:2, :2] = (0, 255, 0, 0)
clear = Image.fromarray(rgba)

plain.save(here / "plain.png")
plain.save(here / "plain.bmp")
plain.save(here / "plain.tiff")
plain.save(here / "plain.webp", lossless=True)
plain.save(here / "plain.gif")
clear.save(here / "alpha.png")
clear.save(here / "alpha.tiff")
clear.save(here / "alpha.webp", lossless=True)
clear.quantize(8).save(here / "palette_alpha.png")
plain.convert("L").save(here / "gray.png")
Image.fromarray(numpy.full((4, 6), 0x8000, numpy.uint16)).save(here / "gray16.png")

# JPEG: large enough that its blocks keep the colours; stored lying, EXIF says turn to the right.
large = plain.resize((48, 32), Image.NEAREST)
large.save(here / "plain.jpg", quality=95, subsampling=0)
exif = Image.Exif()
exif[0x0112] = 6
large.save(here / "turned.jpg", quality=95, subsampling=0, exif=exif)
large.convert("CMYK").save(here / "cmyk.jpg", quality=95)
large.save(here / "progressive.jpg", quality=95, subsampling=0, progressive=True)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))


(here / "bomb_side.png").write_bytes(png(50_000, 1))
(here / "bomb_area.png").write_bytes(png(19_999, 19_999))
(here / "bomb_wrap.png").write_bytes(png(0x8000_0001, 0x8000_0001))
(here / "too_few_pixels.png").write_bytes(png(900, 900))

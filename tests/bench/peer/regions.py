#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions as one would write them in Python: crops cut by OpenCV through timm's EfficientNet-Lite0,
eager, fp32, batches of 64; boxes by OpenCV's selective search.

The job (JSON) is a list of pictures: file, boxes and truth ([x1, y1, x2, y2], fractions).
A round: {"what": "crops"} -> seconds; {"what": "proposals"} -> seconds, recall_percent."""

import argparse
import json

from rounds import serve, timed

import cv2
import numpy as np
import timm
import torch

BATCH = 64


def overlap(a, b):
    """Intersection over union."""
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    both = width * height
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def crop_work(pictures, side):
    model = timm.create_model("efficientnet_lite0", pretrained=False).eval()

    def cut(image, box):
        height, width = image.shape[:2]
        left, top = int(box[0] * width), int(box[1] * height)
        right, bottom = max(left + 1, int(box[2] * width)), max(top + 1, int(box[3] * height))
        return cv2.resize(image[top:bottom, left:right], (side, side), interpolation=cv2.INTER_AREA)

    @torch.no_grad()
    def work():
        crops = [cut(image, box) for image, boxes, _ in pictures for box in boxes]
        features, classes = [], []
        for first in range(0, len(crops), BATCH):
            pixels = np.stack(crops[first : first + BATCH])
            pixels = torch.from_numpy(pixels).permute(0, 3, 1, 2).float().sub_(127).div_(128)
            pooled = model.forward_head(model.forward_features(pixels), pre_logits=True)
            features.append(pooled)
            classes.append(model.classifier(pooled).softmax(1))
        return torch.cat(features), torch.cat(classes)

    return work


def proposals(image, most):
    height, width = image.shape[:2]
    search = cv2.ximgproc.segmentation.createSelectiveSearchSegmentation()
    search.setBaseImage(cv2.cvtColor(image, cv2.COLOR_RGB2BGR))
    search.switchToSelectiveSearchFast()
    found = search.process()[:most]
    return [(x / width, y / height, (x + w) / width, (y + h) / height) for x, y, w, h in found]


def prepare(args):
    torch.manual_seed(1)
    with open(args.job, encoding="utf-8") as file:
        job = json.load(file)
    pictures = [
        (cv2.cvtColor(cv2.imread(p["file"]), cv2.COLOR_BGR2RGB), p.get("boxes", []), p["truth"])
        for p in job
    ]
    crops = crop_work(pictures, args.side)

    def work(request):
        if request["what"] == "crops":
            return {"seconds": timed(crops)[1]}
        found, seconds = timed(lambda: [proposals(image, args.most) for image, _, _ in pictures])
        hits = [
            any(overlap(box, truth) >= 0.5 for box in boxes)
            for boxes, (_, _, truths) in zip(found, pictures)
            for truth in truths
        ]
        return {"seconds": seconds, "recall_percent": 100 * sum(hits) / len(hits)}

    return work


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--job", required=True)
    parser.add_argument("--side", type=int, default=96)
    parser.add_argument("--most", type=int, default=10)
    args = parser.parse_args()
    serve(f"timm {timm.__version__}, OpenCV {cv2.__version__}", lambda: prepare(args))


if __name__ == "__main__":
    main()

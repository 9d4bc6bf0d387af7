#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The nearest vectors by FAISS's exact index (IndexFlatIP). A round: {"queries": n} -> seconds."""

import argparse

from rounds import serve, timed

import faiss
import numpy as np


def prepare(args):
    random = np.random.default_rng(1)
    index = faiss.IndexFlatIP(args.dim)
    for first in range(0, args.count, 100_000):
        rows = random.random((min(100_000, args.count - first), args.dim), dtype=np.float32) - 0.5
        faiss.normalize_L2(rows)
        index.add(rows)

    def work(request):
        queries = random.random((request["queries"], args.dim), dtype=np.float32) - 0.5
        return {"seconds": timed(lambda: index.search(queries, args.best))[1]}

    return work


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("count", "dim", "best"):
        parser.add_argument("--" + name, type=int, required=True)
    args = parser.parse_args()
    serve(f"FAISS {faiss.__version__} IndexFlatIP", lambda: prepare(args))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps by umap-learn and openTSNE, with all cores and the settings that unimo takes. Vectors are
float32 rows in a file; a round writes the places, float32 pairs, to another: {} -> seconds."""

import argparse

from rounds import serve, timed

import numpy as np

COMPILED = 4500  # rows from which on umap-learn looks for neighbours as it does for many


def umap_of():
    import umap

    def run(vectors, epochs=None):
        return umap.UMAP(n_neighbors=15, metric="cosine", n_epochs=epochs).fit_transform(vectors)

    return f"umap-learn {umap.__version__}", run, lambda rows: run(rows[:COMPILED], 11)


def tsne_of():
    import openTSNE

    def run(vectors):
        return openTSNE.TSNE(perplexity=30, metric="cosine", n_jobs=-1).fit(vectors)

    return f"openTSNE {openTSNE.__version__}", run, lambda rows: run(rows[:500])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--method", choices=["umap", "tsne"], required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("--dim", type=int, required=True)
    parser.add_argument("--places", required=True)
    args = parser.parse_args()
    name, run, warm = umap_of() if args.method == "umap" else tsne_of()

    def prepare():
        vectors = np.fromfile(args.vectors, dtype=np.float32).reshape(-1, args.dim)
        warm(vectors)  # numba compiles at the first use, which is not counted

        def work(_):
            places, seconds = timed(lambda: run(vectors))
            np.asarray(places, dtype=np.float32).tofile(args.places)
            return {"seconds": seconds}

        return work

    serve(name, prepare)


if __name__ == "__main__":
    main()

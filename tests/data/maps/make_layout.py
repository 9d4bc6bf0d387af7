# SPDX-License-Identifier: GPL-3.0-or-later
"""Golden figures of core/maps: umap-learn 0.5 and scikit-learn on the points of `points()`.

    pip install umap-learn scikit-learn && python make_layout.py > layout.json
"""
import json

import numpy as np
import umap
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness

COUNT, DIM, CLUSTERS = 240, 12, 8


def points():
    """The same numbers as layout_test.cpp makes: eight arcs in twelve dimensions."""
    rows = np.zeros((COUNT, DIM), dtype=np.float64)
    for i in range(COUNT):
        cluster, along = i % CLUSTERS, (i // CLUSTERS) / (COUNT // CLUSTERS)
        for d in range(DIM):
            rows[i, d] = np.sin(1.0 + 2.0 * cluster * (d + 1)) + 0.6 * np.sin(
                0.7 * (d + 1) + 3.0 * along + cluster
            )
    return rows.astype(np.float32)


rows = points()
projected = PCA(2, svd_solver="full").fit_transform(rows)
layouts = [umap.UMAP(metric="cosine", random_state=seed).fit_transform(rows) for seed in range(5)]
figures = [float(trustworthiness(rows, y, n_neighbors=15, metric="cosine")) for y in layouts]
print(
    json.dumps(
        {
            "principal_components": np.abs(projected[:10]).round(5).tolist(),
            "principal_trustworthiness": float(
                trustworthiness(rows, projected, n_neighbors=15, metric="cosine")
            ),
            "umap_trustworthiness": sum(figures) / len(figures),
            "umap_figures": figures,
        },
        indent=1,
    )
)

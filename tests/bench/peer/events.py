#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event files as TensorBoard reads them, with all points. A round: {} -> seconds, scalars."""

import argparse

from rounds import serve, timed

import tensorboard
from tensorboard.backend.event_processing import event_accumulator


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", required=True)
    args = parser.parse_args()

    def read():
        run = event_accumulator.EventAccumulator(
            args.folder, size_guidance={event_accumulator.SCALARS: 0}
        )
        run.Reload()
        return sum(len(run.Scalars(tag)) for tag in run.Tags()["scalars"])

    def work(_):
        scalars, seconds = timed(read)
        return {"seconds": seconds, "scalars": scalars}

    serve(f"TensorBoard {tensorboard.__version__} EventAccumulator", lambda: work)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes run/ (two event files of one resumed run) and expected.json (what TensorBoard reads there).

Needs: pip install tensorboard tensorboardX numpy (made with 2.21.0, 2.6.5, 2.4.6).
The first file is tensorboardX's, the second TensorBoard's own; times are fixed, so that making
them again changes nothing.
"""
import json
import pathlib
import shutil

import numpy as np
from tensorboard.backend.event_processing import event_accumulator
from tensorboard.compat.proto import event_pb2, summary_pb2, tensor_pb2, tensor_shape_pb2
from tensorboard.compat.proto import types_pb2
from tensorboard.summary.writer.event_file_writer import EventFileWriter
from tensorboard.summary.writer.record_writer import RecordWriter
from tensorboard.util import tensor_util
from tensorboardX import SummaryWriter

HERE = pathlib.Path(__file__).parent
RUN = HERE / "run"
START = 1700000000.0


def fixed_name(folder, name):
    """Renames the one event file in `folder` and gives its version record a fixed time."""
    (file,) = folder.glob("events.out.tfevents.*")
    records, data = [], file.read_bytes()
    while data:
        length = int.from_bytes(data[:8], "little")
        records.append(event_pb2.Event.FromString(data[12:12 + length]))
        data = data[16 + length:]
    records[0].wall_time = START
    for record in records[1:]:
        if record.session_log.status:
            record.wall_time = START + 50
    with open(RUN / name, "wb") as out:
        writer = RecordWriter(out)
        for record in records:
            writer.write(record.SerializeToString(deterministic=True))
    shutil.rmtree(folder)


def first_file():
    folder = HERE / "made"
    with SummaryWriter(str(folder)) as out:
        for step in range(10):
            out.add_scalar("loss/mlm", 5.0 / (step + 1), step, walltime=START + step)
            out.add_scalar("loss/cmcl", 2.0 - 0.1 * step, step, walltime=START + step)
        out.add_scalar("loss/mlm", float("nan"), 3, walltime=START + 10)
        out.add_text("caption", "a dog on grass \u2603", 2, walltime=START + 2)
        out.add_text("caption", "an orphan", 8, walltime=START + 8)
        out.add_histogram("weights", np.linspace(-1, 1, 50), 1, bins=5, walltime=START + 1)
        out.add_image("picture", np.zeros((3, 2, 4), np.uint8), 1, walltime=START + 1)
    fixed_name(folder, "events.out.tfevents.1700000000.host.11")


def tensor_value(tag, plugin, tensor):
    meta = summary_pb2.SummaryMetadata()
    meta.plugin_data.plugin_name = plugin
    return summary_pb2.Summary(
        value=[summary_pb2.Summary.Value(tag=tag, metadata=meta, tensor=tensor)])


def second_file():
    folder = HERE / "made"
    out = EventFileWriter(str(folder))
    out.add_event(event_pb2.Event(wall_time=START + 50, step=5, session_log=event_pb2.SessionLog(
        status=event_pb2.SessionLog.START)))
    for step in range(5, 8):
        wall = START + 50 + step
        out.add_event(event_pb2.Event(wall_time=wall, step=step, summary=summary_pb2.Summary(
            value=[summary_pb2.Summary.Value(tag="loss/mlm", simple_value=1.0 / step)])))
        out.add_event(event_pb2.Event(wall_time=wall, step=step, summary=tensor_value(
            "rate", "scalars", tensor_util.make_tensor_proto(np.float32(0.001 * step)))))
        out.add_event(event_pb2.Event(wall_time=wall, step=step, summary=tensor_value(
            "listed", "scalars", tensor_pb2.TensorProto(
                dtype=types_pb2.DT_FLOAT, tensor_shape=tensor_shape_pb2.TensorShapeProto(),
                float_val=[0.5 * step]))))
    out.add_event(event_pb2.Event(wall_time=START + 60, step=7, summary=tensor_value(
        "question", "text", tensor_util.make_tensor_proto("what is it?"))))
    out.close()
    fixed_name(folder, "events.out.tfevents.1700000050.host.12")


def expected():
    events = event_accumulator.EventAccumulator(str(RUN), size_guidance={
        event_accumulator.SCALARS: 0, event_accumulator.TENSORS: 0})
    events.Reload()
    tags = events.Tags()
    scalars = {tag: [[p.step, p.wall_time, None if p.value != p.value else p.value]
                     for p in events.Scalars(tag)] for tag in tags["scalars"]}
    texts = {}
    for tag in tags["tensors"]:
        points = [[p.step, p.wall_time, tensor_util.make_ndarray(p.tensor_proto).flatten()[0]]
                  for p in events.Tensors(tag)]
        plugin = events.SummaryMetadata(tag).plugin_data.plugin_name
        if plugin == "text":
            # TensorBoard's accumulator drops orphaned scalars but no texts; this program drops both.
            texts[tag] = [[s, w, v.decode()] for s, w, v in points if s < 5 or w > START + 50]
        else:
            scalars[tag] = [[s, w, float(v)] for s, w, v in points]
    (histogram,) = events.Histograms("weights")
    (image,) = events.Images(tags["images"][0])
    return {"scalars": scalars, "texts": texts,
            "histogram": {"edges": histogram.histogram_value.bucket_limit,
                          "counts": histogram.histogram_value.bucket,
                          "minimum": histogram.histogram_value.min,
                          "maximum": histogram.histogram_value.max},
            "image": {"tag": tags["images"][0], "step": image.step,
                      "bytes": len(image.encoded_image_string)}}


shutil.rmtree(RUN, ignore_errors=True)
RUN.mkdir()
first_file()
second_file()
(HERE / "expected.json").write_text(json.dumps(expected(), indent=1, ensure_ascii=True) + "\n")

# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the weight files of the tensor tests: python make_weights.py FOLDER

Needs torch 2.11 and safetensors. The values are simple formulas that the test repeats.
"""
import os
import pickle
import sys
from collections import OrderedDict

import torch
from safetensors.torch import save_file

folder = sys.argv[1]


def path(name):
    return os.path.join(folder, name)


base = torch.arange(24, dtype=torch.float32) / 8
state = OrderedDict(
    weight=base.reshape(4, 6),
    turned=base.reshape(4, 6).t(),  # a strided view of the same storage
    tail=base[20:],  # a view with an offset
    bias=torch.tensor([-1.5, 2.0], dtype=torch.float16),
    brain=torch.tensor([1.0, -0.5, 3.0], dtype=torch.bfloat16),
    count=torch.tensor(7, dtype=torch.int64),
    flags=torch.tensor([True, False, True]),
    empty=torch.zeros(0, 3),
)
state._metadata = OrderedDict({"": {"version": 1}})  # as nn.Module.state_dict() has it
torch.save(state, path("new.pth"))
torch.save(state, path("old.pth"), _use_new_zipfile_serialization=False)
nested = {"epoch": 3, "lr": 0.1, "note": None, "state_dict": state}
nested["state_dict"]["parameter"] = torch.nn.Parameter(torch.ones(2))
torch.save(nested, path("nested.pth"))

plain = {name: tensor.contiguous().clone() for name, tensor in state.items()}
del plain["parameter"]
save_file(plain, path("small.safetensors"), metadata={"format": "pt", "step": "12"})


class Runs:
    """Unpickling this in Python would run a command."""

    def __reduce__(self):
        return os.system, ("echo pickles must not run",)


torch.save({"weight": Runs()}, path("evil_new.pth"))
with open(path("evil_old.pth"), "wb") as out:
    for value in (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True}, {"weight": Runs()}, []):
        pickle.dump(value, out, protocol=2)

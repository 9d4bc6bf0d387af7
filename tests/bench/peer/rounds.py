# SPDX-License-Identifier: GPL-3.0-or-later
"""What every peer has in common: it does a round of work whenever it is asked to.

unimo bench starts a peer, which prepares, says who it is with one line of JSON, and answers each
line of JSON that it then gets with one: "seconds" and what else its work tells. So rounds of both
programs alternate, and a busy computer hits both.
"""

import json
import os
import sys
import time


def timed(work):
    """Runs work; returns its result and the seconds it took."""
    before = time.perf_counter()
    result = work()
    return result, time.perf_counter() - before


def serve(peer, prepare):
    """peer: a name with its version. prepare(): returns what does a round, request -> answer."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no answer

    def say(answer):
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    work = prepare()
    say({"peer": peer})
    for line in sys.stdin:
        say(work(json.loads(line)))

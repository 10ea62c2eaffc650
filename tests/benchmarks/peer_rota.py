"""`rota` on a problem, in a process of its own: what `peers.py` starts. Tells each step as a line of JSON."""

from __future__ import annotations

import json
import pickle
import sys
import time
from pathlib import Path

from rota.solve.engine import solve
from rota.solve.limits import Limits, Progress
from rota.solve.outcome import Infeasible, Solved


def main(pickled: str, until: str, seed: str, gap: str = "0") -> None:
    problem, rules = pickle.loads(Path(pickled).read_bytes())

    def told(moment: Progress) -> None:
        print(json.dumps({"cost": moment.cost, "bound": moment.bound, "part": moment.stage}), flush=True)

    limits = Limits(seconds=float(until) - time.time(), seed=int(seed), gap=float(gap))
    outcome = solve(problem, rules, limits=limits, listen=told)
    if isinstance(outcome, Solved):
        print(json.dumps({"cells": sorted(outcome.cells), "cost": outcome.cost, "bound": outcome.bound}))
    elif isinstance(outcome, Infeasible):
        print(json.dumps({"note": "infeasible"}))


if __name__ == "__main__":
    main(*sys.argv[1:])

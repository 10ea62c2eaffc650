"""One instance, in a process of its own: what `run.py` starts. Prints one line of JSON."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from rota.load.workspace import load_workspace
from rota.solve.engine import solve
from rota.solve.limits import Limits, Progress
from rota.solve.outcome import Solved


def main(folder: str, seed: str, seconds: str) -> None:
    workspace = load_workspace(Path(folder))
    moments: list[Progress] = []
    limits = Limits(seconds=float(seconds), seed=int(seed))
    outcome = solve(workspace.problem, workspace.rules, limits=limits, listen=moments.append)
    solved = outcome if isinstance(outcome, Solved) else None
    bound = max((moment.bound for moment in moments), default=0)
    print(
        json.dumps(
            {
                "cost": solved.cost if solved else None,
                "bound": solved.bound if solved else bound,
                "seconds": round(outcome.seconds, 1),
                "first": next((round(one.seconds, 1) for one in moments if one.cost is not None), None),
                "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "cells": sorted(solved.cells) if solved else [],
                "curve": [(round(moment.seconds, 2), moment.gap) for moment in moments],
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

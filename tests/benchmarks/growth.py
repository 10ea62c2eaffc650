"""How planning a contact centre grows with the number of its agents: a table and a plot.

    python tests/benchmarks/growth.py 50,100,200,500 --seconds 120 --out growth

Each size is the synthetic centre of `centre.py` over four weeks, planned in a process of its own until the
gap is at most 1 % or the time is up: seconds to the first roster and to gaps of 5 % and 1 %, and memory.
Reading the workspace is told apart. The plot has the gap over time, a line a size.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import platform
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import centre
import gap_plot
from run import row

from rota.load.workspace import load_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable

GAP = 0.01
CHILD = Path(__file__).with_name("peer_rota.py")
HEADINGS = (
    "agents",
    "cells",
    "read",
    "first roster",
    "gap 5 %",
    "gap 1 %",
    "cost",
    "bound",
    "gap",
    "memory",
)
Curve = list[tuple[float, float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="?", default="50,100,200,500", help="agents, by commas")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--out", type=Path, default=Path("growth"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    lines = [
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"OR-Tools {version('ortools')}, rota {version('rota-roster')}; at most {given.seconds:g} s a size\n",
        row(HEADINGS),
        row("---" for _ in HEADINGS),
    ]
    curves: dict[str, Curve] = {}
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as scratch:
            cells, curves[f"{size} agents"] = plan(Path(scratch), size, given.seconds)
        lines.append(row(cells))
        print(lines[-1], flush=True)
        (given.out / "growth.md").write_text("\n".join(lines) + "\n", "utf-8")
        (given.out / "growth.svg").write_text(gap_plot.plot(curves, given.seconds), "utf-8")


def plan(folder: Path, agents: int, seconds: float) -> tuple[list[str], Curve]:
    """Plan a centre of this size; the cells of its line, and its gap over time."""
    centre.write(folder, agents=agents)
    began = time.time()
    workspace = load_workspace(folder)
    read = time.time() - began
    pickled = folder / "problem.pickle"
    pickled.write_bytes(pickle.dumps((workspace.problem, workspace.rules)))
    began = time.time()
    command = [sys.executable, str(CHILD), str(pickled), str(began + seconds), "1", str(GAP)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    curve: Curve = []
    told = {"cost": None, "bound": 0}
    for line in child.stdout or ():
        told = json.loads(line)
        if told.get("cost") is not None:
            gap = max(0.0, (told["cost"] - told["bound"]) / max(1, told["cost"]))
            curve.append((round(time.time() - began, 1), gap))
    _, _, used = os.wait4(child.pid, 0)
    child.returncode = 0
    moments = [reached(curve, share) for share in (1.0, 0.05, 0.01)]
    cost, gap = (f"{told['cost']:,}", f"{curve[-1][1]:.2%}") if curve else ("none", "none")
    size = f"{len(workspace.problem.agents) * len(workspace.problem.shifts):,}"
    memory = f"{used.ru_maxrss // 1024} MB"
    return [str(agents), size, f"{read:.1f} s", *moments, cost, f"{told['bound']:,}", gap, memory], curve


def reached(curve: Iterable[tuple[float, float]], share: float) -> str:
    """When the gap was first at most this share of the cost."""
    return next((f"{moment:.1f} s" for moment, gap in curve if gap <= share), "not reached")


if __name__ == "__main__":
    main()

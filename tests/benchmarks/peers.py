"""`rota` beside what a user would otherwise pick: on the same problems, judged by one verifier.

    python tests/benchmarks/peers.py --seconds 60 --jars FOLDER_OF_TIMEFOLD --out peers

Three families of problems, each an ordinary workspace: the OR-Tools shift scheduling sample, Timefold's
employee scheduling, balena's half hours (`peer_sample.py`, `peer_desk.py`, `peer_slots.py`). Every solver
gets the problem as it was read from the workspace, the same wall seconds, both cores, and its turn alone.
Writes a table (`peers.md`, `peers.csv`) and, for each problem, a plot of costs over time.
Without `--jars` Timefold is left out; `peer_timefold.py` tells where they come from.
"""

from __future__ import annotations

import argparse
import csv
import os
import pickle
import platform
import sys
import tempfile
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import gap_plot
import peer_desk
import peer_sample
import peer_slots
import peer_timefold
from peer_run import Run, match
from peer_run import run as run_peer
from run import row

from rota.load.workspace import load_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peer_run import Command

    from rota.load.workspace import Workspace

HERE = Path(__file__).parent
PROBLEMS: dict[str, Callable[[Path], Path]] = {
    "sample-8": partial(peer_sample.write, times=1, weeks=3),
    "sample-32": partial(peer_sample.write, times=4, weeks=4),
    "sample-96": partial(peer_sample.write, times=12, weeks=4),
    "desk-15": partial(peer_desk.write, agents=15, weeks=2),
    "desk-50": partial(peer_desk.write, agents=50, weeks=4),
    "desk-150": partial(peer_desk.write, agents=150, weeks=4),
    "slots-60": partial(peer_slots.write, agents=60),
}
GRID, INTERVALS = "CP-SAT grid", "CP-SAT intervals"
TRIES = 3
COLUMNS = (
    "problem",
    "solver",
    "cost",
    "hard",
    "first",
    "best",
    "bound",
    "matched",
    "seconds",
    "cpu",
    "memory",
    "note",
)


HEADINGS = ("problem", "solver", "cost", "broken", "first", "best", "bound", "rota as good", "CPU", "memory")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default=",".join(PROBLEMS), help="names of problems, by commas")
    parser.add_argument("--solvers", default="", help="only solvers whose name has this in it")
    parser.add_argument("--jars", type=Path, help="the folder with Timefold's jars")
    parser.add_argument("--seed", type=int, default=1, help="of rota")
    parser.add_argument("--out", type=Path, default=Path("peers"))
    given = parser.parse_args()
    runs: list[Run] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in given.only.split(","):
            folder = PROBLEMS[name](Path(scratch) / name)
            workspace = load_workspace(folder)
            question = (workspace.problem, workspace.rules)
            for solver, command in commands(name, workspace, folder, jars=given.jars, seed=given.seed):
                if given.solvers in solver:
                    one = partial(run_peer, name, solver, command, question=question, seconds=given.seconds)
                    runs.append(undisturbed(one))
    match(runs)
    given.out.mkdir(parents=True, exist_ok=True)
    write(given.out, runs, given.seconds)
    return 0


def undisturbed(one: Callable[[], Run]) -> Run:
    """The run, made again, at most twice more, where everything stood still in the midst of it."""
    for _ in range(TRIES - 1):
        made = one()
        if not made.still:
            return made
    return one()


def commands(
    name: str, workspace: Workspace, folder: Path, *, jars: Path | None, seed: int
) -> Iterator[tuple[str, Command]]:
    """The solvers of a problem, each with how it is started."""
    pickled = folder / "problem.pickle"
    pickled.write_bytes(pickle.dumps((workspace.problem, workspace.rules)))

    def script(file: str, word: object) -> Command:
        return lambda until: [sys.executable, str(HERE / file), str(pickled), str(until), str(word)]

    yield "rota", script("peer_rota.py", seed)
    if name.startswith("desk") and jars:
        lines, wished = peer_timefold.lines(workspace)
        written, classes = folder / "timefold.txt", folder / "classes"
        written.write_text("\n".join(lines) + "\n", "utf-8")
        classes.mkdir()
        path = peer_timefold.compiled(jars, HERE / "timefold", classes)
        yield "Timefold", lambda until: peer_timefold.command(path, written, until, wished)
    for title, file in ((GRID, "peer_plain.py"), (INTERVALS, "peer_intervals.py")):
        if title == GRID or name.startswith("slots"):
            yield title, script(file, "default")
            yield f"{title}, LP named", script(file, "lp")


def write(out: Path, runs: Sequence[Run], seconds: float) -> None:
    """peers.csv, peers.md, and a picture for each problem."""
    with (out / "peers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([getattr(one, column) for column in COLUMNS] for one in runs)
    (out / "peers.md").write_text("\n".join(table(runs, seconds)) + "\n", "utf-8")
    for name in dict.fromkeys(one.problem for one in runs):
        mine = [one for one in runs if one.problem == name]
        curves = {one.solver: one.curve for one in mine}
        axis = gap_plot.costs([cost for curve in curves.values() for _, cost in curve])
        (out / f"{name}.svg").write_text(gap_plot.plot(curves, seconds, axis), "utf-8")


def table(runs: Sequence[Run], seconds: float) -> Iterator[str]:
    """The runs as Markdown, with what they were made on."""
    yield (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"OR-Tools {version('ortools')}, rota {version('rota-roster')}; {seconds:g} s of wall time each\n"
    )
    yield row(HEADINGS)
    yield row("---" for _ in HEADINGS)
    for one in runs:
        cost = "none" if one.cost is None else f"{one.cost:,}{', proved' if one.proved else ''}"
        times = [_seconds(moment) for moment in (one.first, one.best)]
        bound = "none" if one.bound is None else f"{one.bound:,}"
        cells = [one.problem, one.solver, " ".join((cost, one.note)).strip(), _text(one.hard), *times, bound]
        cells += [_seconds(one.matched), _seconds(one.cpu), f"{one.memory} MB"]
        yield row(cells)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _seconds(moment: float | None) -> str:
    return "" if moment is None else f"{moment:.1f} s"


if __name__ == "__main__":
    sys.exit(main())

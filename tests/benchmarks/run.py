"""The solver on folders of instances: a table of costs, bounds, gaps, times and memory, and a plot of gaps.

    python tests/benchmarks/run.py FOLDER... --seconds 60 --seeds 1,2 --out results

A folder holds instances of a public set (`Instance*.txt`, `*.dzn`) or is a workspace; each instance runs
in a process of its own, through the files that `rota plan` reads. The cost in the table is what the
format's own scorer says of the roster, the verifier's for a workspace. Best known costs: see README.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import gap_plot
import nrp24
import oncall
from nrp24_format import read_instance
from nrp24_score import broken as nrp24_broken
from nrp24_score import cost as nrp24_cost
from oncall_format import read_oncall
from oncall_score import broken as oncall_broken
from oncall_score import cost as oncall_cost

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BEST_NRP24 = {1: 607, 2: 828, 3: 1001, 5: 1143, 6: 1950, 7: 1056, 9: 439, 10: 4631, 12: 4040, 13: 1348}
BEST_NRP24 |= {16: 3225, 18: 4459, 20: 4769, 21: 21133, 23: 17285, 24: 40439}
BEST_ONCALL = {"4s-10d": 1, "4s-23d": 2, "10s-50d": 0, "10s-150d": 5, "20s-200d": 2}
CHILD = Path(__file__).with_name("run_one.py")


@dataclass(frozen=True)
class Line:
    """One run; times in seconds, memory in MB, gaps as shares of the cost. Empty: there is none."""

    instance: str
    seed: int
    seconds: float
    cost: int | str = ""
    bound: int | str = ""
    gap: float | str = ""
    best_known: int | str = ""
    to_best: float | str = ""
    first_roster: float | str = ""
    memory: int | str = ""
    broken: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seeds", default="1")
    parser.add_argument("--only", default="", help="names of instances, by commas")
    parser.add_argument("--out", type=Path, default=Path("results"))
    given = parser.parse_args()
    only = {name for name in given.only.split(",") if name}
    paths = [path for path in instances(given.folders) if not only or path.stem in only]
    lines, curves = [], {}
    for path in paths:
        for seed in map(int, given.seeds.split(",")):
            line, curve = run(path, seed=seed, seconds=given.seconds)
            print(row(asdict(line).values()), flush=True)
            lines.append(line)
            curves[f"{line.instance}, seed {seed}"] = curve
    given.out.mkdir(parents=True, exist_ok=True)
    write(given.out, lines, curves, given.seconds)
    return 1 if any(line.broken for line in lines) else 0


def instances(folders: Iterable[Path]) -> Iterator[Path]:
    """Files of the public formats, small ones first, and folders that are workspaces."""
    for folder in folders:
        if (folder / "team.yaml").exists():
            yield folder
        else:
            found = [*folder.glob("Instance*.txt"), *folder.glob("*.dzn")]
            yield from sorted(found, key=lambda path: path.stat().st_size)


def run(path: Path, *, seed: int, seconds: float) -> tuple[Line, list[tuple[float, float]]]:
    """Solve one instance in a new process; its line, and its gap over time."""
    with tempfile.TemporaryDirectory() as scratch:
        folder, best = prepared(path, Path(scratch))
        command = [sys.executable, str(CHILD), str(folder), str(seed), str(seconds)]
        child = subprocess.run(command, capture_output=True, text=True, check=False)
        if child.returncode:
            sys.stderr.write(child.stderr)
            return Line(path.stem, seed, seconds, broken=f"exit code {child.returncode}"), []
        told = json.loads(child.stdout.splitlines()[-1])
        cells = frozenset((agent, shift) for agent, shift in told["cells"])
        cost, wrong = scored(path, cells, told["cost"])
    if told["cost"] is None:
        line = Line(path.stem, seed, told["seconds"], bound=told["bound"], memory=told["memory"])
    else:
        to_best = "" if best is None else round((cost - best) / max(1, cost), 4)
        line = Line(
            instance=path.stem,
            seed=seed,
            seconds=told["seconds"],
            cost=cost,
            bound=told["bound"],
            gap=round((cost - told["bound"]) / max(1, cost), 4),
            best_known="" if best is None else best,
            to_best=to_best,
            first_roster=told["first"],
            memory=told["memory"],
            broken=" ".join(wrong),
        )
    return line, [(moment, gap) for moment, gap in told["curve"] if gap is not None]


def prepared(path: Path, scratch: Path) -> tuple[Path, int | None]:
    """The instance as a workspace, and the best cost that is known of it."""
    if path.is_dir():
        return path, None
    text = path.read_text("utf-8")
    if path.suffix == ".dzn":
        oncall.write_workspace(read_oncall(text), scratch)
        return scratch, BEST_ONCALL.get(path.stem)
    nrp24.write_workspace(read_instance(text), scratch)
    number = path.stem.removeprefix("Instance")
    return scratch, BEST_NRP24.get(int(number)) if number.isdigit() else None


def scored(path: Path, cells: frozenset[tuple[str, str]], stated: int | None) -> tuple[int, list[str]]:
    """What the format's own scorer says: the cost, and the hard rules broken."""
    if stated is None or path.is_dir():
        return stated or 0, []
    text = path.read_text("utf-8")
    if path.suffix == ".dzn":
        on_call, roster = read_oncall(text), oncall.roster_of(cells)
        cost, wrong = oncall_cost(on_call, roster), sorted(oncall_broken(on_call, roster))
    else:
        instance, worked = read_instance(text), nrp24.worked(cells)
        cost = nrp24_cost(instance, worked)
        wrong = [" ".join(one) for one in sorted(nrp24_broken(instance, worked))]
    return cost, wrong if cost == stated else [*wrong, f"the verifier says {stated}"]


def row(values: Iterable[object]) -> str:
    """A line of a Markdown table."""
    return f"| {' | '.join(str(value) for value in values)} |"


def write(
    out: Path, lines: Sequence[Line], curves: dict[str, list[tuple[float, float]]], seconds: float
) -> None:
    """results.csv, results.md and gap.svg."""
    names = [field.name for field in fields(Line)]
    with (out / "results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(asdict(line) for line in lines)
    where = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    head = f"{where}, OR-Tools {version('ortools')}, rota {version('rota-roster')}, {seconds:g} s a run\n\n"
    table = [row(names), row("---" for _ in names), *(row(asdict(line).values()) for line in lines)]
    (out / "results.md").write_text(head + "\n".join(table) + "\n", "utf-8")
    (out / "gap.svg").write_text(gap_plot.plot(curves, seconds), "utf-8")


if __name__ == "__main__":
    sys.exit(main())

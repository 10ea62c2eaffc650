"""How long workspaces take to load, plan and verify, how good the rosters are, and at what memory.

    python tests/benchmarks/measure.py examples/helpdesk-24x7 --seconds 60
    python tests/benchmarks/measure.py --synthetic 200 --weeks 8 --seconds 60

One line a workspace: seconds of each stage, seconds to the first roster and to a gap of 5 % and 1 %, cost,
bound, gap at the end, peak memory of the process. A synthetic workspace copies the help desk's people.
"""

from __future__ import annotations

import argparse
import platform
import resource
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from time import perf_counter

from ruamel.yaml import YAML

from rota.load.workspace import load_workspace
from rota.solve.engine import solve
from rota.solve.limits import Limits, Progress
from rota.solve.outcome import Solved
from rota.verify import verify

HELPDESK = Path(__file__).parents[2] / "examples" / "helpdesk-24x7"


def synthetic(folder: Path, *, agents: int, weeks: int) -> Path:
    """A workspace with so many copies of the help desk's people, and as much more load."""
    shutil.copytree(HELPDESK, folder, ignore=shutil.ignore_patterns("out", "availability", "history.csv"))
    yaml = YAML()
    team = yaml.load((folder / "team.yaml").read_text("utf-8"))
    originals = list(team["agents"])
    copies = -(-agents // len(originals))
    team["agents"] = [
        {**agent, "id": f"{agent['id']}{copy}", "requests": []}
        for copy in range(copies)
        for agent in originals
    ][:agents]
    team["horizon"]["weeks"] = weeks
    with (folder / "team.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(team, file)
    lines = (folder / "forecast.csv").read_text("utf-8").splitlines()
    rows = [line.rsplit(",", 1) for line in lines[1:]]
    more = [f"{head},{float(contacts) * copies:.2f}" for head, contacts in rows]
    (folder / "forecast.csv").write_text("\n".join([lines[0], *more]) + "\n", "utf-8")
    return folder


def measure(folder: Path, *, seconds: float, seed: int) -> str:
    """One line of figures."""
    began = perf_counter()
    workspace = load_workspace(folder)
    loaded = perf_counter() - began
    moments: list[Progress] = []
    limits = Limits(seconds=seconds, seed=seed)
    outcome = solve(workspace.problem, workspace.rules, limits=limits, listen=moments.append)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    problem = workspace.problem
    size = f"{folder.name}: {len(problem.agents)} agents, {problem.day_count} days, load {loaded:.2f} s"
    if not isinstance(outcome, Solved):
        return f"{size}, {type(outcome).__name__} after {outcome.seconds:.1f} s, {memory:.0f} MB"
    began = perf_counter()
    verify(problem, workspace.rules, outcome.cells)
    verified = perf_counter() - began
    gap = (outcome.cost - outcome.bound) / max(1, outcome.cost)
    first = next((moment.seconds for moment in moments if moment.cost is not None), outcome.seconds)
    reached = ", ".join(f"{share:.0%} at {_when(moments, share)}" for share in (0.05, 0.01))
    return (
        f"{size}, search {outcome.seconds:.1f} s, verify {verified:.2f} s, first roster {first:.1f} s, "
        f"{reached}, "
        f"cost {outcome.cost:,}, bound {outcome.bound:,}, gap {gap:.2%}, {memory:.0f} MB"
    )


def _when(moments: list[Progress], share: float) -> str:
    for moment in moments:
        if moment.gap is not None and moment.gap <= share:
            return f"{moment.seconds:.1f} s"
    return "never"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--synthetic", type=int, help="agents of a synthetic workspace")
    parser.add_argument("--weeks", type=int, default=4)
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, OR-Tools {version('ortools')}, {platform.machine()}")
    for folder in given.folders:
        print(measure(folder, seconds=given.seconds, seed=given.seed), flush=True)
    if given.synthetic:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / f"synthetic-{given.synthetic}"
            synthetic(folder, agents=given.synthetic, weeks=given.weeks)
            print(measure(folder, seconds=given.seconds, seed=given.seed), flush=True)


if __name__ == "__main__":
    main()

"""Work left to whoever is spare, against tickets as demand: the size of the model, and what a search finds.

    python tests/benchmarks/deferred.py [SECONDS]

Takes examples/helpdesk-24x7 as it is, and with `deferred: {late: 2}` in its rule `coverage`. Rows of the
model, agent-hours that tickets ask for; then, after so many seconds, when there was a first roster, what
the last one costs, and the bound.
"""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rota.encoding import encode
from rota.load.workspace import load_workspace
from rota.solve.engine import solve
from rota.solve.limits import Limits
from rota.solve.outcome import Solved

if TYPE_CHECKING:
    from rota.solve.limits import Progress

EXAMPLE = Path(__file__).parents[2] / "examples" / "helpdesk-24x7"
PRICES = "prices: {phone-en: 6}"


def measure(folder: Path, name: str, seconds: float) -> None:
    """Print one line on the workspace."""
    workspace = load_workspace(folder)
    problem = workspace.problem
    asked = sum(one.agents for one in problem.demand if one.queue == "tickets") / 2
    waits = sum(work.minutes for work in problem.work) / 60
    first: list[float] = []

    def listen(progress: Progress) -> None:
        if progress.cost is not None and not first:
            first.append(progress.seconds)

    outcome = solve(problem, workspace.rules, limits=Limits(seconds=seconds), listen=listen)
    rows = len(encode(problem, workspace.rules).rows)
    found = (
        f"first {first[0]:.1f} s, cost {outcome.cost}, bound {outcome.bound}"
        if isinstance(outcome, Solved) and first
        else "no roster"
    )
    print(f"{name}: {rows} rows, {asked:.0f} h at fixed times, {waits:.0f} h waiting; {found}", flush=True)


def main() -> None:
    """Measure both, one after the other."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with TemporaryDirectory() as name:
        for deferred in (False, True):
            folder = Path(name) / f"{deferred}"
            copytree(EXAMPLE, folder, ignore=ignore_patterns("out"))
            if deferred:
                team = folder / "team.yaml"
                text = team.read_text("utf-8").replace(PRICES, f"{PRICES}, deferred: {{late: 2}}")
                team.write_text(text, "utf-8")
            measure(folder, "deferred" if deferred else "as it is", seconds)


if __name__ == "__main__":
    main()

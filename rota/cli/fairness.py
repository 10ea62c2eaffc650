"""`rota fairness`: who carries how much of nights, weekends, holidays and hours on call."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder, roster_path
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from rota.duty import Duty
    from rota.fairness import Load, Measure
    from rota.load.workspace import Workspace
    from rota.problem import Problem

FORMAT = "rota-fairness/1"


def fairness(
    folder: Folder = Path(),
    as_json: AsJson = False,
    prove: Annotated[
        bool, typer.Option("--prove", help="Say how small the largest gap of each `fair_share` can be.")
    ] = False,
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds for the proofs of all rules.")] = 60.0,
) -> None:
    """Show each agent's burdens in this period and before it, and how far they are from a fair share."""
    from rota.cli.console import stdout_console
    from rota.cli.stored import read_roster, require_fit
    from rota.cli.views.fairness_view import fairness_view
    from rota.duty import Duty
    from rota.fairness import loads
    from rota.load.measures import measures_of
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder)
    roster = read_roster(folder)
    require_fit(workspace.problem, roster, roster_path(folder))
    workspace = workspace.told(roster.made_at)
    problem = workspace.problem
    duty = Duty(problem, roster.cells)
    found = {measure: loads(problem, duty, measure) for measure in measures_of(problem, workspace.rules)}
    proofs = tuple(_proofs(workspace, duty, time_limit)) if prove else ()
    console = stdout_console()
    if not as_json:
        console.print(fairness_view(problem, found))
        for proof in proofs:
            console.print(gap_text(proof), soft_wrap=True)
        return
    import json

    told = {**document(problem, found), "largest_gaps": [asdict(proof) for proof in proofs]}
    console.file.write(json.dumps(told, indent=2, ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class GapProof:
    """The largest gap of a rule `fair_share` in whole units: here, and the smallest that was found."""

    name: str
    present: int
    smallest: int
    proved: bool


def gap_text(proof: GapProof) -> str:
    """What is proved of the largest gap, in a sentence."""
    here = f"{proof.name}: nobody is more than {proof.present} whole units off"
    if proof.smallest == proof.present:
        what = (
            "no lawful roster does better"
            if proof.proved
            else "better was neither found nor ruled out in time"
        )
        return f"{here}; {what}" if proof.present else f"{here}, which is the best there is"
    sure = "and no fewer" if proof.proved else "and perhaps fewer"
    return f"{here}; a lawful roster with {proof.smallest} exists, {sure}, which costs more elsewhere"


def _proofs(workspace: Workspace, duty: Duty, seconds: float) -> Iterator[GapProof]:
    """One for each rule `fair_share`; they share the time evenly."""
    from rota.load.measures import gaps_of
    from rota.solve.hold import interruptible
    from rota.solve.smallest_gap import smallest_gap

    problem, gaps = workspace.problem, gaps_of(workspace.problem, workspace.rules, duty)
    hard = [rule for rule in workspace.rules if rule.binding]
    with interruptible(seconds) as hold:
        for gap in gaps:
            part = hold.part(seconds / len(gaps))
            least = smallest_gap(problem, hard, gap.limited, present=gap.present, hold=part)
            yield GapProof(gap.name, gap.present, least.reached, least.proved)


def document(problem: Problem, found: Mapping[Measure, Sequence[Load]]) -> Mapping[str, object]:
    """What `--json` writes; amounts are rounded to hundredths, hours are in hours.

    format       "rota-fairness/1"
    largest_gaps [name, present, smallest, proved], in whole units, where `--prove` asks for them
    team, start, end        the horizon [start, end), instants in UTC
    burdens      [name, burden, agents: [id, name, units, fair, before_units, before_fair, distance]];
                 distance is what is too much, earlier periods included; below zero, too little
    """
    from exports.instant import instant_text

    return {
        "format": FORMAT,
        "team": problem.team,
        "start": instant_text(problem.start),
        "end": instant_text(problem.end),
        "burdens": [
            {"name": measure.name, "burden": measure.burden, "agents": [_agent(load) for load in loads]}
            for measure, loads in found.items()
        ],
    }


def _agent(load: Load) -> Mapping[str, object]:
    return {
        "id": load.agent.id,
        "name": load.agent.name,
        "units": _amount(load.units),
        "fair": _amount(load.fair),
        "before_units": _amount(load.before.units),
        "before_fair": _amount(load.before.share),
        "distance": _amount(load.distance),
    }


def _amount(units: Fraction) -> float:
    return float(round(units, 2))

"""`rota fairness`: who carries how much of nights, weekends, holidays and hours on call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder, roster_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from rota.fairness import Load, Measure
    from rota.problem import Problem

FORMAT = "rota-fairness/1"


def fairness(
    folder: Folder = Path(),
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON, for tools.")] = False,
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
    problem = workspace.problem
    roster = read_roster(folder)
    require_fit(problem, roster, roster_path(folder))
    duty = Duty(problem, roster.cells)
    found = {measure: loads(problem, duty, measure) for measure in measures_of(problem, workspace.rules)}
    found |= _late(folder, problem)
    console = stdout_console()
    if not as_json:
        console.print(fairness_view(problem, found))
        return
    import json

    console.file.write(json.dumps(document(problem, found), indent=2, ensure_ascii=False) + "\n")


def _late(folder: Path, problem: Problem) -> dict[Measure, tuple[Load, ...]]:
    """Changes told at short notice, where there ever were any."""
    from fractions import Fraction

    from rota.fairness import shared_out
    from rota.load.measures import short_notice
    from rota.store.database import NAME, reading_or_empty
    from rota.store.short_notice import told_late

    with reading_or_empty(folder / NAME) as store:
        late = told_late(store, problem.start, problem.end)
    units = {agent.id: Fraction(late.get(agent.id, 0)) for agent in problem.agents}
    measure = short_notice(problem)
    if not late and not any(account.burden == measure.account for account in problem.accounts):
        return {}
    return {measure: shared_out(problem, measure, units)}


def document(problem: Problem, found: Mapping[Measure, Sequence[Load]]) -> Mapping[str, object]:
    """What `--json` writes; amounts are rounded to hundredths, hours are in hours.

    format       "rota-fairness/1"
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

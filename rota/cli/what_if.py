"""`rota what-if`: a workspace changed in thought, planned, and held against the roster of today."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import now_of
from rota.cli.folder import Folder  # noqa: TC001  (typer reads it when it runs)
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)
from rota.cli.what_if_column import Column
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from rota.explain.change import Setting
    from rota.problem import Cell
    from rota.solve.limits import Limits
    from rota.solve.outcome import Outcome

INFEASIBLE, TIMED_OUT = 1, 3
START_SHARE, EXPLAIN_SECONDS = 0.25, 8.0
"""Of the time, how much may go into a lawful roster to start from; and how long to look for a reason."""


def what_if(
    folder: Folder = Path(),
    change: Annotated[
        list[str] | None,
        typer.Option(help="As in `leaver=ana`, `load=+20%` or `rule min_rest hours=10`; several add up."),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(help="Today's roster.", show_default="what is published, else out/roster.json"),
    ] = None,
    as_json: AsJson = False,
    time_limit: Annotated[float, typer.Option(min=0.5, help="Seconds to search, for each side.")] = 30.0,
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed, another search.")] = 1,
) -> None:
    """Plan the workspace with changes that nothing is written of, beside today's, searched for as long.

    Changes: leaver=AGENT, hire=N like AGENT, absent AGENT DAYS, contract AGENT=CONTRACT, skill AGENT
    SKILL=LEVEL, load=+20%, load QUEUE=-10%, rule NAME FIELD=VALUE, rule NAME off. Both sides start from
    the roster of today. Exit 1 where no roster keeps every hard rule then, with the reason.
    """
    from rota.cli.console import stdout_console
    from rota.cli.in_force import in_force
    from rota.cli.told import days_of, span_of
    from rota.cli.views.what_if_view import document, what_if_view
    from rota.explain.change import Setting
    from rota.load.supposed import Supposing
    from rota.load.workspace import load_workspace
    from rota.localtime import local_day
    from rota.solve.limits import Limits

    workspace = load_workspace(folder).told(now_of(""))
    today = Setting(workspace.problem, workspace.rules)
    stands = in_force(workspace, roster)
    if not change:
        raise InputError([Fault("", 0, 0, "say what is to change", "as in `--change 'load=+20%'`")])
    first = local_day(workspace.problem.start, workspace.problem.zone)
    supposing = Supposing(workspace, lambda agent, text: span_of(agent, *days_of(text, today=first)))
    supposed = supposing.applied(today, change)
    limits = Limits(seconds=time_limit, seed=seed)
    columns = [
        Column("today", today, stands.cells, None),
        _planned("today, planned anew", today, stands.cells, limits),
        _planned("with the change", supposed, stands.cells, limits),
    ]
    console = stdout_console()
    if as_json:
        import json

        text = json.dumps(document(columns, change), indent=2, ensure_ascii=False)
        console.file.write(text + "\n")
    else:
        console.print(what_if_view(columns, change))


def _planned(title: str, setting: Setting, cells: frozenset[Cell], limits: Limits) -> Column:
    """Search from the roster of today; ends the command where there is no roster."""
    from rota.cli.unfound import unfound_text
    from rota.solve.engine import solve
    from rota.solve.hold import interruptible
    from rota.solve.outcome import Infeasible, Solved
    from rota.verify import verify

    start = _start(setting, cells, limits.seconds)
    with interruptible(limits.seconds) as hold:
        outcome: Outcome = solve(setting.problem, setting.rules, limits=limits, start=start)
    if isinstance(outcome, Solved):
        verdict = verify(setting.problem, setting.rules, start)
        # Of equally good rosters the one most like today's.
        same = verdict.lawful and verdict.cost <= outcome.cost
        return Column(title, setting, start if same else outcome.cells, outcome.bound)
    if isinstance(outcome, Infeasible):
        sys.stderr.write(f"error: {title}: no roster keeps every hard rule\n")
        _explain(setting)
        raise typer.Exit(INFEASIBLE)
    said = unfound_text(outcome.seconds, stopped=hold.raised.is_set())
    sys.stderr.write(said.replace("error: ", f"error: {title}: ", 1))
    raise typer.Exit(TIMED_OUT)


def _start(setting: Setting, cells: frozenset[Cell], seconds: float) -> frozenset[Cell]:
    """The roster of today as far as it goes, mended where it breaks a hard rule then."""
    from rota.repair.case import Case
    from rota.repair.repaired import Repaired
    from rota.solve.hold import interruptible
    from rota.solve.mend import mend
    from rota.verify import verify

    problem = setting.problem
    kept = frozenset(cell for cell in cells if cell[0] in problem.agent_of)
    if verify(problem, setting.rules, kept).lawful:
        return kept
    with interruptible(START_SHARE * seconds) as hold:
        found = mend(Case(setting, kept, problem.start - timedelta(minutes=1)), hold)
    return found.cells if isinstance(found, Repaired) and not found.short else kept


def _explain(setting: Setting) -> None:
    from rota.cli.console import stderr_console
    from rota.cli.views.clash_view import clash_lines
    from rota.solve.why_infeasible import Impossible, why_infeasible

    console = stderr_console()
    said = why_infeasible(setting, seconds=EXPLAIN_SECONDS)
    if isinstance(said, Impossible):
        for line in clash_lines(setting, said, width=console.width):
            console.print(line, soft_wrap=True)

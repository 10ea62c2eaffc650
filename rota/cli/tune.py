"""`rota tune`: a few rosters to choose among, and which weights make each."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import now_of
from rota.cli.folder import OUT, Folder, require_writable, roster_path, write_files
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from rota.cli.alternatives import Alternative
    from rota.constraint import Constraint
    from rota.load.workspace import Workspace
    from rota.problem import Cell
    from rota.solve.limits import Limits
    from rota.solve.outcome import Solved
    from rota.tune import Direction

NO_ROSTER, VIOLATIONS = 3, 1
ALTERNATIVES = "alternatives"


def tune(
    folder: Folder = Path(),
    time_limit: Annotated[float, typer.Option(min=0.1, help="Seconds to search, for all of them.")] = 150.0,
    pick: Annotated[
        str, typer.Option(metavar="NAME", help="Make this one out/roster.json, and say how to get it again.")
    ] = "",
    seed: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="Another seed, another search.")] = 1,
) -> None:
    """Show what fairness, wishes, coverage and cost take from each other: a few rosters side by side.

    Each is searched with some weights raised, keeps every must, and is measured and priced by the rules as
    they stand. Those than which another is better in all are left out; the rest are in out/alternatives/.
    """
    from rota.load.workspace import load_workspace

    workspace = load_workspace(folder).told(now_of(""))
    if pick:
        _pick(workspace, pick)
        return
    from rota.cli.alternatives import undominated
    from rota.cli.console import stdout_console
    from rota.solve.limits import Limits
    from rota.tune import DIRECTIONS, PRESENT, changes_of

    require_writable(_path(folder, "present"))
    wanted = [PRESENT, *(one for one in DIRECTIONS if changes_of(workspace.rules, one))]
    limits = Limits(seconds=time_limit / len(wanted), seed=seed)
    found = _searched(workspace, wanted, limits)
    kept = undominated(found)
    from exports import json

    write_files({_path(folder, one.name): json.write(one.roster) for one in kept})
    for other in {one.name for one in (PRESENT, *DIRECTIONS)} - {one.name for one in kept}:
        _path(folder, other).unlink(missing_ok=True)
    console = stdout_console()
    console.print(_table(kept))
    for line in _words(workspace, found, kept):
        console.print(line, soft_wrap=True)


def _path(folder: Path, name: str) -> Path:
    return folder / OUT / ALTERNATIVES / f"{name}.json"


def _searched(workspace: Workspace, wanted: Sequence[Direction], limits: Limits) -> list[Alternative]:
    """The present weights first; every other search begins with what they have led to."""
    from rota.cli.alternatives import Alternative, as_priced, measured
    from rota.cli.planned import roster_of
    from rota.tune import PRESENT, reweighed

    found: list[Alternative] = []
    start, bound = lawful_start(workspace), 0
    for direction in wanted:
        solved = _solved(workspace, direction, reweighed(workspace.rules, direction), limits, start)
        if solved is None:
            continue
        roster = roster_of(workspace, solved, limits)
        measures = measured(workspace, roster)
        if not found:
            start, bound = solved.cells, solved.bound
        found.append(Alternative(direction.name, as_priced(roster, measures, bound), measures))
    # A search with other weights may come upon what is better by the present ones, too.
    return [replace(min(found, key=lambda one: one.measures.cost), name=PRESENT.name), *found[1:]]


def _solved(
    workspace: Workspace,
    direction: Direction,
    rules: Sequence[Constraint],
    limits: Limits,
    start: frozenset[Cell] | None,
) -> Solved | None:
    """A roster by these rules, lawful by the workspace's; ends the command where the first has none."""
    from rota.cli.console import stderr_console
    from rota.cli.infeasible import infeasible_text
    from rota.cli.progress import progress
    from rota.errors import OurBug
    from rota.solve.engine import solve
    from rota.solve.outcome import Infeasible, Solved
    from rota.tune import PRESENT
    from rota.verify import verify

    console = stderr_console()
    with progress(console, limits) as listen:
        outcome = solve(workspace.problem, rules, limits=limits, listen=listen, start=start)
    if isinstance(outcome, Solved):
        if not verify(workspace.problem, workspace.rules, outcome.cells).lawful:
            raise OurBug(f"the roster of `{direction.name}` breaks a hard rule")
        return outcome
    if direction is not PRESENT:
        return None
    if isinstance(outcome, Infeasible):
        sys.stderr.write(infeasible_text(workspace, width=console.width))
        raise typer.Exit(VIOLATIONS)
    sys.stderr.write(
        f"error: no roster was found in {outcome.seconds:.0f} s, nor a proof that there is none\n"
        "help: give more time with --time-limit\n"
    )
    raise typer.Exit(NO_ROSTER)


def lawful_start(workspace: Workspace) -> frozenset[Cell] | None:
    """The roster that is there, where it still fits and keeps every must."""
    from rota.cli.stored import read_roster, require_fit
    from rota.verify import verify

    path = roster_path(workspace.folder)
    if not path.is_file():
        return None
    try:
        roster = read_roster(workspace.folder)
        require_fit(workspace.problem, roster, path)
    except InputError:
        return None
    return roster.cells if verify(workspace.problem, workspace.rules, roster.cells).lawful else None


def _table(kept: Sequence[Alternative]) -> Table:
    from rich.table import Table
    from rich.text import Text

    from rota.cli.views.wording import hours

    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("roster"), no_wrap=True)
    heads = (
        "agent-hours\nmissing",
        "wishes\nnot met",
        "widest gap\nfrom fair",
        "hours\npaid",
        "cost by the\npresent weights",
    )
    for head in heads:
        table.add_column(Text(head), justify="right")
    best = [min(one.measures.compared[column] for one in kept) for column in range(4)]
    for one in kept:
        mine = one.measures
        cells = (hours(mine.missing), f"{mine.unmet}", f"{float(mine.gap):.1f}", hours(mine.paid))
        bold = ["bold" if mine.compared[column] == best[column] else "" for column in range(4)]
        texts = [Text(cell, style) for cell, style in zip(cells, bold, strict=True)]
        table.add_row(Text(one.name), *texts, Text(f"{mine.cost:,}"))
    return table


def _words(workspace: Workspace, found: Sequence[Alternative], kept: Sequence[Alternative]) -> Iterator[str]:
    """What is left out, what each of the others gains, gives and would change, and how to take one."""
    from shlex import quote

    from rota.cli.alternatives import trade

    names = {one.name for one in kept}
    for one in found:
        if one.name not in names:
            yield f"{one.name} is left out: another is as good in everything, or better"
    for one in kept[1:]:
        yield f"{one.name}, beside {kept[0].name}: {trade(kept[0].measures, one.measures)}"
        yield f"  by weights: {'; '.join(_settings(workspace, one.name))}"
    if len(kept) > 1:
        folder, which = quote(str(workspace.folder)), ", ".join(one.name for one in kept)
        yield f"take one ({which}) with: rota tune {folder} --pick NAME"
    else:
        yield "in the time given, other weights have led to nothing that is better in anything"


def _settings(workspace: Workspace, name: str) -> Iterator[str]:
    """The prices of a direction, as one would write them in team.yaml."""
    from rota.tune import DIRECTIONS, changes_of

    for direction in (one for one in DIRECTIONS if one.name == name):
        for change in changes_of(workspace.rules, direction):
            yield f"`{change.rule}` {change.field}: {_yaml(change.after)} instead of {_yaml(change.before)}"


def _yaml(price: object) -> str:
    return f"{price}".replace("'", "")


def _pick(workspace: Workspace, name: str) -> None:
    """Make an alternative the roster, verified anew."""

    from rota.cli.alternatives import measured
    from rota.cli.console import stdout_console
    from rota.cli.planned import write_roster
    from rota.cli.stored import read_roster, require_fit
    from rota.verify import verify

    path = _path(workspace.folder, name)
    there = sorted(each.stem for each in path.parent.glob("*.json"))
    if name not in there:
        help_text = f"there are {', '.join(there)}" if there else "`rota tune` without `--pick` makes some"
        raise InputError([Fault("", 0, 0, f"there is no alternative `{name}`", help_text)])
    roster = read_roster(workspace.folder, path)
    require_fit(workspace.problem, roster, path)
    workspace = workspace.told(roster.made_at)
    broken = verify(workspace.problem, workspace.rules, roster.cells).hard
    if broken:
        message = f"`{name}` breaks a hard rule by now: {broken[0].message}"
        raise InputError([Fault(str(path), 0, 0, message, "run `rota tune` again")])
    cost = measured(workspace, roster).cost
    if cost != roster.proof.cost:
        # The rules have changed since: what was proved then is not proved of them.
        roster = replace(roster, proof=replace(roster.proof, status="unproved", cost=cost, bound=0))
    write_roster(workspace, roster)
    console = stdout_console()
    console.print(f"written: {roster_path(workspace.folder)}", soft_wrap=True)
    settings = list(_settings(workspace, name))
    if settings:
        console.print("to get its like from `rota plan`, set in team.yaml:")
        for line in settings:
            console.print(f"  {line}", soft_wrap=True)

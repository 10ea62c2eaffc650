"""`rota swap`: two agents exchange shifts, or somebody takes one over: what is lawful, at what price."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import InFolder, require_writable, roster_path
from rota.cli.lead import By, Yes, lead_named, require_consent
from rota.cli.question import agent_of
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rota.agent import Agent
    from rota.cli.in_force import InForce
    from rota.load.workspace import Workspace
    from rota.problem import Cell, Problem
    from rota.repair.swaps import Swap
    from rota.shift import Shift

UNLAWFUL = 1
MOST_OFFERS = 12


def swap(
    agent: Annotated[str, typer.Argument(help="Who gives a shift away.")],
    shift: Annotated[str, typer.Argument(metavar="SHIFT|DATE", help="Which, as in `late@2026-12-03`.")],
    other: Annotated[str, typer.Argument(metavar="[AGENT]", help="Who takes it; without: whoever can.")] = "",
    back: Annotated[
        str, typer.Argument(metavar="[SHIFT|DATE]", help="What is given for it; without: offers are shown.")
    ] = "",
    folder: InFolder = Path(),
    gift: Annotated[bool, typer.Option("--gift", help="AGENT takes it for nothing in return.")] = False,
    days: Annotated[int, typer.Option(min=0, max=60, help="How far from it an offered shift may be.")] = 3,
    roster: Annotated[
        Path | None,
        typer.Option(help="A roster file.", show_default="what is published, else out/roster.json"),
    ] = None,
    yes: Yes = False,
    by: By = "",
    now: At = "",
) -> None:
    """Offer lawful swaps, or make one: out/roster.json is written, and who did whom a favour is kept.

    Exit 1 where the swap asked for breaks a hard rule, or nobody can take the shift.
    """
    from rota.cli.in_force import in_force
    from rota.explain.change import Setting
    from rota.load.workspace import load_workspace
    from rota.repair.swaps import Exchange, Swap

    moment = now_of(now)
    workspace = load_workspace(folder).told(moment)
    problem = workspace.problem
    stands = in_force(workspace, roster)
    if stands.note:
        sys.stderr.write(f"note: {stands.note}\n")
    giver = agent_of(problem, agent)
    given = _own(problem, stands.cells, giver, shift, moment)
    taker = agent_of(problem, other) if other else None
    if taker is giver:
        help_text = "name another agent, or nobody to see who could take it"
        raise InputError([Fault("", 0, 0, f"{giver.name} cannot swap with themself", help_text)])
    exchange = Exchange(Setting(problem, workspace.rules), stands.cells)
    if taker and (back or gift):
        returned = None if gift else _own(problem, stands.cells, taker, back, moment)
        found = exchange.judged(Swap(giver, given, taker, returned))
        _make(workspace, stands, found, yes=yes, by=by, moment=moment)
        return
    far = timedelta(days=days)
    near = [one for one in problem.shifts if one.start > moment and abs(one.start - given.start) <= far]
    offers = exchange.offers(giver, given, [taker] if taker else problem.agents, near)
    _offer(workspace, stands, giver, given, offers)


def _own(problem: Problem, cells: frozenset[Cell], agent: Agent, text: str, moment: datetime) -> Shift:
    """A shift of the agent that is still to come, by its id or its date."""
    from rota.cli.told import shifts_named

    if not text[:1].isdigit() and "@" not in text:
        help_text = f"write it as in `{problem.shifts[0].id}`, or the day alone: `{problem.shifts[0].day}`"
        raise InputError([Fault("", 0, 0, f"`{text}` is neither a shift nor a day", help_text)])
    found = [one for one in shifts_named(problem, text) if (agent.id, one.id) in cells]
    if not found:
        mine = [one.id for one in problem.shifts if (agent.id, one.id) in cells and one.start > moment]
        help_text = f"the next are {', '.join(mine[:4])}" if mine else "there is none to come"
        raise InputError([Fault("", 0, 0, f"{agent.name} has no shift `{text}`", help_text)])
    if len(found) > 1:
        names = ", ".join(one.id for one in found)
        raise InputError(
            [Fault("", 0, 0, f"{agent.name} has {len(found)} shifts then", f"name one: {names}")]
        )
    if found[0].start <= moment:
        raise InputError([Fault("", 0, 0, f"{found[0].id} has begun, it stays as it is")])
    return found[0]


def _offer(workspace: Workspace, stands: InForce, giver: Agent, given: Shift, offers: Sequence[Swap]) -> None:
    from rota.cli.console import stdout_console
    from rota.cli.views.price_view import shift_text
    from rota.cli.views.wording import counted, shown

    console = stdout_console()
    console.print(f"{shown(giver.name)} gives {shift_text(given)}, as in {stands.source}", soft_wrap=True)
    if not offers:
        sys.stderr.write("error: nobody can take it, with a shift nearby in return or without\n")
        raise typer.Exit(UNLAWFUL)
    console.print(f"{counted(len(offers), 'lawful way')}, the cheapest first:")
    for one in offers[:MOST_OFFERS]:
        for line in swap_lines(one):
            console.print(f"  {line}", soft_wrap=True)
    if len(offers) > MOST_OFFERS:
        console.print(f"  and {len(offers) - MOST_OFFERS} more; name an agent to see theirs")
    best = offers[0]
    ending = best.back.id if best.back else "--gift"
    words = f"rota swap {giver.id} {given.id} {best.taker.id} {ending} --in {quote(str(workspace.folder))}"
    console.print(f"make the first with: {words}", soft_wrap=True)


def swap_lines(one: Swap) -> Iterator[str]:
    """A swap, its price, and what changes rule by rule, fairness among them."""
    from rota.cli.views.price_view import difference_lines, more_text, shift_text
    from rota.cli.views.wording import shown

    what = f"for {shift_text(one.back)}" if one.back else "for nothing"
    yield f"{shown(one.taker.name)} takes it {what}: {more_text(one.cost)}"
    yield from (f"  {line}" for line in difference_lines(one.differences))


def _make(
    workspace: Workspace, stands: InForce, found: Swap, *, yes: bool, by: str, moment: datetime
) -> None:
    """Show it, ask, write the roster and keep the favour."""
    from rota.cli.console import stdout_console
    from rota.cli.repair_writing import rewritten
    from rota.cli.views.price_view import shift_text
    from rota.cli.views.wording import shown
    from rota.store.database import NAME, connected
    from rota.store.favours import Favour, add_favour

    console, folder = stdout_console(), workspace.folder
    console.print(f"{shown(found.giver.name)} gives {shift_text(found.shift)}", soft_wrap=True)
    if found.breaches:
        for breach in found.breaches:
            sys.stderr.write(f"error: {shown(breach.message)} [{breach.rule}]\n")
        raise typer.Exit(UNLAWFUL)
    for line in swap_lines(found):
        console.print(line, soft_wrap=True)
    lead = lead_named(by)
    require_writable(roster_path(folder))
    require_writable(folder / NAME)
    require_consent("Make this swap?", yes=yes)
    for line in rewritten(workspace, found.apply(stands.cells), before=stands.cells):
        console.print(line, soft_wrap=True)
    back = found.back.id if found.back else ""
    favour = Favour(moment, lead, found.taker.id, found.giver.id, found.shift.id, found.shift.start, back)
    with connected(folder / NAME) as store:
        add_favour(store, favour)
    console.print(f"kept: {shown(found.taker.name)} did {shown(found.giver.name)} a favour", soft_wrap=True)
    console.print(f"make it known with: rota publish {quote(str(folder))}", soft_wrap=True)

"""`rota size`: how many agents the opening hours and the load need under the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.folder import Folder  # noqa: TC001  (typer reads it when it runs)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from rota.agent import Agent
    from rota.cli.hiring import Found, Step
    from rota.load.workspace import Workspace
    from rota.problem import Problem
    from rota.sizing import Need

HOURS = (12, 16, 24)
MOST_HIRED = 4
SEAT_SHARE = 0.3
LEAST_TRIED, IDLE_SHARE = 2, 0.1
IDLE_TEXT = (
    "  more agents hardly change that: what lacks lies where no shift for it pays; look at\n"
    "  when shifts begin, or at what `coverage` charges for load missing and for surplus"
)
DAYS_A_WEEK = 7


def size(
    folder: Folder = Path(),
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds to plan, for all lines.")] = 120.0,
    queue: Annotated[
        str, typer.Option(metavar="ID", help="The seat is one for this queue; without: for anybody.")
    ] = "",
) -> None:
    """Say how many agents one seat of 12, 16 and 24 hours a day takes, and how many the load takes.

    Each number says how it was found: by arithmetic on hours, which no rule can better, or by planning
    with so many agents, generic ones included, under the team's own musts.
    """
    from rota.cli.console import stdout_console
    from rota.cli.hiring import full_timer, steps
    from rota.cli.tune import lawful_start
    from rota.load.workspace import load_workspace
    from rota.sizing import needs

    workspace = load_workspace(folder)
    problem = workspace.problem
    like, able = full_timer(problem), _able(problem, queue)
    console = stdout_console()
    what = f"one seat for {queue}" if queue else "one seat"
    console.print(f"{what}, every day; a full-timer is on contract {_contract(like)}", soft_wrap=True)
    for hours in HOURS:
        for line in _seat(workspace, able, like, hours, SEAT_SHARE * time_limit / (2 * len(HOURS))):
            console.print(line, soft_wrap=True)
    console.print("musts of the team about people hold, nobody works above the contract's hours;")
    console.print("shifts of 6 h (12 h a day) or 8 h begin at 06:00; leave and hours of availability")
    console.print("are kept")
    if not problem.demand:
        return
    console.print("\nthe load, in hours a week")
    console.print(_needs_table(problem, needs(problem), like))
    seconds = (1 - SEAT_SHARE) * time_limit / (1 + MOST_HIRED)
    console.print(f"\nthe load, planned under all rules ({seconds:.0f} s each)")
    first: Step | None = None
    for step in steps(workspace, lawful_start(workspace), seconds=seconds, most=MOST_HIRED):
        console.print(_step_text(step), soft_wrap=True)
        first = first or step
        if step.more >= LEAST_TRIED and _idle(first, step, problem.day_count):
            console.print(IDLE_TEXT)
            break


def _idle(first: Step, last: Step, days: int) -> bool:
    """Whether the agents added bring back less than a tenth of their hours of what lacks."""
    if last.added is None or first.missing is None or last.missing is None:
        return False
    hours = last.more * last.added.contract.weekly_minutes * days / DAYS_A_WEEK
    return first.missing - last.missing < IDLE_SHARE * hours and last.missing > 0


def _able(problem: Problem, queue: str) -> tuple[Agent, ...]:
    from rota.errors import Fault, InputError
    from rota.load.source import did_you_mean

    if not queue:
        return problem.agents
    if queue not in problem.queue_of:
        help_text = did_you_mean(queue, problem.queue_of) or f"known are {', '.join(problem.queue_of)}"
        raise InputError([Fault("", 0, 0, f"there is no queue `{queue}`", help_text)])
    return tuple(agent for agent in problem.agents if problem.queue_of[queue].served_by(agent))


def _contract(agent: Agent) -> str:
    from rota.localtime import hours_text

    return f"`{agent.contract.id}`, {hours_text(agent.contract.weekly_minutes)} a week"


def _seat(
    workspace: Workspace, able: Sequence[Agent], like: Agent, hours: int, seconds: float
) -> Iterator[str]:
    """What so many hours a day take of full-timers alone, and of the team as it is."""
    from rota.cli.hiring import fewest_more
    from rota.load.seat import seat_of
    from rota.sizing import by_hours, owed_minutes, whole

    problem = workspace.problem
    weekly = hours * DAYS_A_WEEK * 60
    asked = by_hours(weekly, like.contract)
    alone = fewest_more(seat_of(problem, workspace.rules, (), hours), like, whole(asked), seconds)
    yield f"  {hours} h a day, 7 days: {_alone_text(alone, whole(asked), float(asked))}"
    needed = hours * 60 * problem.day_count
    there = sum(owed_minutes(problem, agent) for agent in able)
    begin = max(0, whole(by_hours(needed - there, like.contract) * DAYS_A_WEEK / problem.day_count))
    team = fewest_more(seat_of(problem, workspace.rules, able, hours), like, begin, seconds)
    yield f"    {_team_text(team, begin, len(able))}"


def _alone_text(found: Found, by_hours: int, exact: float) -> str:
    hours = f"{exact:.1f} by hours"
    if found.more is None:
        said = "no plan was found" if found.least else "not decided in the time given"
        return f"at least {by_hours} full-timers ({hours}); with so many or more {said}"
    few = f"{found.more - 1} are proved too few" if found.least else "fewer were not decided"
    how = f"{hours}, {found.more} by rules" if found.more > by_hours else hours
    return f"{found.more} full-timers ({how}): planned, and {few}"


def _team_text(found: Found, by_hours: int, agents: int) -> str:
    from rota.cli.views.wording import counted

    here = f"the team as it is ({counted(agents, 'agent')})"
    if found.more == 0:
        return f"{here}: lawful today, planned"
    if found.more is None:
        said = "no plan was found with them" if found.least else "not decided in the time given"
        return f"{here}: at least {by_hours} more by hours; {said}"
    least = "one fewer is proved too few" if found.least else "fewer were not decided"
    return f"{here}: not lawful today, {counted(found.more, 'full-timer')} more: planned, and {least}"


def _needs_table(problem: Problem, found: Sequence[Need], like: Agent) -> Table:
    from rich.table import Table
    from rich.text import Text

    from rota.cli.views.wording import hours, shown
    from rota.sizing import by_hours, present_share, whole

    weeks = problem.day_count / DAYS_A_WEEK
    present = present_share(problem)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="")
    table.add_column(Text("queues"), overflow="fold")
    for name in ("needed", "agents\nwho can", "their hours\nless leave", "full-timers\nmore, by hours"):
        table.add_column(Text(name), justify="right")
    every = max((len(need.queues) for need in found), default=0)
    for need in found:
        name = "all together" if len(need.queues) == every > 1 else ", ".join(map(shown, need.queues))
        more = whole(by_hours(round(need.lacking / weeks), like.contract, present))
        cells = (hours(need.needed / weeks), f"{need.agents}", hours(need.there / weeks), f"{more or '-'}")
        table.add_row(Text(name), *map(Text, cells))
    return table


def _step_text(step: Step) -> str:
    from rota.cli.views.wording import hours, shown

    who = "the team as it is"
    if step.added is not None:
        able = [f"`{shown(skill)}` {level}" for skill, level in step.added.skills]
        able += [f"tier {step.added.tier}"] if step.added.tier > 1 else []
        who = f"+ {step.more}, the last of contract {_contract(step.added)}" + (
            f", with {', '.join(able)}" if able else ""
        )
    if step.missing is None:
        return f"  {who}: no lawful roster was found; `rota why-not` says why"
    said = (
        f"the best plan found lacks {hours(step.missing)} agent-hours" if step.missing else "all is covered"
    )
    return f"  {who}: {said}"

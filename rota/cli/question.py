"""What `rota why` and `rota why-not` are asked about: an agent, a date, a workspace and its roster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import now_of
from rota.cli.folder import roster_path
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from pathlib import Path

    from rota.agent import Agent
    from rota.explain.change import Setting
    from rota.problem import Problem
    from rota.roster import Roster
    from rota.shift import Shift

AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON, for tools.")]


@dataclass(frozen=True)
class Question:
    """A setting, and the roster that lies in the workspace, if one does."""

    setting: Setting
    roster: Roster | None

    @property
    def problem(self) -> Problem:
        """The problem of the setting."""
        return self.setting.problem


def question(folder: Path, *, need_roster: bool) -> Question:
    """Read the workspace and its roster; raises InputError where they do not fit, or break a hard rule."""
    from rota.cli.stored import read_roster, require_fit
    from rota.explain.change import Setting
    from rota.load.workspace import load_workspace
    from rota.verify import verify

    workspace = load_workspace(folder)
    path = roster_path(folder)
    if not need_roster and not path.is_file():
        return Question(Setting(workspace.told(now_of("")).problem, workspace.rules), None)
    roster = read_roster(folder)
    require_fit(workspace.problem, roster, path)
    workspace = workspace.told(roster.made_at)
    verdict = verify(workspace.problem, workspace.rules, roster.cells)
    if not verdict.lawful:
        help_text = "`rota verify` lists all that is broken; plan again, or mend it by hand"
        message = f"the roster breaks a hard rule: {verdict.hard[0].message}"
        raise InputError([Fault(str(path), 0, 0, message, help_text)])
    return Question(Setting(workspace.problem, workspace.rules), roster)


def agent_of(problem: Problem, given: str) -> Agent:
    """The agent of this id; raises InputError where there is none."""
    if given in problem.agent_of:
        return problem.agent_of[given]
    names = {agent.name: agent.id for agent in problem.agents}
    near = get_close_matches(given, [*problem.agent_of, *names], n=1)
    known = names.get(near[0], near[0]) if near else ""
    help_text = f"did you mean `{known}`?" if known else f"known are {', '.join(problem.agent_of)}"
    raise InputError([Fault("", 0, 0, f"there is no agent `{given}`", help_text)])


def shifts_on(problem: Problem, given: str, template: str) -> list[Shift]:
    """The shifts that start on a date, of one template where it is named; raises InputError for none."""
    first, last = problem.shifts[0].day, problem.shifts[-1].day
    help_text = f"shifts start from {first} to {last}"
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise InputError([Fault("", 0, 0, f"`{given}` is not a date", help_text)]) from None
    found = [shift for shift in problem.shifts if shift.day == day]
    if not found:
        raise InputError([Fault("", 0, 0, f"no shift starts on {day}", help_text)])
    if not template:
        return found
    named = [shift for shift in found if shift.template == template]
    if not named:
        known = ", ".join(shift.template for shift in found)
        raise InputError([Fault("", 0, 0, f"no shift `{template}` starts on {day}", f"there are {known}")])
    return named

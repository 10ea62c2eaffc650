"""`rota cover`: who could take a shift, what each of them costs, and why the others cannot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rota.cli.asked import At, now_of
from rota.cli.folder import InFolder, LaterFolder  # noqa: TC001  (typer reads it when it runs)
from rota.cli.question import AsJson  # noqa: TC001  (typer reads it when it runs)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.cli.in_force import InForce
    from rota.explain.alternatives import Alternative
    from rota.repair.case import Case
    from rota.shift import Shift

FORMAT = "rota-cover/1"
MOST_RULES = 4


def cover(
    shift: Annotated[
        str, typer.Argument(metavar="SHIFT", help="A shift, as in `late@2026-12-03`; `late` is the next one.")
    ],
    later: LaterFolder = None,
    folder: InFolder = Path(),
    instead_of: Annotated[
        str, typer.Option("--for", metavar="AGENT", help="Whose place is to be taken.")
    ] = "",
    roster: Annotated[
        Path | None,
        typer.Option(help="A roster file.", show_default="what is published, else out/roster.json"),
    ] = None,
    as_json: AsJson = False,
    now: At = "",
) -> None:
    """Show who could take a shift with nothing else changed, the least painful first; who cannot, and why.

    The order is that of `rota repair`: first what it asks of the person, in points, then what the rules
    charge.
    """
    from rota.cli.console import stdout_console
    from rota.cli.in_force import in_force
    from rota.cli.question import agent_of
    from rota.cli.told import shift_named
    from rota.explain.alternatives import alternatives
    from rota.explain.change import Setting
    from rota.load.publishing import notice_of
    from rota.load.workspace import load_workspace
    from rota.repair.case import Case

    folder = later or folder
    moment = now_of(now)
    workspace = load_workspace(folder).told(moment)
    problem = workspace.problem
    asked = shift_named(problem, shift, after=moment)
    stands = in_force(workspace, roster)
    out = agent_of(problem, instead_of) if instead_of else None
    setting = Setting(problem, workspace.rules)
    case = Case(setting, stands.cells, moment, notice_of(workspace.team))
    found = ranked(case, alternatives(setting, stands.cells, asked, instead_of=out), asked)
    console = stdout_console()
    if as_json:
        import json

        text = json.dumps(document(case, stands, asked, found), indent=2, ensure_ascii=False)
        console.file.write(text + "\n")
        return
    if asked.id != shift:
        console.print(f"`{shift}` is taken for `{asked.id}`, the next to start", soft_wrap=True)
    for line in lines(case, stands, asked, found):
        console.print(line, soft_wrap=True)


def ranked(case: Case, found: tuple[Alternative, ...], shift: Shift) -> tuple[Alternative, ...]:
    """The possible ones by pain, then by cost; then the others by id."""
    from rota.repair.pain import Pain

    pain = Pain(case)

    def order(one: Alternative) -> tuple[bool, int, int, str]:
        name = one.agent.id if one.agent else ""
        points = pain.points((name, shift.id)) if one.agent and one.possible else 0
        return not one.possible, points, one.cost if one.possible else 0, name

    return tuple(sorted((one for one in found if one.agent), key=order))


def lines(case: Case, stands: InForce, shift: Shift, found: tuple[Alternative, ...]) -> Iterator[str]:
    """The answer, line by line: who is on it, who could be, who cannot."""
    from rota.cli.views.price_view import more_text, shift_text
    from rota.cli.views.wording import counted, shown
    from rota.repair.pain import Pain

    pain, problem = Pain(case), case.setting.problem
    there = [shown(agent.name) for agent in problem.agents if (agent.id, shift.id) in case.base]
    yield f"{shift_text(shift)}, as in {stands.source}: {', '.join(there) or 'nobody'}"
    if stands.note:
        yield f"note: {stands.note}"
    if case.begun(shift):
        yield "note: it has begun"
    possible = [one for one in found if one.possible]
    yield ""
    yield f"{counted(len(possible), 'agent')} could take it:" if possible else "nobody could take it"
    width = max((len(shown(one.agent.name)) for one in found if one.agent), default=0)
    for one in possible:
        if one.agent:
            reasons = ", ".join(pain.reasons((one.agent.id, shift.id))) or "works on that day anyway"
            yield f"  {shown(one.agent.name):<{width}}  {more_text(one.cost)}; {reasons}"
            yield from _strained(one, width)
    if len(possible) < len(found):
        yield ""
        yield f"{counted(len(found) - len(possible), 'agent')} cannot:"
    for one in found:
        if one.agent and one.breaches:
            name = shown(one.agent.name)
            message = shown(one.breaches[0].message).removeprefix(name).lstrip()
            rest = f" (and {len(one.breaches) - 1} more)" if one.breaches[1:] else ""
            yield f"  {name:<{width}}  {message}{rest}  [{one.breaches[0].rule}]"


def _strained(one: Alternative, width: int) -> Iterator[str]:
    """Rule by rule what is dearer and what cheaper, the dearest first."""
    for each in one.differences[:MOST_RULES]:
        yield f"  {'':<{width}}    {each.cost:>+7,}  {each.rule}  {each.units_text}"


def document(case: Case, stands: InForce, shift: Shift, found: tuple[Alternative, ...]) -> dict[str, object]:
    """What `--json` writes.

    format      "rota-cover/1"
    shift       its id; roster: which roster; there: ids of who is on it
    candidates  [agent, cost, rules, breaches, reasons, points], best first; cost and points are null for
                those who cannot; breaches: [rule, message], rules: [rule, cost, units, unit, example]
    """
    from rota.cli.why_json import alternative_document
    from rota.repair.pain import Pain

    pain = Pain(case)
    candidates = []
    for one in found:
        cell = (one.agent.id if one.agent else "", shift.id)
        more = {
            "reasons": list(pain.reasons(cell)) if one.possible else [],
            "points": pain.points(cell) if one.possible else None,
        }
        candidates.append({**alternative_document(one), **more})
    return {
        "format": FORMAT,
        "shift": shift.id,
        "roster": stands.source,
        "there": sorted(agent for agent, on in case.base if on == shift.id),
        "candidates": candidates,
    }

"""What `rota repair --json` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.instant import instant_text
from rota.cli.views.repair_view import other_calls
from rota.repair.uncovered import loads_of, uncovered_minutes
from rota.verify import verify

if TYPE_CHECKING:
    from rota.cli.repair_answer import Answer
    from rota.problem import Cell
    from rota.repair.calls import Call

FORMAT = "rota-repair/1"


def document(found: Answer) -> dict[str, object]:
    """The repair, its calls in their order, and for each who comes if the answer is no.

    format       "rota-repair/1"
    repairs      which roster; since: what starts by then is as it was
    given        [agent, shift, works]: what the change takes away or settles
    calls        [agent, name, put_on, taken_off, reasons, points, instead]; instead: calls, null for nobody
    least_calls  proved: no repair that covers as much calls fewer people
    uncovered    agent-minutes of load left open by the change, before and after the repair
    short        messages of hard rules that cannot be kept
    cost         what the rules charge, before the change and after the repair
    """
    case, loads = found.case, loads_of(found.case)
    problem, rules = case.setting
    instead = dict(found.instead)
    return {
        "format": FORMAT,
        "repairs": found.stands.source,
        "since": instant_text(case.since),
        "given": [
            {"agent": agent, "shift": shift, "works": works}
            for (agent, shift), works in sorted(case.given.items())
        ],
        "calls": [
            {**_call(call), "instead": _others(found, instead.get(call.agent.id))} for call in found.calls
        ],
        "least_calls": found.repaired.least_calls,
        "uncovered": {
            "before": uncovered_minutes(loads, case.left),
            "after": uncovered_minutes(loads, found.repaired.cells),
        },
        "short": [breach.message for breach in found.repaired.short],
        "cost": {
            "before": verify(problem, rules, case.base).cost,
            "after": verify(problem, rules, found.repaired.cells).cost,
        },
    }


def _others(found: Answer, cells: frozenset[Cell] | None) -> list[dict[str, object]] | None:
    return None if cells is None else [_call(one) for one in other_calls(found, cells)]


def _call(call: Call) -> dict[str, object]:
    return {
        "agent": call.agent.id,
        "name": call.agent.name,
        "put_on": [shift.id for shift in call.put_on],
        "taken_off": [shift.id for shift in call.taken_off],
        "reasons": list(call.reasons),
        "points": call.points,
    }

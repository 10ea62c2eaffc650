"""What `rota why` and `rota why-not` write with `--json`, piece by piece.

Costs and units are differences to the roster at hand; `price` is what the best roster found with the wish
costs more than the best found around the roster at hand without it. The one shown costs no more than that
above the roster at hand, and changes as few shifts as were found to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.explain.chain import chain, places
from rota.explain.clash import alike
from rota.explain.price import differences
from rota.verify import verify

if TYPE_CHECKING:
    from rota.cli.question import Question
    from rota.explain.alternatives import Alternative
    from rota.explain.change import Setting
    from rota.explain.price import Difference
    from rota.solve.next_best import NextBest
    from rota.solve.why_infeasible import Impossible


def next_best_document(asked: Question, found: NextBest) -> dict[str, object]:
    """`proved_days`: days around within which no roster is cheaper; null: none is at all."""
    setting = asked.setting
    before = verify(setting.problem, setting.rules, found.base)
    after = verify(setting.problem, setting.rules, found.cells)
    return {
        "price": found.price,
        "cost": after.cost,
        "proved_days": None if found.everywhere else found.days,
        "rules": [_difference(one) for one in differences(setting.rules, before, after)],
        "put_on": [_cell(cell) for cell in sorted(found.cells - found.base)],
        "taken_off": [_cell(cell) for cell in sorted(found.base - found.cells)],
    }


def alternative_document(one: Alternative) -> dict[str, object]:
    """`agent` is null for nobody; `cost` is null where a hard rule is in the way."""
    return {
        "agent": one.agent.id if one.agent else None,
        "cost": one.cost if one.possible else None,
        "rules": [_difference(each) for each in one.differences] if one.possible else [],
        "breaches": [{"rule": breach.rule, "message": breach.message} for breach in one.breaches],
    }


def impossible_document(setting: Setting, said: Impossible) -> dict[str, object]:
    """Clashes of one sort are told once; `all_told`: what is left without them can be kept."""
    return {
        "clashes": [
            {
                "rules": list(sort[0].rules),
                "reasons": [
                    {"rule": link.rule, "text": link.text, "times": link.times}
                    for link in chain(setting, sort[0])
                ],
                "smallest": sort[0].smallest,
                "times": len(sort),
                "places": places(setting, sort),
            }
            for sort in alike(said.clashes)
        ],
        "all_told": said.all_told,
        "ways_out": [
            [{"kind": change.kind, "text": change.text(setting)} for change in way.changes]
            for way in said.ways or ()
        ],
    }


def _difference(one: Difference) -> dict[str, object]:
    return {
        "rule": one.rule,
        "cost": one.cost,
        "units": one.units,
        "unit": one.unit,
        "example": one.example,
    }


def _cell(cell: tuple[str, str]) -> dict[str, str]:
    return {"agent": cell[0], "shift": cell[1]}

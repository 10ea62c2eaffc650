"""What rules on shifts look at is the same asked of one shift or of many."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from law import MONDAY, TEMPLATES, shift_on
from ruamel.yaml import YAML

from constraints import Rule
from constraints.headcount import Headcount
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND, ShiftRule
from rota.when import When

SHIFTS = tuple(
    shift_on(template, MONDAY + DAY * offset, kind=EVERY_KIND[(offset + place) % 3], holiday=feast)
    for (place, template), (offset, feast) in product(
        enumerate(TEMPLATES), enumerate([None, "public", "eve", None, None])
    )
)
KINDS = [kind for kind in get_args(get_args(Rule)[0]) if issubclass(kind, ShiftRule)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("when", [When(), When(days=("mon", "thu")), When(holidays=True), When(eves=False)])
def test_many_shifts_are_looked_at_as_one_by_one(kind: type[ShiftRule], when: When) -> None:
    example = YAML(typ="safe").load(kind.example)
    for shifts, kinds in product([("night",), ("early", "long")], [EVERY_KIND, ("work",)]):
        rule = kind.model_validate(example | {"shifts": shifts, "kinds": kinds, "when": when})
        assert rule.concerned(SHIFTS) == list(filter(rule.concerns, SHIFTS))
        assert rule.fitting(SHIFTS) == list(filter(rule.fits, SHIFTS))


def test_all_the_kinds_are_named_in_words() -> None:
    assert Headcount(least=1, kinds=("work", "on_call")).kinds_text() == "work, on call"

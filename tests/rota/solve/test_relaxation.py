"""The linear relaxation: both methods agree, and neither asks for more time than there is."""

from __future__ import annotations

from time import monotonic

import numpy as np
import pytest
from small import MONDAY, daily, person, team

from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.one_at_a_time import OneAtATime
from constraints.requests import Requests
from rota.encoding import Encoding, encode
from rota.problem import Request
from rota.solve import relaxation
from rota.solve.hold import Hold
from rota.solve.interior import Interior
from rota.solve.relaxation import Relaxed, relax


def a_small_one() -> Encoding:
    """Two people, three days with one on duty, nobody on two days running, and one who would rather not."""
    days = daily("early", MONDAY, 3)
    wishes = (Request("ana", day.day, "off") for day in days)
    rules = (OneAtATime(), MaxConsecutiveDays(days=1), Headcount(least=1, weight=7), Requests(weight=3))
    return encode(team((person("Ana"), person("Bo")), days, requests=tuple(wishes)), rules, tight=True)


def cost(encoding: Encoding, found: Relaxed) -> float:
    return float(np.array(encoding.costs()) @ found.values) + encoding.offset


def test_the_two_methods_agree():
    encoding = a_small_one()
    interior = Interior(encoding, seconds=10)
    interior.join(10)
    descent = relaxation.Descent(encoding)
    descent.turn(Hold(monotonic() + 10))

    assert interior.found is not None
    assert descent.ended
    assert cost(encoding, interior.found) == pytest.approx(cost(encoding, descent.found()), abs=0.05)
    assert len(interior.found.duals) == len(encoding.rows)


def test_where_the_exact_method_has_nothing_the_other_one_answers(monkeypatch):
    class Nothing:
        found = None

        def __init__(self, *_: object, **__: object) -> None:
            self.asked = True

        def is_alive(self) -> bool:
            return False

    encoding = a_small_one()
    exact = relax(encoding, Hold(monotonic() + 10))
    monkeypatch.setattr(relaxation, "Interior", Nothing)
    other = relax(encoding, Hold(monotonic() + 10))

    assert cost(encoding, other) == pytest.approx(cost(encoding, exact), abs=0.05)


def test_a_program_without_an_answer_has_none():
    days = daily("early", MONDAY, 2)
    rules = (MaxConsecutiveDays(days=1), Headcount(least=2))
    encoding = encode(team((person("Ana"), person("Bo")), days), rules)
    interior = Interior(encoding, seconds=10)
    interior.join(10)
    assert interior.found is None


def test_no_time_still_gives_numbers():
    encoding = a_small_one()
    found = relax(encoding, Hold(monotonic() - 1))
    assert len(found.values) == len(encoding.low)
    assert np.isfinite(found.values).all()
    assert np.isfinite(found.duals).all()

"""The linear relaxation: both methods agree, and neither asks for more time than there is."""

from __future__ import annotations

from datetime import timedelta
from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small import MONDAY, daily, person, team

from constraints.fair_share import FairShare
from constraints.headcount import Headcount
from constraints.max_consecutive_days import MaxConsecutiveDays
from constraints.one_at_a_time import OneAtATime
from constraints.requests import Requests
from rota.encoding import Encoding, encode
from rota.problem import Request
from rota.solve import engine, interior, relaxation, relaxed
from rota.solve.hold import Counter, Hold
from rota.solve.interior import Interior, Relaxed
from rota.solve.limits import Limits, Progress
from rota.solve.outcome import Solved
from rota.solve.relaxation import relax

if TYPE_CHECKING:
    from rota.constraint import Constraint
    from rota.problem import Problem


def a_small_one() -> Encoding:
    """Two people, three days with one on duty, nobody on two days running, and one who would rather not."""
    days = daily("early", MONDAY, 3)
    wishes = (Request("ana", day.day, "off") for day in days)
    rules = (OneAtATime(), MaxConsecutiveDays(days=1), Headcount(least=1, weight=7), Requests(weight=3))
    return encode(team((person("Ana"), person("Bo")), days, requests=tuple(wishes)), rules, tight=True)


def crowd() -> tuple[Problem, tuple[Constraint, ...]]:
    """Six people and ten days, one on duty and nobody on two days running, fairly."""
    people = tuple(person(name) for name in ("Ana", "Bo", "Cy", "Di", "Ed", "Flo"))
    wishes = tuple(Request("ana", MONDAY + timedelta(days=day), "off") for day in range(10))
    problem = team(people, daily("early", MONDAY, 10), days=10, requests=wishes)
    rules = (
        OneAtATime(),
        MaxConsecutiveDays(days=1),
        Headcount(least=1, most=1),
        Requests(weight=3),
        FairShare(burden="shifts", weight=2),
    )
    return problem, rules


def cost(encoding: Encoding, found: Relaxed) -> float:
    return float(np.array(encoding.costs()) @ found.values) + encoding.offset


def test_the_two_methods_agree():
    encoding = a_small_one()
    exact = Interior(encoding, seconds=10)
    exact.join(10)
    descent = relaxation.Descent(encoding)
    descent.turn(Hold(monotonic() + 10))

    assert exact.found is not None
    assert descent.ended
    assert cost(encoding, exact.found) == pytest.approx(cost(encoding, descent.found()), abs=0.05)
    assert len(exact.found.duals) == len(encoding.rows)


class Nothing(Interior):
    """An interior-point method that ends without an answer."""

    def run(self) -> None:
        """Find nothing."""


def test_where_the_exact_method_has_nothing_the_other_one_answers():
    encoding = a_small_one()
    exact = relax(encoding, Interior(encoding, seconds=10), Hold(monotonic() + 10))
    other = relax(encoding, Nothing(encoding, seconds=10), Hold(monotonic() + 10))

    assert cost(encoding, other) == pytest.approx(cost(encoding, exact), abs=0.05)


def test_where_work_is_counted_the_optimum_is_waited_for_and_other_work_is_counted():
    encoding = a_small_one()
    clock = Counter()
    hold = Hold(1.0, clock=clock)

    class Slow(Interior):
        def run(self) -> None:
            sleep(1.5)
            super().run()

    exact = Slow(encoding, seconds=None)
    assert relax(encoding, exact, hold) is exact.found
    assert clock.now() == 0

    other = [relax(encoding, Nothing(encoding, seconds=None), Hold(9.0, clock=Counter())) for _ in range(2)]
    assert (other[0].duals == other[1].duals).all()
    assert cost(encoding, other[0]) == pytest.approx(cost(encoding, exact.found), abs=0.05)


def test_what_is_too_large_is_not_begun(monkeypatch):
    monkeypatch.setattr(interior, "MOST_TERMS", 3)
    encoding = a_small_one()
    begun = Interior(encoding, seconds=10)
    assert not begun.is_alive()
    assert cost(encoding, relax(encoding, begun, Hold(monotonic() + 10))) > 0


def test_a_program_without_an_answer_has_none():
    days = daily("early", MONDAY, 2)
    rules = (MaxConsecutiveDays(days=1), Headcount(least=2))
    encoding = encode(team((person("Ana"), person("Bo")), days), rules)
    exact = Interior(encoding, seconds=10)
    exact.join(10)
    assert exact.found is None


def test_no_time_still_gives_numbers():
    encoding = a_small_one()
    found = relax(encoding, Nothing(encoding, seconds=1), Hold(monotonic() - 1))
    assert len(found.values) == len(encoding.low)
    assert np.isfinite(found.values).all()
    assert np.isfinite(found.duals).all()


@pytest.mark.parametrize("moment", ["rounding", "neighbourhoods"])
def test_the_engine_goes_on_by_the_optimum_where_it_comes_after_the_first_roster(monkeypatch, moment):
    """The relaxation's optimum is held back until a first roster is being made, or is being polished."""
    problem, rules = crowd()
    optimum = engine.solve(problem, rules, limits=Limits(seconds=20))
    held = Event()

    class Late(Interior):
        def run(self) -> None:
            begun.append(self)
            held.wait(20)
            super().run()

    def listen(progress: Progress) -> None:
        stages.append(progress.stage)
        if progress.stage == moment:
            held.set()
            if moment == "rounding":
                begun[0].join(20)

    begun: list[Late] = []
    stages: list[str] = []
    monkeypatch.setattr(relaxed, "Interior", Late)
    monkeypatch.setattr(relaxed, "ROSTER_SECONDS", 1.0)
    monkeypatch.setattr(engine, "LARGE", -1)
    monkeypatch.setattr(engine, "thinly_coupled", lambda parts, cells: False)
    found = engine.solve(problem, rules, limits=Limits(seconds=20), listen=listen)

    order = [stage for stage in dict.fromkeys(stages) if stage != "uniting"]
    assert order[:3] == ["linear relaxation", "rounding", "bound"]
    made = [stage for stage, before in zip(stages, ["", *stages], strict=False) if stage != before]
    again = made[made.index(moment) + 1 :]
    assert again.index("rounding") < again.index("bound")
    assert isinstance(found, Solved)
    assert isinstance(optimum, Solved)
    assert found.bound <= optimum.cost <= found.cost

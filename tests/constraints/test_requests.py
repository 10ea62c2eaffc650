"""requests: the law, and wishes counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import WHO, hold
from small import MONDAY, SPRING, costs, found, messages, on, person, shift, team

from constraints.requests import Requests
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY
from rota.problem import Request

ANA, BO = person("Ana"), person("Bo")
EARLY, LATE, NIGHT = (shift(name, MONDAY) for name in ("early", "late", "night"))
RULE = Requests(weight=10)


@settings(max_examples=400)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, st.builds(Requests, weight=st.integers(1, 5), who=WHO), most_days=3)


def asked(wish: str, template: str = "", *, day=MONDAY, agent=ANA, weight: int = 1, **more):
    shifts = more.pop("shifts", (EARLY, LATE, NIGHT))
    request = Request(agent.id, day, wish, template, weight)
    return team((ANA, BO), shifts, requests=(request,), **more)


@pytest.mark.parametrize(
    ("wish", "template", "worked", "cost"),
    [
        ("off", "", (), []),
        ("off", "", (EARLY,), [10]),
        ("off", "", (EARLY, LATE), [10]),
        ("off", "late", (EARLY,), []),
        ("off", "late", (LATE,), [10]),
        ("on", "", (), [10]),
        ("on", "", (NIGHT,), []),
        ("on", "late", (EARLY,), [10]),
        ("on", "late", (EARLY, LATE), []),
    ],
)
def test_a_wish_costs_its_weight_where_it_is_not_met(wish, template, worked, cost) -> None:
    assert costs(RULE, asked(wish, template), on(ANA, *worked)) == cost


def test_a_wish_not_met_is_told_in_its_words() -> None:
    assert found(RULE, asked("on", "late", weight=3), on(ANA, EARLY)) == [
        Violation(
            "requests",
            Place("ana"),
            3,
            "requests",
            30,
            "Ana asked to be on duty (late) on Mon 08 Mar, which is not so",
        )
    ]
    assert messages(RULE, asked("off"), on(ANA, EARLY)) == [
        "Ana asked to be off duty on Mon 08 Mar, which is not so"
    ]


def test_a_day_is_the_one_on_which_a_shift_starts() -> None:
    tuesday = MONDAY + DAY
    assert found(RULE, asked("off", day=tuesday), on(ANA, NIGHT)) == []
    assert costs(RULE, asked("on", day=tuesday), on(ANA, NIGHT)) == [10]


def test_a_day_is_the_one_at_home() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    # 22:00 on Monday in Berlin is Tuesday in Manila.
    problem = team((cleo,), (NIGHT,), requests=(Request("cleo", MONDAY, "off"),))
    assert found(RULE, problem, on(cleo, NIGHT)) == []
    problem = team((cleo,), (NIGHT,), requests=(Request("cleo", MONDAY + DAY, "off"),))
    assert costs(RULE, problem, on(cleo, NIGHT)) == [10]


@pytest.mark.parametrize("wish", ["on", "off"])
@pytest.mark.parametrize("offset", [-1, 7])
def test_wishes_for_days_outside_the_horizon_are_left_alone(wish: str, offset: int) -> None:
    yesterday = shift("early", MONDAY - DAY)
    problem = asked(wish, day=MONDAY + offset * DAY, shifts=(yesterday, EARLY), past=on(ANA, yesterday))
    assert found(RULE, problem, frozenset()) == []


@pytest.mark.parametrize("offset", [0, 6])
def test_wishes_for_the_first_and_the_last_day_are_looked_at(offset: int) -> None:
    assert costs(RULE, asked("on", day=MONDAY + offset * DAY, shifts=()), frozenset()) == [10]


def test_a_wish_for_the_day_of_a_change_of_clocks_is_about_that_day() -> None:
    night, early = shift("night", SPRING - DAY), shift("early", SPRING)
    problem = asked("off", day=SPRING, shifts=(night, early), first=SPRING - DAY)
    assert found(RULE, problem, on(ANA, night)) == []
    assert costs(RULE, problem, on(ANA, early)) == [10]


def test_each_of_several_wishes_costs() -> None:
    wishes = (
        Request("ana", MONDAY, "off"),
        Request("ana", MONDAY, "off", "late", 2),
        Request("bo", MONDAY, "on"),
    )
    problem = team((ANA, BO), (EARLY, LATE), requests=wishes)
    assert costs(RULE, problem, on(ANA, LATE)) == [10, 20, 10]


def test_only_the_wishes_of_the_agents_named_count() -> None:
    rule = Requests(who=Selection(ids=("bo",)))
    assert found(rule, asked("on"), frozenset()) == []
    assert costs(rule, asked("on", agent=BO), frozenset()) == [10]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Requests().explain() == "everybody: requests are met where they can be, 10 points each"

"""forbidden_succession: the law, and shifts of neighbouring days counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, TEMPLATES, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, SPRING, at, costs, daily, found, messages, on, person, shift, team

from constraints.forbidden_succession import ForbiddenSuccession
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.when import When

ANA = person("Ana")
EARLIES, LATES, NIGHTS = (daily(name, MONDAY, 7) for name in ("early", "late", "night"))
ALL = (*EARLIES, *LATES, *NIGHTS)
GROUPS = st.lists(st.sampled_from(sorted(TEMPLATES)), min_size=1, max_size=4, unique=True).map(tuple)
RULES = st.builds(
    ForbiddenSuccession, after=GROUPS, not_next_day=GROUPS, weight=WEIGHT, who=WHO, kinds=KINDS, shifts=NAMED
)


def rule(weight: int | None = None, **more: object) -> ForbiddenSuccession:
    return ForbiddenSuccession(after=("night",), not_next_day=("early", "late"), weight=weight, **more)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def test_an_early_after_a_night_is_told_with_both() -> None:
    assert found(rule(), team((ANA,), ALL), on(ANA, NIGHTS[1], EARLIES[2])) == [
        Violation(
            "forbidden_succession",
            Place(
                "ana", EARLIES[2].id, start=at(MONDAY + 2 * DAY, "06:00"), end=at(MONDAY + 2 * DAY, "14:00")
            ),
            1,
            "successions",
            None,
            "Ana works early on Wed 10 Mar, the day after night",
        )
    ]


@pytest.mark.parametrize(
    ("second", "cost"),
    [(EARLIES[1], []), (EARLIES[2], [5]), (LATES[2], [5]), (EARLIES[3], []), (NIGHTS[2], [])],
)
def test_only_the_next_day_and_only_what_is_named_is_forbidden(second, cost: list[int]) -> None:
    problem = team((ANA,), ALL)
    assert costs(rule(5), problem, on(ANA, NIGHTS[1], second)) == cost
    assert len(found(rule(), problem, on(ANA, NIGHTS[1], second))) == len(cost)


def test_the_other_way_round_is_allowed() -> None:
    assert found(rule(), team((ANA,), ALL), on(ANA, EARLIES[1], NIGHTS[2])) == []


def test_nights_in_a_row_stay_allowed_and_each_days_end_counts_once() -> None:
    problem = team((ANA,), ALL)
    assert found(rule(), problem, on(ANA, *NIGHTS)) == []
    cells = on(ANA, NIGHTS[1], EARLIES[2], LATES[2], NIGHTS[2], EARLIES[3])
    assert costs(rule(5), problem, cells) == [5, 5]


def test_history_is_the_day_before() -> None:
    past = daily("night", MONDAY - DAY, 1)
    known = team((ANA,), (*past, *ALL), past=on(ANA, *past))
    free = team((ANA,), (*past, *ALL))
    assert costs(rule(1), known, on(ANA, EARLIES[0])) == [1]
    assert costs(rule(1), known, on(ANA, EARLIES[1])) == []
    assert costs(rule(1), free, on(ANA, EARLIES[0])) == []


def test_what_history_did_is_nobodys_fault_now() -> None:
    past = (shift("night", MONDAY - 2 * DAY), shift("early", MONDAY - DAY))
    problem = team((ANA,), (*past, *ALL), past=on(ANA, *past))
    assert found(rule(), problem, on(ANA, LATES[0])) == []


def test_the_last_night_of_the_horizon_forbids_nothing() -> None:
    assert found(rule(), team((ANA,), ALL), on(ANA, NIGHTS[6])) == []


def test_days_are_days_where_the_agent_lives() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    # Monday's night starts on Tuesday in Manila, and Tuesday's early on Tuesday as well.
    problem = team((cleo,), ALL)
    assert found(rule(), problem, on(cleo, NIGHTS[0], EARLIES[1])) == []
    assert messages(rule(), problem, on(cleo, NIGHTS[0], EARLIES[2])) == [
        "Cleo works early on Wed 10 Mar, the day after night"
    ]


def test_a_change_of_clocks_between_the_days_makes_no_difference() -> None:
    night, early = shift("night", SPRING - DAY), shift("early", SPRING)
    problem = team((ANA,), (night, early), first=SPRING - DAY)
    assert len(found(rule(), problem, on(ANA, night, early))) == 1


def test_the_dates_are_those_of_the_second_shift() -> None:
    dated = rule(1, when=When(days=("wed",)))
    problem = team((ANA,), ALL)
    assert costs(dated, problem, on(ANA, NIGHTS[1], EARLIES[2])) == [1]
    assert costs(dated, problem, on(ANA, NIGHTS[2], EARLIES[3])) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert rule().explain() == "everybody: no early or late on the day after night"


@pytest.mark.parametrize("given", [{"after": ["night"]}, {"after": [], "not_next_day": ["early"]}])
def test_both_groups_must_be_given(given: dict[str, list[str]]) -> None:
    with pytest.raises(ValidationError, match=r"after|not_next_day"):
        ForbiddenSuccession(**given)

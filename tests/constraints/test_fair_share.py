"""fair_share: the law, and shares counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WHO, hold
from small import MONDAY, SPRING, costs, daily, found, leave, messages, on, person, shift, team

from constraints.fair_share import FairShare
from rota.constraint import Place, Selection, Violation
from rota.localtime import DAY

ANA, BO, CEM = person("Ana"), person("Bo"), person("Cem", hours=20)
NIGHTS = daily("night", MONDAY, 7)
RULE = FairShare(burden="nights")

RULES = st.builds(
    FairShare,
    burden=st.sampled_from(["nights", "weekends", "shifts"]),
    weight=st.integers(1, 5),
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=400)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def shared(agents, *counts: int):
    cells, taken = frozenset(), 0
    for agent, count in zip(agents, counts, strict=True):
        cells |= on(agent, *NIGHTS[taken : taken + count])
        taken += count
    return cells


@pytest.mark.parametrize(
    ("ana", "bo", "cost"),
    [(2, 2, []), (2, 1, []), (3, 1, [100, 100]), (4, 1, [100, 100]), (4, 0, [300, 300]), (6, 0, [600, 600])],
)
def test_each_whole_unit_away_from_the_share_costs_more_than_the_one_before(
    ana: int, bo: int, cost: list[int]
) -> None:
    assert costs(RULE, team((ANA, BO), NIGHTS), shared((ANA, BO), ana, bo)) == cost


def test_an_unfair_share_is_told_with_the_fair_one() -> None:
    assert found(RULE, team((ANA, BO), NIGHTS), shared((ANA, BO), 5, 0)) == [
        Violation(
            "fair_share", Place("ana"), 2, "units", 300, "Ana carries 5 of 5 nights, 2.5 would be fair"
        ),
        Violation("fair_share", Place("bo"), 2, "units", 300, "Bo carries 0 of 5 nights, 2.5 would be fair"),
    ]


def test_half_a_contract_carries_half() -> None:
    problem = team((ANA, CEM), NIGHTS)
    assert found(RULE, problem, shared((ANA, CEM), 4, 2)) == []
    assert costs(RULE, problem, shared((ANA, CEM), 3, 3)) == [100, 100]


def test_a_day_of_leave_lowers_the_share_by_a_day() -> None:
    problem = team((ANA, BO), NIGHTS, absences=(leave(BO, MONDAY, 5),))
    # Seven days to two: of six nights, 4.7 and 1.3 would be fair.
    assert found(RULE, problem, shared((ANA, BO), 5, 1)) == []
    assert messages(RULE, problem, shared((ANA, BO), 4, 3)) == [
        "Ana carries 4 of 7 nights, 5.4 would be fair",
        "Bo carries 3 of 7 nights, 1.6 would be fair",
    ]


def test_who_is_on_leave_throughout_is_left_out() -> None:
    problem = team((ANA, BO), NIGHTS, absences=(leave(BO, MONDAY, 7),))
    assert found(RULE, problem, shared((ANA, BO), 4, 0)) == []


@pytest.mark.xfail(reason="`Problem.leave_of` cuts days of leave at the horizon's ends", strict=True)
def test_who_is_on_leave_throughout_is_left_out_wherever_home_is() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    problem = team((ANA, cleo), (), absences=(leave(cleo, MONDAY, 7, "Asia/Manila"),))
    assert RULE.shares(problem) == {"ana": 1}


def test_weekends_count_once_however_many_of_their_days_are_worked() -> None:
    month = daily("early", MONDAY, 28)
    problem = team((ANA, BO), month, days=28)
    rule = FairShare(burden="weekends")
    assert found(rule, problem, on(ANA, *month[5:7], *month[12:14]) | on(BO, month[20], month[26])) == []
    assert costs(rule, problem, on(ANA, month[5], month[12], month[19]) | on(BO, month[27])) == [100, 100]
    assert found(rule, problem, on(ANA, *month[:5])) == []


def test_the_weekend_of_a_change_of_clocks_is_one_weekend() -> None:
    shifts = daily("night", SPRING - DAY, 2)
    problem = team((ANA, BO), shifts, first=SPRING - DAY)
    assert found(FairShare(burden="weekends"), problem, on(ANA, *shifts)) == []
    assert costs(FairShare(burden="nights"), problem, on(ANA, *shifts)) == [100, 100]


def test_plain_shifts_of_named_templates_are_shared() -> None:
    late, early = daily("late", MONDAY, 4), daily("early", MONDAY, 4)
    problem = team((ANA, BO), (*late, *early))
    cells = on(ANA, *late) | on(BO, *early)
    assert found(FairShare(burden="shifts"), problem, cells) == []
    assert messages(FairShare(burden="shifts", shifts=("late",), weight=1), problem, cells) == [
        "Ana carries 4 of 4 shifts (late), 2.0 would be fair",
        "Bo carries 0 of 4 shifts (late), 2.0 would be fair",
    ]


def test_nights_are_nights_where_the_agent_lives() -> None:
    ned = person("Ned", zone="America/New_York")
    # From 16:00 to midnight in New York is no night.
    assert found(RULE, team((ANA, ned), NIGHTS), on(ned, *NIGHTS[:4])) == []


def test_history_is_not_shared_again() -> None:
    past = daily("night", MONDAY - 4 * DAY, 4)
    problem = team((ANA, BO), (*past, *NIGHTS), past=on(ANA, *past))
    assert found(RULE, problem, shared((ANA, BO), 2, 2)) == []


def test_the_last_night_of_the_horizon_is_shared() -> None:
    assert costs(RULE, team((ANA, BO), NIGHTS), on(ANA, *NIGHTS[5:])) == [100, 100]


def test_whom_the_rule_is_not_about_carries_what_falls_to_them() -> None:
    rule = FairShare(burden="nights", who=Selection(ids=("ana", "cem")))
    assert found(rule, team((ANA, BO, CEM), NIGHTS), on(BO, *NIGHTS)) == []


def test_one_agent_alone_is_always_fair() -> None:
    assert found(RULE, team((ANA,), NIGHTS), on(ANA, *NIGHTS)) == []


def test_evenings_on_call_are_burdens_only_where_the_rule_counts_them() -> None:
    calls = tuple(shift("call", MONDAY + n * DAY, "22:00", "06:00", kind="on_call") for n in range(2))
    problem = team((ANA, BO), calls)
    assert costs(RULE, problem, on(ANA, *calls)) == [100, 100]
    assert costs(FairShare(burden="nights", kinds=("work",)), problem, on(ANA, *calls)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RULE.explain() == "everybody: nights shared in proportion to contract and presence"

"""shift_count: the law, and shifts counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import MONDAY, costs, daily, found, leave, messages, on, person, team

from constraints.shift_count import ShiftCount
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.when import When

ANA = person("Ana")
EARLIES, NIGHTS = daily("early", MONDAY, 14), daily("night", MONDAY, 14)
RULES = st.builds(
    ShiftCount,
    least=st.integers(0, 3),
    most=st.sampled_from([None, 3, 4]),
    per=st.sampled_from(["week", "horizon"]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=200)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=14)


@pytest.mark.parametrize(("count", "cost"), [(1, [6]), (2, []), (3, []), (4, []), (5, [6]), (7, [18])])
def test_two_to_four_shifts_a_week(count: int, cost: list[int]) -> None:
    problem = team((ANA,), EARLIES[:7])
    assert costs(ShiftCount(least=2, most=4, weight=6), problem, on(ANA, *EARLIES[:count])) == cost
    assert len(found(ShiftCount(least=2, most=4), problem, on(ANA, *EARLIES[:count]))) == len(cost)


def test_too_many_and_too_few_are_told_with_week_and_limit() -> None:
    problem = team((ANA,), EARLIES, days=14)
    rule = ShiftCount(least=1, most=2, shifts=("early",))
    assert found(rule, problem, on(ANA, *EARLIES[:3])) == [
        Violation(
            "shift_count",
            Place("ana"),
            1,
            "shifts",
            None,
            "Ana works 3 shifts of early in the week of Mon 08 Mar, 2 are allowed",
        ),
        Violation(
            "shift_count",
            Place("ana"),
            1,
            "shifts",
            None,
            "Ana works 0 shifts of early in the week of Mon 15 Mar, 1 is required",
        ),
    ]


def test_the_horizon_is_one_period_where_so_wished() -> None:
    problem = team((ANA,), EARLIES, days=14)
    rule = ShiftCount(least=5, most=5, per="horizon", weight=1)
    assert costs(rule, problem, on(ANA, *EARLIES[4:9])) == []
    assert costs(rule, problem, on(ANA, *EARLIES[4:12])) == [3]
    assert messages(rule, problem, on(ANA, *EARLIES[:4])) == [
        "Ana works 4 shifts over the horizon, 5 are required"
    ]


def test_only_the_templates_named_count() -> None:
    problem = team((ANA,), (*EARLIES, *NIGHTS), days=14)
    rule = ShiftCount(most=1, shifts=("night",), per="horizon", weight=1)
    assert costs(rule, problem, on(ANA, *EARLIES[:9], NIGHTS[10])) == []
    assert costs(rule, problem, on(ANA, *NIGHTS[10:12])) == [1]


def test_no_shift_at_all_of_a_template_is_a_limit_too() -> None:
    problem = team((ANA,), (*EARLIES, *NIGHTS), days=14)
    rule = ShiftCount(most=0, shifts=("night",))
    assert found(rule, problem, on(ANA, *EARLIES)) == []
    assert len(found(rule, problem, on(ANA, NIGHTS[3]))) == 1


def test_the_week_before_the_horizon_counts_and_what_it_exceeds_is_forgiven() -> None:
    middle = team((ANA,), EARLIES[:7], first=MONDAY + 4 * DAY, days=3, past=on(ANA, *EARLIES[:4]))
    assert costs(ShiftCount(most=5, weight=1), middle, on(ANA, *EARLIES[4:7])) == [2]
    assert costs(ShiftCount(most=3, weight=1), middle, on(ANA)) == []
    assert costs(ShiftCount(most=3, weight=1), middle, on(ANA, EARLIES[6])) == [1]
    assert costs(ShiftCount(most=5, per="horizon", weight=1), middle, on(ANA, *EARLIES[4:7])) == []


def test_a_week_that_the_horizon_cuts_asks_for_no_least() -> None:
    cut = team((ANA,), EARLIES, days=10)
    assert costs(ShiftCount(least=2, weight=1), cut, on(ANA)) == [2]
    assert costs(ShiftCount(most=1, weight=1), cut, on(ANA, EARLIES[0], *EARLIES[7:10])) == [2]


def test_leave_takes_its_share_off_the_least() -> None:
    problem = team((ANA,), EARLIES[:7], absences=(leave(ANA, MONDAY, 3),))
    # Three of five working days of leave take three of five shifts.
    assert costs(ShiftCount(least=5, weight=1), problem, on(ANA, EARLIES[4])) == [1]
    assert costs(ShiftCount(least=5, weight=1), problem, on(ANA, *EARLIES[4:6])) == []
    away = team((ANA,), EARLIES[:7], absences=(leave(ANA, MONDAY, 7),))
    assert found(ShiftCount(least=5), away, on(ANA)) == []


def test_weeks_are_weeks_where_the_agent_lives() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    problem = team((ANA, cleo), NIGHTS, days=14)
    # The night of Sunday in Berlin starts on Monday in Manila.
    cells = on(ANA, *NIGHTS[5:7]) | on(cleo, *NIGHTS[5:7])
    assert messages(ShiftCount(most=1), problem, cells) == [
        "Ana works 2 shifts in the week of Mon 08 Mar, 1 is allowed"
    ]


def test_dates_pick_the_shifts_that_count() -> None:
    problem = team((ANA,), EARLIES, days=14)
    rule = ShiftCount(most=1, per="horizon", when=When(days=("sat", "sun")), weight=1)
    assert costs(rule, problem, on(ANA, *EARLIES[:7])) == [1]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert ShiftCount(least=2, most=4).explain() == "everybody: at least 2 and at most 4 shifts a week"
    assert ShiftCount(most=4, shifts=("night",), per="horizon").explain() == (
        "everybody: at most 4 shifts of night over the horizon"
    )


@pytest.mark.parametrize("bounds", [{}, {"least": 3, "most": 2}])
def test_no_bound_and_bounds_the_wrong_way_round_are_refused(bounds: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="`least`"):
        ShiftCount(**bounds)


def test_a_week_that_begins_on_the_last_day_is_counted() -> None:
    days = daily("early", MONDAY, 8)
    problem = team((ANA,), days, days=8)
    assert costs(ShiftCount(most=0, weight=1), problem, on(ANA, days[7])) == [1]


def test_a_shift_each_day_is_seven_a_week() -> None:
    days = daily("early", MONDAY, 7)
    assert costs(ShiftCount(least=7, weight=1), team((ANA,), days), on(ANA, *days)) == []
    assert costs(ShiftCount(least=7, weight=1), team((ANA,), days), on(ANA, *days[1:])) == [1]


def test_a_week_that_only_history_filled_is_forgiven_to_its_last_shift() -> None:
    sunday = team((ANA,), EARLIES[:6], first=MONDAY + 6 * DAY, days=1, past=on(ANA, *EARLIES[:6]))
    assert found(ShiftCount(most=5), sunday, frozenset()) == []


def test_leave_takes_its_share_off_the_least_of_the_horizon() -> None:
    problem = team((ANA,), EARLIES, days=14, absences=(leave(ANA, MONDAY, 5),))
    rule = ShiftCount(least=10, per="horizon", weight=1)
    # One week of two is owed, and half of ten shifts.
    assert costs(rule, problem, on(ANA, *EARLIES[7:12])) == []
    assert costs(rule, problem, on(ANA, *EARLIES[7:11])) == [1]

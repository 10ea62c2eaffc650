"""max_hours: the law, and hours counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from pydantic import ValidationError
from small import AUTUMN, MONDAY, SPRING, at, costs, daily, found, leave, messages, on, person, shift, team

from constraints.max_hours import MaxHours
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND

ANA = person("Ana")
WEEK = daily("early", MONDAY, 7)
SHARED = {
    "weight": WEIGHT,
    "who": WHO,
    "kinds": KINDS,
    "shifts": NAMED,
    "per": st.sampled_from(["day", "week", "horizon"]),
}

RULES = st.builds(MaxHours, hours=st.sampled_from([8, 15, 15.5, 40]), **SHARED) | st.builds(
    MaxHours, contract_share=st.sampled_from([0.5, 1.0, 1.2]), **SHARED
)


@settings(max_examples=400)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=10)


@pytest.mark.parametrize(("hours", "cost"), [(40.5, []), (40, []), (39.5, [60])])
def test_a_week_may_be_full_and_not_fuller(hours: float, cost: list[int]) -> None:
    problem = team((ANA,), WEEK)
    assert costs(MaxHours(hours=hours, weight=2), problem, on(ANA, *WEEK[:5])) == cost
    assert len(found(MaxHours(hours=hours), problem, on(ANA, *WEEK[:5]))) == len(cost)


def test_too_long_a_week_is_told_with_its_days() -> None:
    assert found(MaxHours(contract_share=1), team((ANA,), WEEK), on(ANA, *WEEK[:6])) == [
        Violation(
            "max_hours",
            Place("ana", start=at(MONDAY, "00:00"), end=at(MONDAY + 7 * DAY, "00:00")),
            480,
            "minutes",
            None,
            "Ana works 48 h from Mon 08 Mar to Sun 14 Mar, 40 h are allowed",
        )
    ]


def test_an_unpaid_break_counts_no_hours() -> None:
    shifts = daily("early", MONDAY, 6, break_minutes=30)
    # Six shifts of 7 h 30 min.
    assert found(MaxHours(hours=45), team((ANA,), shifts), on(ANA, *shifts)) == []
    assert costs(MaxHours(hours=44, weight=1), team((ANA,), shifts), on(ANA, *shifts)) == [60]


def test_each_week_has_its_own_limit() -> None:
    shifts = daily("early", MONDAY, 14)
    problem = team((ANA,), shifts, days=14)
    assert found(MaxHours(hours=40), problem, on(ANA, *shifts[2:12])) == []
    assert costs(MaxHours(hours=40, weight=1), problem, on(ANA, *shifts[:6], *shifts[7:13])) == [480, 480]


def test_a_week_of_which_the_horizon_has_a_single_day_is_looked_at() -> None:
    shifts = daily("early", MONDAY, 8)
    problem = team((ANA,), shifts, days=8)
    assert messages(MaxHours(hours=7), problem, on(ANA, shifts[7])) == [
        "Ana works 8 h from Mon 15 Mar to Sun 21 Mar, 7 h are allowed"
    ]


def test_over_the_horizon_only_the_sum_counts() -> None:
    shifts = daily("early", MONDAY, 14)
    problem = team((ANA,), shifts, days=14)
    rule = MaxHours(contract_share=1, per="horizon", weight=1)
    assert costs(rule, problem, on(ANA, *shifts[:10])) == []
    assert costs(rule, problem, on(ANA, *shifts[:11])) == [480]


def test_a_day_of_leave_takes_a_fifth_off_the_contract() -> None:
    problem = team((ANA,), WEEK, absences=(leave(ANA, MONDAY + 6 * DAY, 1),))
    # Four fifths of 40 h.
    assert messages(MaxHours(contract_share=1, weight=1), problem, on(ANA, *WEEK[:5])) == [
        "Ana works 40 h from Mon 08 Mar to Sun 14 Mar, 32 h are allowed"
    ]
    assert found(MaxHours(hours=40), problem, on(ANA, *WEEK[:5])) == []


@pytest.mark.parametrize(("hours", "cost"), [(16, []), (15.5, [30]), (8, [480])])
def test_a_day_has_its_own_limit_and_a_shift_counts_where_it_starts(hours: float, cost: list[int]) -> None:
    late, night, next_early = shift("late", MONDAY), shift("night", MONDAY), shift("early", MONDAY + DAY)
    problem = team((ANA,), (late, night, next_early))
    rule = MaxHours(hours=hours, per="day", weight=1)
    assert costs(rule, problem, on(ANA, late, night, next_early)) == cost


def test_too_long_a_day_is_told_with_its_date() -> None:
    problem = team((ANA,), (*WEEK, shift("late", MONDAY)))
    assert messages(MaxHours(hours=10, per="day"), problem, on(ANA, WEEK[0], shift("late", MONDAY))) == [
        "Ana works 16 h on Mon 08 Mar, 10 h are allowed"
    ]


def test_history_fills_the_first_week() -> None:
    shifts = daily("early", MONDAY, 7)
    past = on(ANA, *shifts[:3])
    problem = team((ANA,), shifts, first=MONDAY + 3 * DAY, days=4, past=past)
    assert found(MaxHours(hours=40), problem, on(ANA, *shifts[3:5])) == []
    assert costs(MaxHours(hours=40, weight=1), problem, on(ANA, *shifts[3:6])) == [480]
    without = team((ANA,), shifts, first=MONDAY + 3 * DAY, days=4)
    assert found(MaxHours(hours=40), without, on(ANA, *shifts[3:7])) == []


def test_history_counts_nothing_over_the_horizon() -> None:
    problem = team((ANA,), WEEK, first=MONDAY + 3 * DAY, days=4, past=on(ANA, *WEEK[:3]))
    assert found(MaxHours(hours=32, per="horizon"), problem, on(ANA, *WEEK[3:])) == []


def test_what_history_alone_exceeds_is_forgiven_and_no_more_is_allowed() -> None:
    problem = team((ANA,), WEEK, first=MONDAY + 3 * DAY, days=4, past=on(ANA, *WEEK[:3]))
    rule = MaxHours(hours=16, weight=1)
    assert costs(rule, problem, frozenset()) == []
    assert costs(rule, problem, on(ANA, WEEK[4])) == [480]


@pytest.mark.parametrize(("sunday", "hours", "cost"), [(SPRING, 7, []), (AUTUMN, 9, []), (AUTUMN, 8, [60])])
def test_a_night_over_a_change_of_clocks_counts_what_it_lasts(sunday, hours: int, cost: list[int]) -> None:
    night = shift("night", sunday - DAY)
    problem = team((ANA,), (night,), first=sunday - DAY)
    assert costs(MaxHours(hours=hours, weight=1), problem, on(ANA, night)) == cost


def test_a_shift_counts_in_the_week_in_which_it_starts_at_home() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    late, night = shift("late", MONDAY + 6 * DAY), shift("night", MONDAY + 6 * DAY)
    problem = team((ANA, cleo), (late, night))
    # The night starts on Sunday at 22:00 in Berlin, on Monday at 05:00 in Manila.
    assert messages(MaxHours(hours=8), problem, on(ANA, late, night) | on(cleo, late, night)) == [
        "Ana works 16 h from Mon 08 Mar to Sun 14 Mar, 8 h are allowed"
    ]


def test_standing_by_counts_no_hours_unless_the_rule_says_so() -> None:
    call = shift("call", MONDAY, "22:00", "06:00", kind="on_call")
    problem = team((ANA,), (*WEEK, call))
    assert found(MaxHours(hours=40), problem, on(ANA, call, *WEEK[:5])) == []
    assert costs(MaxHours(hours=40, kinds=EVERY_KIND, weight=1), problem, on(ANA, call, *WEEK[:5])) == [480]


@pytest.mark.parametrize("limits", [{}, {"hours": 40, "contract_share": 1}])
def test_one_limit_is_given_and_only_one(limits: dict[str, float]) -> None:
    with pytest.raises(ValidationError, match="give either `hours` or `contract_share`"):
        MaxHours(**limits)


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MaxHours(hours=37.5).explain() == "everybody: at most 37 h 30 min a week"
    assert (
        MaxHours(contract_share=1.1, per="horizon").explain()
        == "everybody: at most 110% of the contract's hours over the horizon"
    )
    assert MaxHours(hours=10, per="day").explain() == "everybody: at most 10 h a day"


@pytest.mark.parametrize(
    ("week", "said"), [(0, "from Mon 08 Mar to Sun 14 Mar"), (1, "from Mon 15 Mar to Sun 21 Mar")]
)
def test_the_reason_names_the_period_and_its_limit(week: int, said: str) -> None:
    problem, first = team((ANA,), WEEK, days=14), MONDAY + 7 * week * DAY
    place = Place("ana", start=at(first, "00:00"), end=at(first + 7 * DAY, "00:00"))
    assert MaxHours(hours=40).because(problem, place) == f"Ana may work at most 40 h {said}"
    assert MaxHours(hours=40, per="day").because(problem, place) == ""

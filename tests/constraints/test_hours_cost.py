"""hours_cost: the law, and cents counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WHO, hold
from small import AUTUMN, MONDAY, SPRING, costs, daily, found, on, person, shift, team

from constraints.hours_cost import HoursCost
from rota.constraint import Place, Violation
from rota.holiday import Holiday
from rota.localtime import DAY

ANA = person("Ana")
EARLY, LATE, NIGHT = (shift(name, MONDAY) for name in ("early", "late", "night"))
PAY = {"": 2400}
"""Contracts of these tests have no class; 24.00 an hour."""
RULE = HoursCost(pay=PAY, unit_cents=1, night=25, saturday=20, sunday=50, holiday=125, eve=30)

RULES = st.builds(
    HoursCost,
    pay=st.sampled_from([{"": 2400}, {"": 1999, "A": 1}, {"A": 2000}]),
    night=st.sampled_from([0, 25]),
    saturday=st.sampled_from([0, 20]),
    sunday=st.sampled_from([0, 50]),
    holiday=st.sampled_from([0, 33, 125]),
    eve=st.sampled_from([0, 60]),
    unit_cents=st.sampled_from([1, 7, 100]),
    weight=st.integers(1, 3),
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def cents(rule: HoursCost, *shifts, **more) -> int:
    problem = team((ANA,), shifts, **more)
    return sum(cost or 0 for cost in costs(rule, problem, on(ANA, *shifts)))


def test_a_plain_day_costs_its_paid_hours() -> None:
    assert cents(RULE, EARLY) == 8 * 2400
    assert cents(RULE, shift("early", MONDAY, break_minutes=30)) == 18000


def test_night_hours_cost_the_nights_percent_more() -> None:
    # 22:00 to 06:00, of which 23:00 to 06:00 are night hours.
    assert cents(RULE, NIGHT) == 8 * 2400 + 7 * 600


def test_a_break_is_taken_off_evenly() -> None:
    # 480 minutes of which 450 are paid: (19200 + 4200) x 450 / 480.
    assert cents(RULE, shift("night", MONDAY, break_minutes=30)) == 21938


def test_each_minute_has_the_surcharge_of_its_own_day() -> None:
    saturday = shift("night", MONDAY + 5 * DAY)
    # Two hours of Saturday at 20 %, six of Sunday at 50 %, seven of the eight at 25 % besides.
    assert cents(RULE, saturday) == 2 * 2880 + 6 * 3600 + 7 * 600


def test_a_holiday_on_a_sunday_counts_once_and_at_the_higher_percent() -> None:
    sunday = shift("early", MONDAY + 6 * DAY)
    home = (("ana", Holiday(MONDAY + 6 * DAY, "a feast")),)
    assert cents(RULE, sunday) == 8 * 3600
    assert cents(RULE, sunday, home_holidays=home) == 8 * 5400
    eve = (("ana", Holiday(MONDAY + 6 * DAY, "a day before", "eve")),)
    assert cents(RULE, sunday, home_holidays=eve) == 8 * 3600


def test_holidays_of_the_team_are_none_at_home() -> None:
    assert cents(RULE, EARLY, holidays=(Holiday(MONDAY, "Women's Day"),)) == 8 * 2400
    assert cents(RULE, EARLY, home_holidays=(("ana", Holiday(MONDAY, "Women's Day")),)) == 8 * 5400


@pytest.mark.parametrize(("sunday", "hours"), [(SPRING, 7), (AUTUMN, 9)])
def test_a_night_over_a_change_of_clocks_costs_what_it_lasts(sunday, hours: int) -> None:
    night = shift("night", sunday - DAY)
    assert cents(HoursCost(pay=PAY, unit_cents=1), night, first=sunday - DAY) == hours * 2400


def test_a_shift_is_rounded_to_whole_cents() -> None:
    # 75 minutes at 0.02 are 2.5 cents.
    assert cents(HoursCost(pay={"": 2}, unit_cents=1), shift("early", MONDAY, "06:00", "07:15")) == 3


@pytest.mark.parametrize(("ends", "euros"), [("06:30", 12), ("06:31", 12), ("06:32", 13), ("06:33", 13)])
def test_by_itself_a_shift_costs_whole_euros(ends: str, euros: int) -> None:
    # 40 cents a minute: 12.00, 12.40, 12.80 and 13.20.
    assert cents(HoursCost(pay=PAY), shift("early", MONDAY, "06:00", ends)) == euros


def test_the_hours_of_an_agent_are_one_finding() -> None:
    assert found(
        HoursCost(pay=PAY, unit_cents=10, weight=2), team((ANA,), (EARLY, LATE)), on(ANA, EARLY, LATE)
    ) == [Violation("hours_cost", Place("ana"), 3840, "units of money", 7680, "the hours of Ana cost 384.00")]


def test_standing_by_and_history_cost_nothing() -> None:
    call = shift("call", MONDAY, "20:00", "23:00", kind="on_call")
    past = daily("early", MONDAY - DAY, 1)
    problem = team((ANA,), (*past, call), past=on(ANA, *past))
    assert found(RULE, problem, on(ANA, call)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert HoursCost(pay={"A": 2450, "B": 1800}, night=25).explain() == (
        "everybody: an hour costs 24.50 in class A, 18.00 in class B; surcharges: night 25%"
    )
    assert HoursCost(pay={"": 1000}, saturday=10, sunday=50, holiday=100, eve=20).explain() == (
        "everybody: an hour costs 10.00 in class none; "
        "surcharges: saturday 10%, sunday 50%, holiday 100%, eve 20%"
    )


def test_without_a_unit_whole_hundreds_of_cents_are_counted() -> None:
    assert costs(HoursCost(pay=PAY), team((ANA,), (EARLY,)), on(ANA, EARLY)) == [192]


def test_a_plain_weekday_costs_nothing_on_top() -> None:
    rule = HoursCost(pay=PAY, unit_cents=1, sunday=50, holiday=100)
    days = daily("early", MONDAY, 7)
    plain = costs(rule, team((ANA,), days), on(ANA, days[0]))
    assert plain == [19200]
    for day in days[1:6]:
        assert costs(rule, team((ANA,), days), on(ANA, day)) == plain


def test_a_class_without_pay_costs_nothing() -> None:
    assert cents(HoursCost(pay={"A": 2400}, unit_cents=1), EARLY) == 0

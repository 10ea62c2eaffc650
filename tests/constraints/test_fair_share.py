"""fair_share: the law, and shares counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WHEN, WHO, law, problems, rosters
from small import MONDAY, SPRING, at, costs, daily, found, leave, messages, on, person, shift, team

from constraints.fair_share import FairShare
from rota.account import Account
from rota.constraint import Place, Selection, Violation
from rota.holiday import Holiday
from rota.localtime import DAY
from rota.pages import ExpectedPages
from rota.telling import Telling
from rota.when import When

if TYPE_CHECKING:
    from rota.problem import Problem

ANA, BO, CEM = person("Ana"), person("Bo"), person("Cem", hours=20)
NIGHTS = daily("night", MONDAY, 7)
RULE = FairShare(burden="nights")
BEFORE = (("ana", 5), ("bo", 1))
"""Nights of the months before, of which three each would have been fair."""

RULES = st.builds(
    FairShare,
    burden=st.sampled_from(["nights", "weekends", "shifts", "holidays", "hours", "short_notice"]),
    account=st.sampled_from(["", "", "late"]),
    weight=st.integers(1, 5),
    worst=st.sampled_from([0, 0, 9]),
    most=st.sampled_from([None, None, 0, 1]),
    unit_hours=st.sampled_from([1, 8, 12]),
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
    when=WHEN,
)
UNITS = st.sampled_from(["0", "1", "2.5", "7", "0.05"]).map(Fraction)


@settings(max_examples=400)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    problem, rule = data.draw(problems()), data.draw(RULES)
    known = data.draw(st.lists(st.sampled_from([agent.id for agent in problem.agents]), unique=True))
    accounts = tuple(
        Account(agent, rule.account or rule.burden, data.draw(UNITS), data.draw(UNITS))
        for agent in sorted(known)
    )
    problem = replace(problem, accounts=accounts, telling=data.draw(tellings(problem)))
    law(rule, problem, data.draw(rosters(problem)))


@settings(max_examples=150)
@given(st.data())
def test_the_law_holds_for_short_notice(data: st.DataObject) -> None:
    problem, rule = data.draw(problems()), data.draw(RULES)
    problem = replace(problem, telling=data.draw(tellings(problem)))
    law(rule.model_copy(update={"burden": "short_notice"}), problem, data.draw(rosters(problem)))


@st.composite
def tellings(draw, problem: Problem) -> Telling:
    """Told at a moment at or near which a shift begins, with a notice that ends as one does."""
    cells = st.sampled_from([(agent.id, shift.id) for agent in problem.agents for shift in problem.shifts])
    moments = [problem.start + timedelta(hours=hours) for hours in (-24, -2, 4, 6, 14, 21)]
    return Telling(
        draw(st.sampled_from([None, *moments])),
        timedelta(hours=draw(st.sampled_from([0, 2, 8, 24, 48]))),
        frozenset(shift.id for shift in problem.shifts if draw(st.sampled_from([1, 1, 0]))),
        draw(st.frozensets(cells, max_size=3)),
        tuple(sorted(draw(st.lists(cells, max_size=3)))),
    )


@settings(max_examples=150)
@given(st.data())
def test_the_law_holds_over_several_weekends(data: st.DataObject) -> None:
    problem = data.draw(problems(most_agents=2, most_days=24))
    law(FairShare(burden="weekends", weight=3), problem, data.draw(rosters(problem)))


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
            "fair_share",
            Place("ana"),
            2,
            "nights off fair",
            300,
            "Ana carries 5 of 5 nights, 2.5 would be fair",
        ),
        Violation(
            "fair_share",
            Place("bo"),
            2,
            "nights off fair",
            300,
            "Bo carries 0 of 5 nights, 2.5 would be fair",
        ),
    ]


def test_half_a_contract_carries_half() -> None:
    problem = team((ANA, CEM), NIGHTS)
    assert found(RULE, problem, shared((ANA, CEM), 4, 2)) == []
    assert costs(RULE, problem, shared((ANA, CEM), 3, 3)) == [100, 100]


def test_shares_are_told_in_their_smallest_numbers() -> None:
    assert RULE.shares(team((ANA, CEM), NIGHTS)) == {"ana": 2, "cem": 1}
    assert RULE.shares(team((person("Zed", hours=0),), NIGHTS)) == {}


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
    assert found(rule, problem, on(ANA, *month[:5], *month[7:12], *month[14:19])) == []


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


def test_a_shift_of_a_holiday_at_home_is_one_and_so_is_a_night_into_it() -> None:
    days = tuple((agent, Holiday(MONDAY + DAY, "Women's Day")) for agent in ("ana", "bo"))
    sunday, early, late = shift("night", MONDAY - DAY), daily("early", MONDAY, 7), daily("late", MONDAY, 7)
    problem = team((ANA, BO), (sunday, *early, *late, *NIGHTS), home_holidays=days)
    rule = FairShare(burden="holidays")
    # Monday's night reaches into Tuesday, Tuesday's starts on it; late ends before it or begins on it.
    assert messages(rule, problem, on(ANA, NIGHTS[0], late[1], NIGHTS[1], early[2])) == [
        "Ana carries 3 of 3 holidays, 1.5 would be fair",
        "Bo carries 0 of 3 holidays, 1.5 would be fair",
    ]
    assert found(rule, problem, on(ANA, early[0], late[0], NIGHTS[2])) == []


def test_a_shift_that_ends_as_the_holiday_begins_is_no_burden() -> None:
    days = (("ana", Holiday(MONDAY + DAY, "Women's Day")), ("bo", Holiday(MONDAY + 3 * DAY, "eve", "eve")))
    evenings = daily("evening", MONDAY, 4, "16:00", "00:00")
    problem = team((ANA, BO), evenings, home_holidays=days)
    rule = FairShare(burden="holidays")
    assert found(rule, problem, on(ANA, evenings[0], evenings[2]) | on(BO, evenings[3])) == []
    early = shift("early", MONDAY + DAY)
    problem = team((ANA, BO), (*evenings, early), home_holidays=days)
    assert costs(rule, problem, on(ANA, evenings[1], early)) == [100, 100]


def test_hours_of_standing_by_are_shared_in_units_of_twelve() -> None:
    calls = daily("call", MONDAY, 6, "20:00", "08:00", kind="on_call")
    problem = team((ANA, BO), (*calls, *NIGHTS))
    rule = FairShare(burden="hours", kinds=("on_call",))
    assert found(rule, problem, on(ANA, calls[0], *NIGHTS[1:3])) == []
    assert messages(rule, problem, on(ANA, *calls[:3]) | on(BO, calls[3])) == [
        "Ana carries 36 of 48 hours (on call), 24.0 would be fair",
        "Bo carries 12 of 48 hours (on call), 24.0 would be fair",
    ]
    assert costs(rule, problem, on(ANA, *calls[:4])) == [300, 300]


def test_the_ledger_is_made_good_for() -> None:
    accounts = tuple(Account(agent, "nights", Fraction(units), Fraction(3)) for agent, units in BEFORE)
    problem = team((ANA, BO), NIGHTS, accounts=accounts)
    assert found(RULE, problem, shared((ANA, BO), 0, 4)) == []
    assert messages(RULE, problem, shared((ANA, BO), 2, 2)) == [
        "Ana carries 2 of 4 nights after 2 too many before, 0.0 would be fair",
        "Bo carries 2 of 4 nights after 2 too few before, 4.0 would be fair",
    ]
    assert costs(RULE, problem, shared((ANA, BO), 2, 2)) == [300, 300]
    assert costs(RULE, problem, shared((ANA, BO), 1, 3)) == [100, 100]


def test_hours_in_the_ledger_are_hours() -> None:
    accounts = (Account("bo", "standby", Fraction(0), Fraction("12.5")),)
    calls = daily("call", MONDAY, 4, "20:00", "08:00", kind="on_call")
    problem = team((ANA, BO), calls, accounts=accounts)
    rule = FairShare(burden="hours", account="standby")
    assert messages(rule, problem, on(ANA, *calls[:2]) | on(BO, *calls[2:])) == [
        "Bo carries 24 of 48 hours after 12.5 too few before, 36.5 would be fair",
    ]


def test_the_ledger_of_another_burden_is_another_matter() -> None:
    accounts = (Account("ana", "weekends", Fraction(5), Fraction(3)),)
    assert found(RULE, team((ANA, BO), NIGHTS, accounts=accounts), shared((ANA, BO), 2, 2)) == []


def test_the_largest_gap_is_charged_once_on_top() -> None:
    rule = FairShare(burden="nights", weight=1, worst=50)
    assert costs(rule, team((ANA, BO), NIGHTS), shared((ANA, BO), 4, 0)) == [3, 3, 100]
    assert messages(rule, team((ANA, BO), NIGHTS), shared((ANA, BO), 4, 0))[2:] == [
        "Ana is furthest from a fair share of nights"
    ]
    assert found(rule, team((ANA, BO), NIGHTS), shared((ANA, BO), 2, 2)) == []


def test_only_burdens_of_the_dates_named_are_shared() -> None:
    rule = FairShare(burden="nights", when=When(days=("fri", "sat")))
    assert found(rule, team((ANA, BO), NIGHTS), on(ANA, *NIGHTS[:4])) == []
    assert costs(rule, team((ANA, BO), NIGHTS), on(ANA, *NIGHTS[4:6])) == [100, 100]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert RULE.explain() == "everybody: nights shared in proportion to contract and presence"


def test_who_is_further_off_than_the_most_allowed_breaks_the_law() -> None:
    """Of seven nights 3.5 each are fair: five and two are one whole night off, six and one are two."""
    rule = FairShare(burden="nights", most=1)
    five = on(ANA, *NIGHTS[:5]) | on(BO, *NIGHTS[5:])
    six = on(ANA, *NIGHTS[:6]) | on(BO, *NIGHTS[6:])
    problem = team((ANA, BO), NIGHTS)
    assert [one.cost for one in found(rule, problem, five)] == [100, 100]
    assert {(one.place.agent, one.cost, one.shortfall) for one in found(rule, problem, six)} == {
        ("ana", 300, 2),
        ("ana", None, 1),
        ("bo", 300, 2),
        ("bo", None, 1),
    }
    assert rule.explain() == (
        "everybody: nights shared in proportion to contract and presence, nobody more than 1 whole units off"
    )


def test_only_a_largest_distance_makes_it_a_rule_that_can_be_broken() -> None:
    assert not RULE.binding
    assert FairShare(burden="nights", most=0).binding


def test_parts_of_a_burden_in_one_ledger_are_counted_exactly() -> None:
    accounts = (Account("bo", "nights", Fraction("0.75"), Fraction(0)),)
    problem = team((ANA, BO), NIGHTS, accounts=accounts)
    # Ana is one and a half off, Bo three quarters.
    assert costs(RULE, problem, shared((ANA, BO), 3, 0)) == [100]


def test_a_single_burden_too_many_before_is_told_as_too_many() -> None:
    accounts = (Account("ana", "nights", Fraction(1), Fraction(0)),)
    problem = team((ANA, BO), NIGHTS, accounts=accounts)
    assert messages(RULE, problem, shared((ANA, BO), 2, 2)) == [
        "Ana carries 2 of 4 nights after 1 too many before, 1.0 would be fair"
    ]


def test_the_last_shift_of_the_horizon_is_carried_too() -> None:
    sundays = daily("early", MONDAY + 6 * DAY, 22)[::7]
    problem = team((ANA, BO), sundays, days=28)
    assert costs(FairShare(burden="weekends"), problem, on(ANA, *sundays)) == [300, 300]
    assert costs(FairShare(burden="hours", unit_hours=8), problem, on(ANA, *sundays)) == [300, 300]
    paged = replace(problem, pages=tuple(ExpectedPages(one.id, 100) for one in sundays))
    assert costs(FairShare(burden="pages"), paged, on(ANA, *sundays)) == [300, 300]


def test_shifts_that_expect_no_page_are_no_hundredths_of_one() -> None:
    earlies = daily("early", MONDAY, 7)
    pages = tuple(sorted(ExpectedPages(night.id, 99) for night in NIGHTS))
    problem = replace(team((ANA, BO), (*NIGHTS, *earlies)), pages=pages)
    # Of 198 hundredths 99 each would be fair: Ana is less than a whole page off, whatever else she works.
    assert costs(FairShare(burden="pages"), problem, on(ANA, *NIGHTS[:2], *earlies[:2])) == []


TOLD = at(MONDAY, "06:00")
"""As the first early of the week begins."""
EARLIES = daily("early", MONDAY, 7)
KNOWN = Telling(TOLD, timedelta(days=4), frozenset(shift.id for shift in EARLIES))
SHORT = FairShare(burden="short_notice", weight=1)


def test_shifts_given_within_the_notice_period_are_shared() -> None:
    """Those of Tuesday to Thursday; Monday's has begun, Friday's begins four days later to the minute."""
    problem = team((ANA, BO), EARLIES, telling=KNOWN)
    assert found(SHORT, problem, on(ANA, EARLIES[0], *EARLIES[4:])) == []
    assert messages(SHORT, problem, on(ANA, *EARLIES)) == [
        "Ana carries 3 of 3 shifts given at short notice, 1.5 would be fair",
        "Bo carries 0 of 3 shifts given at short notice, 1.5 would be fair",
    ]
    assert {one.unit for one in found(SHORT, problem, on(ANA, *EARLIES))} == {
        "shifts given at short notice off fair"
    }
    assert found(SHORT, problem, on(ANA, *EARLIES[1:3]) | on(BO, EARLIES[3])) == []


def test_a_shift_that_an_agent_was_published_on_is_not_given_and_one_taken_away_is_no_burden() -> None:
    known = replace(KNOWN, known=on(ANA, *EARLIES[1:4]))
    problem = team((ANA, BO), EARLIES, telling=known)
    assert found(SHORT, problem, on(ANA, *EARLIES[1:4])) == []
    assert messages(SHORT, problem, on(BO, *EARLIES[1:3])) == [
        "Ana carries 0 of 2 shifts given at short notice, 1.0 would be fair",
        "Bo carries 2 of 2 shifts given at short notice, 1.0 would be fair",
    ]


def test_a_time_that_is_published_first_is_no_short_notice() -> None:
    ids = frozenset(shift.id for shift in EARLIES[:2])
    problem = team((ANA, BO), EARLIES, telling=replace(KNOWN, published=ids))
    assert found(SHORT, problem, on(ANA, *EARLIES)) == []
    assert costs(SHORT, team((ANA, BO), EARLIES, telling=replace(KNOWN, at=None)), on(ANA, *EARLIES)) == []


def test_what_was_given_late_before_counts_whoever_works_it_now_and_as_often_as_it_was() -> None:
    early = ("ana", EARLIES[1].id)
    given = replace(KNOWN, known=on(ANA, EARLIES[1]), given_late=(early, early, early))
    problem = team((ANA, BO), EARLIES, telling=given)
    assert messages(SHORT, problem, frozenset()) == messages(SHORT, problem, on(ANA, EARLIES[1]))
    assert messages(SHORT, problem, frozenset()) == [
        "Ana carries 3 of 3 shifts given at short notice, 1.5 would be fair",
        "Bo carries 0 of 3 shifts given at short notice, 1.5 would be fair",
    ]
    assert found(SHORT, problem, on(BO, *EARLIES[2:4])) == []


def test_only_short_notice_of_the_shifts_named_is_shared() -> None:
    late = daily("late", MONDAY, 7)
    shifts = (*EARLIES, *late)
    known = Telling(
        TOLD, timedelta(days=9), frozenset(one.id for one in shifts), given_late=(("ana", late[1].id),) * 2
    )
    problem = team((ANA, BO), shifts, telling=known)
    assert found(SHORT.model_copy(update={"shifts": ("early",)}), problem, frozenset()) == []
    named = SHORT.model_copy(update={"shifts": ("late",)})
    assert costs(named, problem, on(BO, *EARLIES)) == [1, 1]
    assert costs(named, problem, on(ANA, late[2])) == [1, 1]
    assert found(named, problem, on(BO, *late[2:4], EARLIES[3])) == []


def test_the_last_shift_of_the_horizon_can_be_given_late() -> None:
    known = replace(KNOWN, notice=timedelta(days=7), given_late=(("bo", EARLIES[6].id),))
    problem = team((ANA, BO), EARLIES, telling=known)
    assert found(SHORT, problem, on(ANA, EARLIES[6])) == []
    assert costs(SHORT, problem, on(BO, EARLIES[6])) == [1, 1]


def test_short_notice_before_the_horizon_is_made_good_for() -> None:
    accounts = (Account("ana", "short_notice", Fraction(3), Fraction(1)),)
    problem = team((ANA, BO), EARLIES, telling=KNOWN, accounts=accounts)
    assert costs(SHORT, problem, on(BO, EARLIES[1])) == [1]
    assert costs(SHORT, problem, on(ANA, EARLIES[1])) == [3]
    assert SHORT.explain() == (
        "everybody: shifts given at short notice shared in proportion to contract and presence"
    )

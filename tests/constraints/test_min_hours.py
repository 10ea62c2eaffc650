"""min_hours: the law, and hours counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import AUTUMN, MONDAY, SPRING, at, costs, daily, found, leave, messages, on, person, shift, team

from constraints.min_hours import MinHours
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.problem import Absence

ANA = person("Ana")
CLEO = person("Cleo", zone="Asia/Manila")
NED = person("Ned", zone="America/New_York")
WEEK = daily("early", MONDAY, 7)
SHARED = {
    "weight": WEIGHT,
    "who": WHO,
    "kinds": KINDS,
    "shifts": NAMED,
    "per": st.sampled_from(["week", "horizon"]),
}

RULES = st.builds(MinHours, hours=st.sampled_from([8, 15, 15.5, 40]), **SHARED) | st.builds(
    MinHours, contract_share=st.sampled_from([0.2, 0.5, 1.0]), **SHARED
)


@settings(max_examples=400)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES, most_days=10)


@pytest.mark.parametrize(("hours", "cost"), [(39.5, []), (40, []), (40.5, [60])])
def test_a_week_must_be_full_and_not_fuller(hours: float, cost: list[int]) -> None:
    problem = team((ANA,), WEEK)
    assert costs(MinHours(hours=hours, weight=2), problem, on(ANA, *WEEK[:5])) == cost
    assert len(found(MinHours(hours=hours), problem, on(ANA, *WEEK[:5]))) == len(cost)


def test_too_short_a_week_is_told_with_its_days() -> None:
    assert found(MinHours(contract_share=1), team((ANA,), WEEK), on(ANA, *WEEK[3:])) == [
        Violation(
            "min_hours",
            Place("ana", start=at(MONDAY, "00:00"), end=at(MONDAY + 7 * DAY, "00:00")),
            480,
            "minutes",
            None,
            "Ana works 32 h from Mon 08 Mar to Sun 14 Mar, 40 h are owed",
        )
    ]


@pytest.mark.parametrize(("first", "days"), [(MONDAY, 6), (MONDAY + DAY, 6), (MONDAY + DAY, 12)])
def test_a_week_that_the_horizon_cuts_owes_nothing(first, days: int) -> None:
    assert found(MinHours(hours=1), team((ANA, CLEO, NED), (), first=first, days=days), frozenset()) == []


def test_every_whole_week_owes_its_hours_wherever_home_is() -> None:
    problem = team((ANA, CLEO, NED), (), days=14)
    assert len(found(MinHours(hours=1), problem, frozenset())) == 6


def test_over_the_horizon_only_the_sum_counts() -> None:
    shifts = daily("early", MONDAY, 14)
    problem = team((ANA,), shifts, days=14)
    rule = MinHours(contract_share=1, per="horizon", weight=1)
    assert costs(rule, problem, on(ANA, *shifts[:10])) == []
    assert costs(rule, problem, on(ANA, *shifts[:9])) == [480]


def test_part_of_a_week_owes_its_part_over_the_horizon() -> None:
    problem = team((ANA,), WEEK[:3], days=3)
    # Three sevenths of 2400 minutes are 1029.
    assert messages(MinHours(contract_share=1, per="horizon"), problem, on(ANA, *WEEK[:2])) == [
        "Ana works 16 h from Mon 08 Mar to Wed 10 Mar, 17 h 9 min are owed"
    ]


def test_leave_takes_its_days_off_the_contract_and_nothing_off_plain_hours() -> None:
    problem = team((ANA,), WEEK, absences=(leave(ANA, MONDAY, 7),))
    assert found(MinHours(contract_share=1), problem, frozenset()) == []
    assert costs(MinHours(hours=8, weight=1), problem, frozenset()) == [480]


def test_part_of_a_day_of_leave_takes_nothing_off() -> None:
    monday = leave(ANA, MONDAY, 1)
    half = Absence("ana", monday.start, monday.end - DAY / 2)
    problem = team((ANA,), WEEK, absences=(half,))
    assert costs(MinHours(contract_share=1, weight=1), problem, on(ANA, *WEEK[2:])) == []
    assert costs(MinHours(contract_share=1, weight=1), problem, on(ANA, *WEEK[3:])) == [480]


@pytest.mark.parametrize("agent", [CLEO, NED])
@pytest.mark.parametrize("per", ["week", "horizon"])
def test_who_is_on_leave_throughout_owes_nothing_wherever_home_is(agent, per: str) -> None:
    problem = team((agent,), (), absences=(leave(agent, MONDAY, 7, agent.zone),))
    assert found(MinHours(contract_share=1, per=per), problem, frozenset()) == []


def test_the_first_hours_of_a_week_that_begins_further_east_are_history() -> None:
    night = shift("night", MONDAY - DAY)
    # Sunday at 22:00 in Berlin is Monday at 05:00 in Manila.
    problem = team((ANA, CLEO), (night,), past=on(ANA, night) | on(CLEO, night))
    assert messages(MinHours(hours=8), problem, frozenset()) == [
        "Ana works 0 h from Mon 08 Mar to Sun 14 Mar, 8 h are owed"
    ]


def test_history_fulfils_what_the_week_owes_of_whoever_worked_it() -> None:
    night = shift("night", MONDAY - DAY)
    problem = team((CLEO,), (night,), past=on(CLEO, night))
    assert found(MinHours(hours=8), problem, frozenset()) == []
    assert costs(MinHours(hours=8, per="horizon", weight=1), problem, frozenset()) == [480]


def test_the_hours_of_one_week_fulfil_no_other() -> None:
    shifts = daily("early", MONDAY, 14)
    problem = team((ANA,), shifts, days=14)
    assert messages(MinHours(hours=24), problem, on(ANA, *shifts[:6], shifts[8])) == [
        "Ana works 8 h from Mon 15 Mar to Sun 21 Mar, 24 h are owed"
    ]
    assert costs(MinHours(hours=24, weight=1), problem, on(ANA, *shifts[4:9])) == [480]


def test_over_the_horizon_every_shift_counts_wherever_its_day_lies_at_home() -> None:
    two = shift("two", MONDAY, "02:00", "10:00")
    # 02:00 on Monday in Berlin is Sunday in New York.
    assert found(MinHours(hours=8, per="horizon"), team((NED,), (two,)), on(NED, two)) == []


def test_the_last_night_counts_whole_though_it_ends_after_the_horizon() -> None:
    night = shift("night", MONDAY + 6 * DAY)
    assert found(MinHours(hours=8), team((ANA,), (night,)), on(ANA, night)) == []


@pytest.mark.parametrize(("sunday", "hours", "cost"), [(SPRING, 7, []), (SPRING, 8, [60]), (AUTUMN, 9, [])])
def test_a_night_over_a_change_of_clocks_counts_what_it_lasts(sunday, hours: int, cost: list[int]) -> None:
    night = shift("night", sunday - DAY)
    problem = team((ANA,), (night,), first=sunday - 6 * DAY)
    assert costs(MinHours(hours=hours, weight=1), problem, on(ANA, night)) == cost


def test_standing_by_counts_no_hours() -> None:
    call = shift("call", MONDAY, "22:00", "06:00", kind="on_call")
    assert costs(MinHours(hours=8, weight=1), team((ANA,), (call,)), on(ANA, call)) == [480]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert MinHours(contract_share=0.9).explain() == "everybody: at least 90% of the contract's hours a week"

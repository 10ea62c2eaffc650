"""night_hours_in_24h: the law, and hours around nights counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import KINDS, NAMED, WEIGHT, WHO, hold
from small import MONDAY, SPRING, at, costs, daily, found, messages, on, person, shift, team

from constraints.night_hours_in_24h import NightHoursIn24h
from rota.constraint import Place, Selection, Violation
from rota.encoding import encode
from rota.localtime import DAY
from rota.shift_rule import EVERY_KIND
from rota.when import When

ANA, BO = person("Ana"), person("Bo")
EARLIES, LATES, NIGHTS = (daily(name, MONDAY, 7) for name in ("early", "late", "night"))
ALL = (*EARLIES, *LATES, *NIGHTS)
SUNDAY = MONDAY - DAY

RULES = st.builds(
    NightHoursIn24h,
    hours=st.sampled_from([4, 6, 7.5, 8, 10, 15, 16]),
    weight=WEIGHT,
    who=WHO,
    kinds=KINDS,
    shifts=NAMED,
)


@settings(max_examples=250)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, RULES)


def test_nights_of_eight_hours_may_follow_each_other() -> None:
    assert found(NightHoursIn24h(), team((ANA,), ALL), on(ANA, *NIGHTS)) == []


@pytest.mark.parametrize(("ends", "cost"), [("05:59", []), ("06:00", []), ("06:01", [3])])
def test_a_night_may_have_eight_hours_and_not_a_minute_more(ends: str, cost: list[int]) -> None:
    night = shift("night", MONDAY, "22:00", ends)
    problem = team((ANA,), (night,))
    assert costs(NightHoursIn24h(weight=3), problem, on(ANA, night)) == cost
    assert len(found(NightHoursIn24h(), problem, on(ANA, night))) == len(cost)


def test_an_unpaid_break_is_no_work() -> None:
    night = shift("night", MONDAY, "21:30", "06:00", break_minutes=30)
    problem = team((ANA,), (night,))
    assert found(NightHoursIn24h(), problem, on(ANA, night)) == []
    assert costs(NightHoursIn24h(hours=7.5, weight=1), problem, on(ANA, night)) == [30]


def test_work_by_day_and_a_night_within_24_hours_are_told_together() -> None:
    problem = team((ANA,), ALL)
    assert found(NightHoursIn24h(), problem, on(ANA, EARLIES[0], NIGHTS[0])) == [
        Violation(
            "night_hours_in_24h",
            Place("ana", EARLIES[0].id, start=at(MONDAY, "06:00"), end=at(MONDAY + DAY, "06:00")),
            480,
            "minutes",
            None,
            "Ana works 16 h in the 24 h from Mon 08 Mar 06:00, with a night in them, 8 h are allowed",
        )
    ]


def test_work_after_a_night_counts_as_far_as_the_24_hours_reach() -> None:
    problem = team((ANA,), ALL)
    assert costs(NightHoursIn24h(weight=1), problem, on(ANA, NIGHTS[0], LATES[1])) == [480]
    evening = shift("evening", MONDAY + DAY, "20:00", "23:59")
    # From Monday 22:00 on: eight hours of the night and two of the evening.
    assert costs(NightHoursIn24h(weight=1), team((ANA,), (*ALL, evening)), on(ANA, NIGHTS[0], evening)) == [
        120
    ]


def test_of_a_shift_that_is_cut_the_break_counts_in_proportion() -> None:
    evening = shift("evening", MONDAY + DAY, "20:00", "00:00", break_minutes=60)
    problem = team((ANA,), (*NIGHTS, evening))
    # Half of the evening is inside, and half of its three hours is an hour and a half.
    assert costs(NightHoursIn24h(weight=1), problem, on(ANA, NIGHTS[0], evening)) == [90]
    uneven = shift("evening", MONDAY + DAY, "20:00", "00:00", break_minutes=61)
    problem = team((ANA,), (*NIGHTS, uneven))
    assert costs(NightHoursIn24h(weight=1), problem, on(ANA, NIGHTS[0], uneven)) == [89]


def test_a_day_without_a_night_may_be_as_long_as_it_is() -> None:
    long = shift("long", MONDAY, "06:00", "20:00")
    assert found(NightHoursIn24h(), team((ANA,), (long,)), on(ANA, long)) == []


@pytest.mark.parametrize(("begins", "cost"), [("21:00", []), ("20:59", [31])])
def test_a_night_that_begins_when_the_24_hours_are_over_is_not_in_them(begins: str, cost: list[int]) -> None:
    evening, day = shift("evening", MONDAY, "21:00", "00:30"), shift("day", MONDAY + DAY, "08:00", "13:00")
    night = shift("night", MONDAY + DAY, begins, "05:00")
    rule = NightHoursIn24h(hours=8, weight=1, when=When(days=("mon",)))
    assert costs(rule, team((ANA,), (evening, day, night)), on(ANA, evening, day, night)) == cost


def test_a_night_that_was_over_when_the_24_hours_begin_is_not_in_them() -> None:
    long = shift("long", MONDAY + DAY, "06:00", "16:00")
    problem = team((ANA,), (NIGHTS[0], long))
    rule = NightHoursIn24h(weight=1, when=When(days=("tue",)))
    assert costs(rule, problem, on(ANA, NIGHTS[0], long)) == []
    later = shift("night", MONDAY, "22:00", "06:01")
    assert costs(rule, team((ANA,), (later, long)), on(ANA, later, long)) == [121]


def test_dates_pick_the_periods_and_not_what_is_in_them() -> None:
    problem = team((ANA,), ALL)
    rule = NightHoursIn24h(weight=1, when=When(days=("mon",)))
    assert costs(rule, problem, on(ANA, EARLIES[0], NIGHTS[0], LATES[2], NIGHTS[2])) == [480]


def test_a_period_that_began_before_the_horizon_is_looked_at() -> None:
    night = shift("night", SUNDAY)
    known = team((ANA,), (night, *ALL), past=on(ANA, night))
    free = team((ANA,), (night, *ALL))
    assert messages(NightHoursIn24h(), known, on(ANA, LATES[0])) == [
        "Ana works 16 h in the 24 h from Sun 07 Mar 22:00, with a night in them, 8 h are allowed"
    ]
    assert found(NightHoursIn24h(), free, on(ANA, LATES[0])) == []


def test_a_period_that_was_over_when_the_horizon_begins_is_not() -> None:
    night, dawn = shift("night", SUNDAY - DAY, "00:00", "08:00"), shift("dawn", MONDAY, "00:00", "06:00")
    long = shift("long", SUNDAY - DAY, "10:00", "16:00")
    problem = team((ANA,), (night, long, dawn), past=on(ANA, night, long))
    assert found(NightHoursIn24h(), problem, on(ANA, dawn)) == []


@pytest.mark.parametrize(("begins", "cost"), [("00:00", [60]), ("00:30", [30]), ("01:00", [])])
def test_what_history_alone_exceeds_is_forgiven_and_no_more(begins: str, cost: list[int]) -> None:
    long = shift("long", SUNDAY, "01:00", "11:00")
    night = shift("night", MONDAY, begins, "05:00")
    problem = team((ANA,), (long, night), past=on(ANA, long))
    rule = NightHoursIn24h(weight=1, when=When(days=("sun",)))
    # Ten hours, with a night in them, are done; each minute up to Monday 01:00 comes on top.
    assert costs(rule, problem, frozenset()) == []
    assert costs(rule, problem, on(ANA, night)) == cost


def test_time_behind_the_horizon_is_taken_as_free() -> None:
    assert found(NightHoursIn24h(), team((ANA,), ALL), on(ANA, NIGHTS[6])) == []


def test_hours_are_hours_elapsed() -> None:
    night = shift("night", SPRING - DAY, "22:00", "07:00")
    problem = team((ANA,), (night,), first=SPRING - DAY)
    # The clocks go forward: nine hours on the wall are eight.
    assert found(NightHoursIn24h(), problem, on(ANA, night)) == []


def test_nights_are_nights_where_the_agent_lives() -> None:
    cleo = person("Cleo", zone="America/New_York")
    problem = team((cleo,), ALL)
    # Berlin's early and late shifts are 00:00 to 08:00 and 08:00 to 16:00 there.
    assert messages(NightHoursIn24h(), problem, on(cleo, EARLIES[0], LATES[0])) == [
        "Cleo works 16 h in the 24 h from Mon 08 Mar 06:00 (00:00 in New York), with a night in "
        "them, 8 h are allowed"
    ]
    assert found(NightHoursIn24h(), problem, on(cleo, LATES[0], NIGHTS[0])) == []


def test_standing_by_is_no_work_unless_the_rule_says_so() -> None:
    call = shift("call", MONDAY, "14:00", "22:00", kind="on_call")
    problem = team((ANA,), (*NIGHTS, call))
    assert found(NightHoursIn24h(), problem, on(ANA, NIGHTS[0], call)) == []
    assert costs(NightHoursIn24h(kinds=EVERY_KIND, weight=1), problem, on(ANA, NIGHTS[0], call)) == [480]


def test_the_night_of_one_agent_says_nothing_of_the_next() -> None:
    problem = team((ANA, BO), ALL)
    assert found(NightHoursIn24h(), problem, on(ANA, NIGHTS[0]) | on(BO, EARLIES[0])) == []
    rule = NightHoursIn24h(who=Selection(ids=("bo",)), weight=1)
    both = on(ANA, EARLIES[0], NIGHTS[0]) | on(BO, EARLIES[0], NIGHTS[0])
    assert costs(rule, problem, both) == [480]


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert NightHoursIn24h(who=Selection(tags=("hazardous-nights",))).explain() == (
        "agents with tag hazardous-nights: at most 8 h of work in the 24 h from the start of each shift, "
        "if there is a night in them"
    )


def test_what_is_encoded_names_the_same_place_as_the_check() -> None:
    problem, rule = team((ANA,), (LATES[0], NIGHTS[0])), NightHoursIn24h()
    place = Place("ana", LATES[0].id, start=at(MONDAY, "14:00"), end=at(MONDAY + DAY, "14:00"))
    assert [one.place for one in found(rule, problem, on(ANA, LATES[0], NIGHTS[0]))] == [place]
    assert next(row.place for row in encode(problem, [rule]).rows if len(row.variables) > 1) == place

"""availability: the law, and absences counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from law import WEIGHT, WHO, hold
from small import MONDAY, SPRING, at, costs, found, leave, messages, on, person, shift, team

from constraints.availability import Availability
from rota.constraint import Place, Violation
from rota.localtime import DAY
from rota.problem import Absence

ANA = person("Ana")
LATE, NIGHT = shift("late", MONDAY), shift("night", MONDAY)
TUESDAY = MONDAY + DAY


@settings(max_examples=300)
@given(st.data())
def test_the_law_holds(data: st.DataObject) -> None:
    hold(data, st.builds(Availability, weight=WEIGHT, who=WHO))


@pytest.mark.parametrize(("begins", "cost"), [("22:01", []), ("22:00", []), ("21:59", [5])])
def test_a_shift_may_end_as_an_absence_begins_and_no_minute_later(begins: str, cost: list[int]) -> None:
    problem = team((ANA,), (LATE,), absences=(Absence("ana", at(MONDAY, begins), at(TUESDAY, "06:00")),))
    assert costs(Availability(weight=5), problem, on(ANA, LATE)) == cost
    assert len(found(Availability(), problem, on(ANA, LATE))) == len(cost)


@pytest.mark.parametrize(("ends", "cost"), [("13:59", []), ("14:00", []), ("14:01", [5])])
def test_a_shift_may_begin_as_an_absence_ends_and_no_minute_sooner(ends: str, cost: list[int]) -> None:
    problem = team((ANA,), (LATE,), absences=(Absence("ana", at(MONDAY, "08:00"), at(MONDAY, ends)),))
    assert costs(Availability(weight=5), problem, on(ANA, LATE)) == cost


def test_an_absence_is_told_with_what_of_the_shift_it_takes() -> None:
    problem = team((ANA,), (NIGHT,), absences=(leave(ANA, TUESDAY, 1),))
    assert found(Availability(), problem, on(ANA, NIGHT)) == [
        Violation(
            "availability",
            Place("ana", NIGHT.id, start=at(MONDAY, "22:00"), end=at(TUESDAY, "06:00")),
            360,
            "minutes",
            None,
            "Ana is not available for 6 h of night on Mon 08 Mar 22:00",
        )
    ]


def test_an_hour_that_the_spring_change_skips_is_not_missed() -> None:
    night = shift("night", SPRING - DAY)
    problem = team((ANA,), (night,), first=SPRING - DAY, absences=(leave(ANA, SPRING, 1),))
    assert messages(Availability(weight=1), problem, on(ANA, night)) == [
        "Ana is not available for 5 h of night on Sat 27 Mar 22:00"
    ]


def test_hours_that_are_never_worked_bind_like_leave() -> None:
    closed = Absence("ana", at(MONDAY, "20:00"), at(TUESDAY, "08:00"), leave=False)
    assert costs(Availability(weight=1), team((ANA,), (LATE,), absences=(closed,)), on(ANA, LATE)) == [120]


def test_a_minute_that_two_absences_cover_counts_once() -> None:
    closed = Absence("ana", at(MONDAY, "20:00"), at(TUESDAY, "02:00"), leave=False)
    within = Absence("ana", at(MONDAY, "23:00"), at(TUESDAY, "01:00"))
    after = Absence("ana", at(TUESDAY, "05:00"), at(TUESDAY, "12:00"))
    problem = team((ANA,), (NIGHT,), absences=(closed, within, after))
    assert costs(Availability(weight=1), problem, on(ANA, NIGHT)) == [300]


def test_history_is_not_judged_though_it_runs_into_an_absence() -> None:
    night = shift("night", MONDAY - DAY)
    problem = team((ANA,), (night, LATE), past=on(ANA, night), absences=(leave(ANA, MONDAY, 1),))
    assert messages(Availability(), problem, on(ANA, LATE)) == [
        "Ana is not available for 8 h of late on Mon 08 Mar 14:00"
    ]


def test_an_absence_that_begins_as_the_horizon_ends_forbids_the_last_night() -> None:
    night = shift("night", MONDAY + 6 * DAY)
    problem = team((ANA,), (night,), absences=(leave(ANA, MONDAY + 7 * DAY, 1),))
    assert costs(Availability(weight=1), problem, on(ANA, night)) == [360]


def test_what_an_absence_takes_is_told_on_the_clock_of_home() -> None:
    cleo = person("Cleo", zone="Asia/Manila")
    problem = team((cleo,), (LATE,), absences=(leave(cleo, MONDAY, 1, "Asia/Manila"),))
    # 14:00 to 22:00 in Berlin is 21:00 to 05:00 in Manila.
    assert messages(Availability(), problem, on(cleo, LATE)) == [
        "Cleo is not available for 3 h of late on Mon 08 Mar 14:00 (21:00 in Manila)"
    ]


def test_an_absence_binds_nobody_else() -> None:
    bo = person("Bo")
    problem = team((ANA, bo), (LATE,), absences=(leave(ANA, MONDAY, 1),))
    assert found(Availability(), problem, on(bo, LATE)) == []


def test_the_rule_says_itself_in_a_sentence() -> None:
    assert Availability().explain() == "everybody: no duty while absent or outside the hours they can work"


def test_the_reason_names_the_whole_leave_and_no_absence_that_only_touches_the_shift() -> None:
    day = shift("day", MONDAY, "08:00", "16:00")
    absences = (
        Absence("ana", at(MONDAY, "06:00"), at(MONDAY, "08:00")),
        Absence("ana", at(MONDAY, "07:30"), at(MONDAY, "08:30")),
        Absence("ana", at(MONDAY, "09:00"), at(MONDAY, "10:00"), leave=False),
        Absence("ana", at(MONDAY, "12:00"), at(MONDAY, "20:00")),
        Absence("ana", at(MONDAY, "16:00"), at(MONDAY, "23:00")),
    )
    problem = team((ANA,), (day,), absences=absences)
    place = Place("ana", day.id)
    assert Availability().because(problem, place) == "Ana is away from Mon 08 Mar 07:30 to Mon 08 Mar 20:00"
    last = team((ANA,), (day,), absences=absences[:2])
    assert Availability().because(last, place) == "Ana is away from Mon 08 Mar 07:30 to Mon 08 Mar 08:30"
    closed = team((ANA,), (day,), absences=(absences[0], absences[2], absences[4]))
    assert Availability().because(closed, place) == (
        "Ana cannot work day of Mon 08 Mar 08:00: the hours given leave it out"
    )
    first = team((ANA,), (day,), absences=absences[:3])
    assert Availability().because(first, place) == "Ana is away from Mon 08 Mar 07:30 to Mon 08 Mar 08:30"

"""Fair shares counted by hand, and the burdens that a workspace has."""

from __future__ import annotations

from fractions import Fraction

from small import MONDAY, daily, leave, on, person, shift, team

from constraints.fair_share import FairShare
from rota.account import Account
from rota.constraint import Selection
from rota.duty import Duty
from rota.fairness import Load, Measure, loads
from rota.holiday import Holiday
from rota.load.measures import measures_of
from rota.localtime import DAY
from rota.verify import verify

ANA, BO, CEM = person("Ana"), person("Bo"), person("Cem", hours=20)
NIGHTS = daily("night", MONDAY, 7)
SHARED = FairShare(burden="nights", weight=1)


def of(problem, cells, rule=SHARED) -> list[tuple[str, float, float, float]]:
    """Agent, units, fair share and distance under the first measure of a rule."""
    found = loads(problem, Duty(problem, cells), measures_of(problem, [rule])[0])
    return [(load.agent.id, float(load.units), float(load.fair), float(load.distance)) for load in found]


def test_a_burden_is_shared_by_contract() -> None:
    problem = team((ANA, BO, CEM), NIGHTS)
    assert of(problem, on(ANA, *NIGHTS[:4]) | on(CEM, NIGHTS[4])) == [
        ("ana", 4, 2, 2),
        ("bo", 0, 2, -2),
        ("cem", 1, 1, 0),
    ]


def test_days_on_leave_take_no_share() -> None:
    problem = team((ANA, BO), NIGHTS[:6], days=6, absences=(leave(BO, MONDAY, 3),))
    assert of(problem, on(ANA, *NIGHTS[:3])) == [("ana", 3, 2, 1), ("bo", 0, 1, -1)]


def test_who_has_no_part_in_the_sharing_has_no_share_and_adds_none() -> None:
    away = team((ANA, BO), NIGHTS, absences=(leave(BO, MONDAY, 7),))
    assert of(away, on(ANA, NIGHTS[0]) | on(BO, NIGHTS[1])) == [("ana", 1, 1, 0), ("bo", 1, 0, 1)]


def test_earlier_periods_are_added_on_both_sides() -> None:
    account = Account("ana", "nights", Fraction(3), Fraction(1))
    problem = team((ANA, BO), NIGHTS, accounts=(account,))
    found = loads(problem, Duty(problem, on(BO, *NIGHTS[:2])), measures_of(problem, [SHARED])[0])
    assert found == (
        Load(ANA, Fraction(0), Fraction(1), account),
        Load(BO, Fraction(2), Fraction(1), Account("bo", "nights", Fraction(), Fraction())),
    )
    assert [load.distance for load in found] == [1, 1]


def test_hours_are_hours() -> None:
    standby = shift("standby", MONDAY, "20:00", "08:00", kind="on_call")
    problem = team((ANA, BO), (standby,))
    assert of(problem, on(ANA, standby), FairShare(burden="hours")) == [
        ("ana", 12, 6, 6),
        ("bo", 0, 6, -6),
    ]


def test_whole_units_off_are_those_that_the_rule_finds() -> None:
    problem = team((ANA, BO, CEM), NIGHTS, accounts=(Account("bo", "nights", Fraction(2), Fraction(1, 2)),))
    cells = on(ANA, *NIGHTS[:4]) | on(CEM, *NIGHTS[4:])
    found = loads(problem, Duty(problem, cells), measures_of(problem, [SHARED])[0])
    off = {load.agent.id: int(abs(load.distance)) for load in found if abs(load.distance) >= 1}
    verdict = verify(problem, [SHARED], cells)
    assert off == {violation.place.agent: violation.shortfall for violation in verdict.soft}
    assert off == {"ana": 1, "bo": 1, "cem": 1}


def test_every_rule_is_a_measure_and_others_follow_for_whom_it_leaves_out() -> None:
    weekend = shift("weekend", MONDAY + 5 * DAY, "08:00", "20:00", kind="on_call", tier=2)
    senior = person("Dev", tier=2)
    home = (("ana", Holiday(MONDAY, "A day")),)
    problem = team((ANA, BO, senior), (*NIGHTS, weekend), home_holidays=home)
    rule = FairShare(
        id="first-line", burden="nights", account="first", kinds=("work",), who=Selection(tiers=(1,))
    )
    nights, everything = frozenset(one.id for one in NIGHTS), frozenset(one.id for one in problem.shifts)
    assert measures_of(problem, [rule]) == (
        Measure("first-line", "nights", "first", (ANA, BO), nights),
        Measure("nights of others", "nights", "nights", (senior,), everything),
        Measure("weekends", "weekends", "weekends", (ANA, BO, senior), everything),
        Measure("holidays", "holidays", "holidays", (ANA, BO, senior), everything),
        Measure("hours on call", "hours", "hours", (senior,), frozenset({weekend.id})),
    )


def test_a_team_without_holidays_and_standby_has_two_burdens() -> None:
    names = [measure.name for measure in measures_of(team((ANA,), NIGHTS), ())]
    assert names == ["nights", "weekends"]

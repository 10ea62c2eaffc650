"""Holidays of the team and at home: published dates, eves, and days that the file adds."""

from __future__ import annotations

from datetime import date

from rota.holiday import Holiday
from rota.load.build import shifts_between, with_holidays
from rota.load.holiday_days import home_holidays, team_holidays
from rota.load.team import TeamPart
from rota.localtime import midnight

BERLIN = {"country": "DE", "subdivision": "BE"}
FIRST, LAST = date(2027, 3, 1), date(2027, 4, 30)
WOMENS_DAY = Holiday(date(2027, 3, 8), "Women's Day")
GOOD_FRIDAY, EASTER_MONDAY = (
    Holiday(date(2027, 3, 26), "Good Friday"),
    Holiday(date(2027, 3, 29), "Easter Monday"),
)
"""Easter Sunday is 28 March in 2027; the state of Berlin keeps 8 March."""


def team(**more: object) -> TeamPart:
    agents = more.pop("agents", [{"id": "ana", "name": "Ana", "contract": "full"}])
    return TeamPart.model_validate(
        {
            "team": "Desk",
            "zone": "Europe/Berlin",
            "horizon": {"start": "2027-03-01"},
            "contracts": [{"id": "full", "hours_per_week": 40}],
            "agents": agents,
            "shifts": [{"id": "night", "start": "22:00", "end": "06:00"}],
            **more,
        }
    )


def agent(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "name": name, "contract": "full", **more}


def test_a_team_without_a_country_has_no_holidays() -> None:
    assert team_holidays(team(), FIRST, LAST) == ()


def test_a_state_keeps_more_days_than_the_country() -> None:
    assert team_holidays(team(holidays={"country": "DE"}), FIRST, LAST) == (GOOD_FRIDAY, EASTER_MONDAY)
    assert team_holidays(team(holidays=BERLIN), FIRST, LAST) == (WOMENS_DAY, GOOD_FRIDAY, EASTER_MONDAY)


def test_the_first_and_the_last_day_belong_to_it() -> None:
    german = team(holidays={"country": "DE"})
    assert team_holidays(german, GOOD_FRIDAY.day, EASTER_MONDAY.day) == (GOOD_FRIDAY, EASTER_MONDAY)


def test_the_day_before_a_named_holiday_is_an_eve_also_before_the_new_year() -> None:
    eves = {"country": "DE", "eves": ["Christmas Day", "New Year's Day"]}
    assert team_holidays(team(holidays=eves), date(2027, 12, 24), date(2027, 12, 31)) == (
        Holiday(date(2027, 12, 24), "eve of Christmas Day", "eve"),
        Holiday(date(2027, 12, 25), "Christmas Day"),
        Holiday(date(2027, 12, 26), "Second Day of Christmas"),
        Holiday(date(2027, 12, 31), "eve of New Year's Day", "eve"),
    )


def test_an_eve_that_is_a_holiday_is_a_holiday() -> None:
    eves = {"country": "DE", "eves": ["Second Day of Christmas"]}
    assert team_holidays(team(holidays=eves), date(2027, 12, 24), date(2027, 12, 25)) == (
        Holiday(date(2027, 12, 25), "Christmas Day"),
    )


def test_days_of_the_file_are_added_and_go_before_the_calendars() -> None:
    extra = [
        {"day": "2027-03-26", "name": "half a day", "kind": "eve"},
        {"day": "2027-04-01", "name": "outing"},
    ]
    found = team_holidays(team(holidays={"country": "DE"}, extra_holidays=extra), FIRST, LAST)
    assert found == (
        Holiday(date(2027, 3, 26), "half a day", "eve"),
        EASTER_MONDAY,
        Holiday(date(2027, 4, 1), "outing"),
    )


def test_an_agent_has_the_teams_holidays_or_those_of_home_or_none() -> None:
    people = [agent("ana"), agent("bo", holidays={"country": "DE"}), agent("cem", holidays=None)]
    found = home_holidays(team(holidays=BERLIN, agents=people), FIRST, LAST)
    assert found == (
        ("ana", WOMENS_DAY),
        ("ana", GOOD_FRIDAY),
        ("ana", EASTER_MONDAY),
        ("bo", GOOD_FRIDAY),
        ("bo", EASTER_MONDAY),
    )


def test_a_shift_is_told_what_the_day_is_on_which_it_starts() -> None:
    berlin = team(holidays=BERLIN)
    start, end = midnight(date(2027, 3, 7), berlin.zone), midnight(date(2027, 3, 10), berlin.zone)
    shifts = with_holidays(shifts_between(berlin, start, end), team_holidays(berlin, FIRST, LAST))
    assert [(shift.id, shift.holiday) for shift in shifts] == [
        ("night@2027-03-07", None),
        ("night@2027-03-08", "public"),
        ("night@2027-03-09", None),
    ]

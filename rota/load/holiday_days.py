"""Public holidays, computed from country and subdivision by the library `holidays` (imported when asked)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rota.holiday import Holiday
from rota.load.document import did_you_mean, fault_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from rota.errors import Fault
    from rota.load.document import Document, Location
    from rota.load.team import HolidaysPart, TeamPart

DAY = timedelta(days=1)
YEAR = timedelta(days=366)
LANGUAGE = "en_US"
"""Names are in English, as all messages are, where the library has them so."""


def team_holidays(team: TeamPart, first: date, last: date) -> tuple[Holiday, ...]:
    """The team's holidays from `first` to `last`, both included, by day."""
    return _holidays(team, team.holidays, first, last)


def home_holidays(team: TeamPart, first: date, last: date) -> tuple[tuple[str, Holiday], ...]:
    """The holidays at each agent's home, by agent and day: the team's where the agent gives no others."""
    found: dict[HolidaysPart | None, tuple[Holiday, ...]] = {}
    pairs: list[tuple[str, Holiday]] = []
    for part in team.agents:
        calendar = part.holidays if "holidays" in part.model_fields_set else team.holidays
        if calendar not in found:
            found[calendar] = _holidays(team, calendar, first, last)
        pairs += [(part.id, holiday) for holiday in found[calendar]]
    return tuple(sorted(pairs))


def _holidays(team: TeamPart, part: HolidaysPart | None, first: date, last: date) -> tuple[Holiday, ...]:
    """One holiday a day: what the file says itself goes before the calendar, a holiday before an eve."""
    found: dict[date, Holiday] = {}
    if part:
        named = names_by_day(part.country, part.subdivision, first, last + DAY)
        for day, name in named.items():
            eve_of = [one for one in name.split("; ") if one in part.eves]
            if eve_of:
                found[day - DAY] = Holiday(day - DAY, f"eve of {eve_of[0]}", "eve")
        found |= {day: Holiday(day, name) for day, name in named.items()}
    found |= {extra.day: Holiday(extra.day, extra.name, extra.kind) for extra in team.extra_holidays}
    return tuple(sorted(holiday for day, holiday in found.items() if first <= day <= last))


def names_by_day(country: str, subdivision: str, first: date, last: date) -> Mapping[date, str]:
    """Day to name of a place's public holidays; several of one day are joined by `; `.

    Raises NotImplementedError for a place that the library does not know.
    """
    from holidays import country_holidays

    place = subdivision or None
    spoken = country_holidays(country, subdiv=place).supported_languages
    named = country_holidays(
        country,
        subdiv=place,
        years=range(first.year, last.year + 1),
        language=LANGUAGE if LANGUAGE in spoken else None,
    )
    return {day: name for day, name in sorted(named.items()) if first <= day <= last}


def holiday_faults(document: Document, team: TeamPart) -> list[Fault]:
    """Countries, subdivisions and names of eves that the library does not know."""
    calendars: list[tuple[Location, HolidaysPart | None]] = [(("holidays",), team.holidays)]
    calendars += [(("agents", index, "holidays"), part.holidays) for index, part in enumerate(team.agents)]
    return [
        fault
        for location, part in calendars
        if part
        for fault in _faults_of(document, location, part, team.horizon.start)
    ]


def _faults_of(document: Document, location: Location, part: HolidaysPart, start: date) -> Iterator[Fault]:
    from holidays import list_supported_countries

    countries = list_supported_countries()
    if part.country not in countries:
        help_text = "write its two letters of ISO 3166-1, as in `DE` for Germany"
        yield fault_at(
            document, (*location, "country"), f"no holidays are known for `{part.country}`", help=help_text
        )
        return
    if part.subdivision and part.subdivision not in countries[part.country]:
        known = ", ".join(countries[part.country]) or "none"
        message = f"country `{part.country}` has unknown subdivision `{part.subdivision}`"
        yield fault_at(document, (*location, "subdivision"), message, help=f"known: {known}")
        return
    joined = names_by_day(part.country, part.subdivision, start - YEAR, start + YEAR).values()
    names = sorted({name for one in joined for name in one.split("; ")})
    for position, name in enumerate(part.eves):
        if name not in names:
            message = f"`{part.country}` has no holiday `{name}`"
            help_text = did_you_mean(name, names) or f"known: {', '.join(names)}"
            yield fault_at(document, (*location, "eves", position), message, help=help_text)

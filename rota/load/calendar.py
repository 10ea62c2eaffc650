"""The public holidays that a forecast looks at: a team's, or a country's by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.holiday import Holiday
from rota.load.holiday_days import names_by_day, team_holidays

if TYPE_CHECKING:
    from datetime import date

    from rota.load.team import TeamPart


def calendar_of(team: TeamPart | None, code: str, first: date, last: date) -> tuple[Holiday, ...]:
    """The holidays of [first, last]; `code` is `DE` or `DE-BE`, for where there is no team."""
    if team:
        return team_holidays(team, first, last)
    if not code:
        return ()
    country, _, subdivision = code.partition("-")
    try:
        named = names_by_day(country, subdivision, first, last)
    except NotImplementedError:
        help_text = "write its two letters of ISO 3166-1, as in `DE`, and a subdivision as in `DE-BE`"
        raise InputError([Fault("", 0, 0, f"no holidays are known for `{code}`", help_text)]) from None
    return tuple(Holiday(day, name) for day, name in named.items())

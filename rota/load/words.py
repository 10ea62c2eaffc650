"""The single values that people write in team.yaml: days, clocks, zones, identifiers, names."""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

from rota.errors import HelpedError
from rota.load.source import did_you_mean
from rota.localtime import zone_of

FIRST_YEAR, LAST_YEAR = 1900, 2999
_IDENTIFIER = r"^[A-Za-z0-9][A-Za-z0-9_.-]*$"


def _known_zone(name: str) -> str:
    try:
        zone_of(name)
    except ValueError as error:
        raise HelpedError(str(error), zone_help(name)) from None
    return name


def zone_help(name: str) -> str:
    """The help for a zone that is none: the one of this city, else the nearest name, else how they look."""
    zones = available_timezones()
    near = [zone for zone in sorted(zones) if zone.rpartition("/")[2].casefold() == name.casefold()]
    help_text = f"did you mean `{near[0]}`?" if near else did_you_mean(name, zones)
    return help_text or "zones are named as in `Europe/Berlin`"


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            if FIRST_YEAR <= date.fromisoformat(value).year <= LAST_YEAR:
                return value
        except ValueError:
            pass  # a 30th of February: said below
    raise ValueError(f"`{value}` is not a date such as `2027-03-08`")


def _clock(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise HelpedError("a number is not a time of day", 'write it in quotes, as in "22:00"')
    if isinstance(value, str) and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value, re.ASCII):
        raise ValueError(f'`{value}` is not a time of day such as "06:30"')
    return value


def _end_clock(value: object) -> object:
    return _clock("00:00" if value == "24:00" else value)


def _identifier(text: str) -> str:
    if not re.match(_IDENTIFIER, text, re.ASCII) or text.endswith("\n"):
        help_text = "letters from A to Z, digits, `-`, `_` and `.` only, a letter or a digit first"
        raise HelpedError(f"`{text}` cannot be an identifier", help_text)
    return text


def _line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("the text holds a line break or another character that cannot be shown")
    return text


def _server(text: str) -> str:
    return server_address(text) if text else text


def server_address(text: str) -> str:
    """The address of a server without a slash at its end; raises ValueError for what is none."""
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
        good = good and not (parts.query or parts.fragment)
    except ValueError:
        good = False
    if not good or not text.isprintable() or " " in text:
        raise HelpedError(f"`{text}` is no address of a server", "as in https://rota.example.org")
    return text.rstrip("/")


Zone = Annotated[str, AfterValidator(_known_zone)]
"""The name of an IANA zone."""
Day = Annotated[date, BeforeValidator(_day)]
"""An ISO 8601 date; dates with dots or slashes are not guessed."""
Clock = Annotated[time, BeforeValidator(_clock)]
"""A wall clock's time of day, whole minutes."""
EndClock = Annotated[time, BeforeValidator(_end_clock)]
"""The same for an end, where 24:00 is midnight."""
Identifier = Annotated[
    str, AfterValidator(_identifier), Field(max_length=64, json_schema_extra={"pattern": _IDENTIFIER})
]
"""What things are called in files, rules and feeds: it can be a file's name everywhere."""
Line = Annotated[str, AfterValidator(_line)]
"""Text that is shown on one line."""
Server = Annotated[str, AfterValidator(_server)]
"""The address of a server, as in https://rota.example.org, or nothing."""

"""The instant and the zone that somebody asks about: from options, else from the clock and the machine."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rota.errors import Fault, InputError
from rota.localtime import clock_text, zone_of

At = Annotated[
    str,
    typer.Option(
        "--at",
        "--now",
        metavar="TIME",
        help="Take this for now, as 2027-03-28T02:30: on your wall clock, or with an offset or `Z`.",
        show_default="the clock's",
    ),
]
ZoneOption = Annotated[
    str, typer.Option("--zone", help="Your IANA zone, as in Asia/Tokyo.", show_default="the machine's")
]
LOCALTIME = Path("/etc/localtime")


def asker_zone(given: str, *, otherwise: str) -> str:
    """The zone given, or the machine's, or `otherwise`; raises InputError for one that is not known."""
    if given:
        try:
            zone_of(given)
        except ValueError as error:
            from rota.load.words import zone_help

            raise InputError([Fault("", 0, 0, str(error), zone_help(given))]) from None
        return given
    named = os.environ.get("TZ", "").removeprefix(":")
    linked = str(LOCALTIME.resolve()).partition("zoneinfo/")[2] if LOCALTIME.is_symlink() else ""
    for zone in (named, linked):
        try:
            return zone_of(zone).key if zone else otherwise
        except ValueError:
            continue
    return otherwise


def asked_instant(text: str, zone: str, *, option: str = "--at") -> datetime:
    """The instant given, on the wall clock of `zone` where it has no offset; else the clock's, in UTC.

    A date alone is its midnight.
    """
    from rota.load.instants import NaiveClock

    if not text:
        return datetime.now(UTC).replace(second=0, microsecond=0)
    whole_day = re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII)
    instant, message, help_text = NaiveClock(zone).read(f"{text}T00:00" if whole_day else text)
    if instant is None:
        raise InputError([Fault("", 0, 0, f"{option}: {message}", help_text)])
    return instant


def now_of(text: str) -> datetime:
    """The instant given, on the wall clock of the machine where it has no offset, or the clock's, in UTC."""
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    return asked_instant(text, asker_zone("", otherwise="Etc/UTC")).replace(microsecond=0)


def both_clocks(instant: datetime, zone: str, *homes: str) -> str:
    """The instant where it is asked, and at the homes of those whom it concerns, where clocks differ."""
    here = clock_text(instant, zone)
    others = []
    for home in dict.fromkeys(homes):
        there = clock_text(instant, home)
        if there != here:
            day = "" if here[:10] == there[:10] else f"{there[:3]} "
            others.append(f"{day}{there[-5:]} in {home.rpartition('/')[2].replace('_', ' ')}")
    return f"{here} ({', '.join(others)})" if others else here

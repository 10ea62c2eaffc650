"""A busy calendar: when its owner is away, and nothing else of what it says."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

import icalendar
from icalendar.timezone import tzp

from rota.errors import InputError
from rota.load.ics_events import Event, Query, event_fault, moment, series_of, time_faults
from rota.load.ics_lines import MOST_BYTES, EventLines, events_of, shape_faults, unfold
from rota.load.ics_occurrences import EXACT, UNREADABLE, expand
from rota.load.ics_rules import MOST_STEPS, RuleError, mend_until, rules_of, steps_of
from rota.load.source import Source, read_source
from rota.load.span import Span, merge
from rota.localtime import zone_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from rota.errors import Fault
    from rota.load.ics_lines import ContentLine


def read_calendar(
    path: str, content: bytes, *, zone: str, start: datetime, end: datetime
) -> tuple[Span, ...]:
    """When the owner is away within [start, end); raises InputError with every fault of the file."""
    if len(content) > MOST_BYTES:
        limit = f"at most {MOST_BYTES / 1e6:g} MB are read"
        message = f"the calendar has {len(content) / 1e6:.1f} MB, {limit}"
        raise InputError([Source(path, ()).fault(message, help="export a shorter stretch of time")])
    source = read_source(path, content, private=True)
    lines = unfold(source)
    refused = list(shape_faults(source, lines))
    if refused:
        raise InputError(refused)
    with warnings.catch_warnings():
        # The libraries warn of vendors' zone names and of rules that give both COUNT and UNTIL.
        warnings.simplefilter("ignore")
        return merge(_spans(Query(source, zone, start, end), lines), start=start, end=end)


def _spans(query: Query, lines: tuple[ContentLine, ...]) -> list[Span]:
    """The spans of all calendars in the file, unmerged."""
    places = iter(events_of(lines))
    spans: list[Span] = []
    faults: list[Fault] = []
    steps = 0
    for calendar in _parse(query.source):
        events = [Event(component, next(places, EventLines(0, ()))) for component in calendar.walk("VEVENT")]
        own_query = replace(query, calendar_zone=_zone_of_calendar(calendar))
        for series in series_of(events):
            steps += _prepare(own_query, series, faults)
            if steps > MOST_STEPS:
                message = "the calendar recurs too often to be expanded"
                help = "give its recurrence rules an end, or a coarser `FREQ`"
                raise InputError([*faults, event_fault(query, series[0], message, at="RRULE", help=help)])
            if not faults:
                spans.extend(expand(own_query, series, faults))
    if faults:
        raise InputError(faults)
    return spans


def _parse(source: Source) -> list[icalendar.Component]:
    text = re.sub(r'TZID=(tzone://[^":;,\s]+)', r'TZID="\1"', "\r\n".join(source.lines))
    # The library keeps custom zones by name, for all calendars that it reads from then on.
    tzp.use_zoneinfo()
    try:
        return list(icalendar.Calendar.from_ical(text, multiple=True))
    except UNREADABLE:
        help = "export the calendar again"
        raise InputError([source.fault("the calendar cannot be read", help=help)]) from None


def _zone_of_calendar(calendar: icalendar.Component) -> str:
    name = str(calendar.get("X-WR-TIMEZONE", ""))
    try:
        return zone_of(name).key if name else ""
    except ValueError:
        return ""


def _prepare(query: Query, series: Sequence[Event], faults: list[Fault]) -> int:
    """Mend what clients write loosely, add what is wrong to `faults`, and say how many steps it takes."""
    steps = 0
    for event in series:
        wrong = list(time_faults(query, event))
        faults.extend(wrong)
        component = event.component
        begins = moment(component, "DTSTART")
        if wrong or begins is None:
            continue
        home = zone_of(query.calendar_zone) if query.calendar_zone else None
        for rule in rules_of(component):
            try:
                steps += steps_of(rule, begins, end=query.end)
                mend_until(rule, begins, zone=zone_of(query.zone), home=home)
            except RuleError as error:
                faults.append(event_fault(query, event, str(error), at="RRULE"))
        if event.duration is not None and "DTEND" not in component and "RDATE" not in component:
            component[EXACT] = icalendar.vText(str(event.duration.seconds))
    return steps

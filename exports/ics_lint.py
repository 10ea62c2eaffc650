"""What is wrong with a calendar feed, seen in its bytes alone: no library's tolerance comes between.

Each finding is something that a calendar client was seen to stumble over, or a promise of ours. The
grammar is RFC 5545, sections 3.1 to 3.3, and RFC 7986 for REFRESH-INTERVAL and SOURCE.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from exports.ics_lines import components_of, unfold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.ics_lines import Component, Line

_LONGEST_LINE = 75
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f]")
_TEXTS = frozenset({"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "NAME", "X-WR-CALNAME", "X-WR-CALDESC"})
_ESCAPED = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_TIMES = frozenset({"DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "CREATED", "RECURRENCE-ID"})
_INSTANT, _DAY = re.compile(r"\d{8}T\d{6}Z"), re.compile(r"\d{8}")
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+)\\?;", re.I)
_STATUS = frozenset({"CONFIRMED", "TENTATIVE", "CANCELLED"})
_BUSY = {
    "OPAQUE": frozenset({"BUSY", "OOF", "WORKINGELSEWHERE", "TENTATIVE"}),
    "TRANSPARENT": frozenset({"FREE"}),
}
_VALUES = {"REFRESH-INTERVAL": "DURATION", "SOURCE": "URI"}
_ONCE_A_CALENDAR = ("VERSION", "PRODID")
_ONCE_AN_EVENT = ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND")
_ONCE_AN_ALARM = ("ACTION", "TRIGGER", "DESCRIPTION")
_PRIVATE = (
    ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.\w+|mailto:", re.I)),
    ("a phone number", re.compile(r"(?:\+|\b00)\d[\d ()/.-]{6,}\d|\btel:", re.I)),
    (
        "a reason of absence",
        re.compile(r"\b(?:sick|illness|vacation|(?:annual|parental|maternity|paternity) leave)\b", re.I),
    ),
)


def lint(content: bytes) -> tuple[str, ...]:
    """Every finding, those about bytes first; none means that the feed may be published."""
    lines, not_lines = unfold(content)
    components, unbalanced = components_of(lines)
    findings = [*_physical_findings(content), *not_lines, *unbalanced]
    for line in lines:
        findings.extend(f"line {line.number}: {said}" for said in _line_findings(line))
    for component in components:
        findings.extend(f"line {component.number}: {said}" for said in _component_findings(component))
    findings.extend(_calendar_findings(components))
    return tuple(findings)


def _physical_findings(content: bytes) -> Iterator[str]:
    if content.startswith(b"\xef\xbb\xbf"):
        yield "line 1: begins with a byte order mark"
    if not content.endswith(b"\r\n"):
        yield "the last line does not end in CR LF: the file may be cut off"
    for number, line in enumerate(content.split(b"\r\n"), start=1):
        if b"\n" in line or b"\r" in line:
            yield f"line {number}: ends in a bare CR or LF, CR LF is required"
        if len(line) > _LONGEST_LINE:
            yield f"line {number}: {len(line)} octets, at most {_LONGEST_LINE} are allowed"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"line {number}: is not UTF-8, or is folded within a character"


def _line_findings(line: Line) -> Iterator[str]:
    if _CONTROL.search(line.value):
        yield f"`{line.name}` holds a control character"
    if line.name in _TEXTS and not _ESCAPED.fullmatch(line.value):
        yield f"`{line.name}` holds an unescaped `;`, `,` or backslash"
    yield from _value_findings(line)
    if line.name in _VALUES and f";VALUE={_VALUES[line.name]}" not in line.parameters:
        yield f"`{line.name}` lacks VALUE={_VALUES[line.name]}"
    if line.name in {"ATTENDEE", "ORGANIZER"}:
        yield f"`{line.name}` makes a meeting of a shift and tells addresses"
    if line.name != "UID":
        yield from (f"`{line.name}` tells {what}" for what, said in _PRIVATE if said.search(line.value))


def _value_findings(line: Line) -> Iterator[str]:
    if line.name in _TIMES and not _is_time(line):
        yield f"`{line.name}` is `{line.value}`: an instant ends in Z and has no zone, a day says VALUE=DATE"
    elif line.name in _TIMES and not _exists(line.value):
        yield f"`{line.name}` is `{line.value}`, which is on no calendar"
    if line.name in _TEXTS and _ENTITY.search(line.value):
        yield f"`{line.name}` is written as for HTML: clients show `&amp;` as it stands"
    if line.name == "STATUS" and line.value not in _STATUS:
        yield f"`STATUS` is `{line.value}`, an event has {', '.join(sorted(_STATUS))}"
    if line.name == "SEQUENCE" and not (line.value.isascii() and line.value.isdigit()):
        yield f"`SEQUENCE` is `{line.value}`, a whole number is required"


def _is_time(line: Line) -> bool:
    days_allowed = line.name in {"DTSTART", "DTEND", "RECURRENCE-ID"}
    if days_allowed and line.parameters == ";VALUE=DATE":
        return bool(_DAY.fullmatch(line.value))
    return line.parameters in {"", ";VALUE=DATE-TIME"} and bool(_INSTANT.fullmatch(line.value))


def _exists(time: str) -> bool:
    """Whether there is such a day and hour."""
    try:
        datetime.strptime(time, "%Y%m%dT%H%M%SZ" if "T" in time else "%Y%m%d")  # noqa: DTZ007  # only whether
    except ValueError:
        return False
    return True


def _component_findings(component: Component) -> Iterator[str]:
    once = {"VCALENDAR": _ONCE_A_CALENDAR, "VEVENT": _ONCE_AN_EVENT, "VALARM": _ONCE_AN_ALARM}
    required = once.get(component.name, ())
    for name in required:
        times = len(component.values(name))
        if times != 1:
            yield f"{component.name} has {times} `{name}`, 1 is required"
    if component.name == "VCALENDAR":
        for name in ("UID", "METHOD"):
            if component.values(name):
                yield f"VCALENDAR has `{name}`, which some clients answer by losing events"
    if component.name == "VEVENT":
        yield from _event_findings(component)
    for start, end in zip(component.values("DTSTART"), component.values("DTEND"), strict=False):
        if len(start) != len(end):
            yield f"DTSTART `{start}` and DTEND `{end}` are not of one type"
        elif end <= start:
            yield f"DTEND `{end}` is not after DTSTART `{start}`"


def _event_findings(event: Component) -> Iterator[str]:
    for name, why in (("DURATION", "beside DTEND"), ("RRULE", "a shift is one event")):
        if event.values(name):
            yield f"VEVENT has `{name}`: {why}"
    for shown, busy in zip(event.values("TRANSP"), event.values("X-MICROSOFT-CDO-BUSYSTATUS"), strict=False):
        if busy not in _BUSY.get(shown, frozenset()):
            yield f"TRANSP `{shown}` and X-MICROSOFT-CDO-BUSYSTATUS `{busy}` say different things"


def _calendar_findings(components: tuple[Component, ...]) -> Iterator[str]:
    names = Counter(component.name for component in components)
    if names["VCALENDAR"] != 1:
        yield f"{names['VCALENDAR']} calendars, 1 is required"
    if names.total() == names["VCALENDAR"]:
        yield "no event: some clients keep the old events then"
    if names["VTIMEZONE"]:
        yield "VTIMEZONE: clients disagree about zones' definitions, write instants in UTC"
    events = (component for component in components if component.name == "VEVENT")
    for uid, times in Counter(uid for event in events for uid in event.values("UID")).items():
        if times > 1:
            yield f"{times} events have the UID `{uid}`: clients show one of them"

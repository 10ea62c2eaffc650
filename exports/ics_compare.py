"""Whether an earlier and a later copy of a calendar tell clients of every change and of no other.

Some clients overlook an event whose stamps have not moved, and all take one for changed whose stamps have:
RFC 5545, sections 3.8.7.3 and 3.8.7.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.ics_lines import components_of, unfold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.ics_lines import Component

_STAMPS = frozenset({"DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "CREATED"})


def compare(before: bytes, after: bytes) -> tuple[str, ...]:
    """A finding for each event in both whose stamps have not moved as its content has."""
    old = _events(before)
    return tuple(
        f"line {event.number}: {said}"
        for uid, event in _events(after).items()
        if uid in old
        for said in _findings(old[uid], event)
    )


def _events(content: bytes) -> dict[str, Component]:
    components, _ = components_of(unfold(content)[0])
    events = (component for component in components if component.name == "VEVENT")
    return {uid: event for event in events for uid in event.values("UID")[:1]}


def _findings(old: Component, new: Component) -> Iterator[str]:
    stamps = [tuple(event.values(name) for name in sorted(_STAMPS)) for event in (old, new)]
    if _shown(old) == _shown(new):
        if stamps[0] != stamps[1]:
            yield "the event shows the same as before, but its stamps have moved"
        return
    sequences = [event.values("SEQUENCE")[:1] or ("0",) for event in (old, new)]
    numbers = [int(one) for (one,) in sequences if one.isascii() and one.isdigit()]
    if len(numbers) == 2 and numbers[1] <= numbers[0]:
        yield f"the event has changed, but SEQUENCE was {numbers[0]} and is {numbers[1]}"
    modified = [event.values("LAST-MODIFIED")[:1] for event in (old, new)]
    if modified[0] and modified[1] and modified[1] <= modified[0]:
        yield f"the event has changed, but LAST-MODIFIED is still {modified[1][0]}"


def _shown(event: Component) -> tuple[tuple[str, str, str], ...]:
    lines = (line for line in event.lines if line.name not in _STAMPS)
    return tuple(sorted((line.name, line.parameters, line.value) for line in lines))

"""Calendar mails' inner part, iTIP (RFC 5546): one event to be taken over, or to be cancelled.

Only here has a calendar a METHOD. The organizer is the address that the mails come from, the one
attendee the agent; nobody is asked for an answer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from icalendar import STATUS, TRANSP, Calendar, Event, vCalAddress, vText

if TYPE_CHECKING:
    from exports.ics_feed import Entry, Stamp

PRODUCT = "-//rota//notice//EN"
Method = Literal["REQUEST", "CANCEL"]


def write(entry: Entry, stamp: Stamp, *, method: Method, organizer: str, attendee: str) -> bytes:
    """The calendar with its one event; addresses are bare, without `mailto:`."""
    calendar = Calendar()
    calendar["VERSION"], calendar["PRODID"] = vText("2.0"), vText(PRODUCT)
    calendar["METHOD"] = vText(method)
    shown = replace(entry, description="") if method == "CANCEL" else entry
    event = Event.new(
        uid=shown.uid,
        start=shown.start,
        end=shown.end,
        summary=shown.summary,
        description=shown.description or None,
        transparency=TRANSP.OPAQUE if shown.busy else TRANSP.TRANSPARENT,
        status=STATUS.CANCELLED if method == "CANCEL" else STATUS.CONFIRMED,
        sequence=stamp.sequence,
        stamp=stamp.modified,
        last_modified=stamp.modified,
    )
    event["ORGANIZER"] = _person(organizer)
    guest = _person(attendee)
    guest.params["RSVP"], guest.params["PARTSTAT"] = vText("FALSE"), vText("ACCEPTED")
    event.add("ATTENDEE", guest, encode=False)
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _person(address: str) -> vCalAddress:
    return vCalAddress(f"mailto:{address}")

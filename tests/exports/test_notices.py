"""What people are told, as they would read it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import icalendar
import pytest
from rosters import BEFORE, roster
from small import MONDAY, SPRING, shift

from exports import itip, notice_mail, notice_slack, notice_text
from exports.ics_feed import Feeds, Stamp
from rota.changes import changes
from rota.errors import InputError
from rota.notice import Notice, notices
from rota.roster import Member

BEFORE_TEXT = "Published Sat 06 Feb 2027 12:00 as revision 4. Times are those of Europe/Berlin."


def notice_of(before: str, after: str, **more: object) -> Notice:
    """What ana is told of a week that was published before."""
    told = changes(roster(*before.split(", ")), roster(*after.split(", "), **more))
    return notices("Help desk", 4, BEFORE, told=told, new=())[0]


SWAP = notice_of("ana early mo, ana late we", "ana late mo, ana early th")


def test_a_notice_names_each_change_on_the_agents_clock() -> None:
    assert notice_text.subject(SWAP) == "Help desk: 3 of your shifts have changed"
    assert notice_text.text(SWAP) == (
        "Hello Ana,\n"
        "\n"
        "your shifts at Help desk have changed:\n"
        "\n"
        "  moved: early Mon 08 Mar 2027 06:00-14:00, now late Mon 08 Mar 2027 14:00-22:00\n"
        "  removed: late Wed 10 Mar 2027 14:00-22:00\n"
        "  added: early Thu 11 Mar 2027 06:00-14:00\n"
        "\n"
        f"{BEFORE_TEXT}\n"
    )


def test_shifts_of_a_new_time_are_listed() -> None:
    (found,) = notices("Help desk", 4, BEFORE, told=(), new=changes(None, roster("ana early mo")))
    assert notice_text.subject(found) == "Help desk: your shifts from Mon 08 Mar 2027"
    assert "these are your shifts at Help desk:\n\n  early Mon 08 Mar 2027 06:00-14:00\n" in notice_text.text(
        found
    )


def test_times_are_those_of_the_agents_home_and_short_nights_say_so() -> None:
    night = shift("night", SPRING - timedelta(days=1), role="primary")
    made = roster("ana night 2027-03-27", first=SPRING - timedelta(days=1), days=1, shifts=(night,))
    (told,) = changes(None, made)
    (berlin,) = notices("Help desk", 4, BEFORE, told=(told,), new=())
    assert (
        "  added: night (primary) Sat 27 Mar 2027 22:00-06:00, 7 h, the clocks change\n"
        in notice_text.text(berlin)
    )
    manila = replace(berlin, member=Member("ana", "Ana", "Asia/Manila"))
    assert notice_text.change_line(told, manila) == "added: night (primary) Sun 28 Mar 2027 05:00-12:00"


def test_each_agent_is_told_of_the_own_shifts_alone() -> None:
    told = changes(roster("ana early mo", "bo late mo"), roster("bo early mo", "ana late mo"))
    found = notices("Help desk", 4, BEFORE, told=told, new=())
    assert [notice.member.id for notice in found] == ["ana", "bo"]
    assert all("Bo" not in notice_text.text(one) for one in found[:1])


ODD = replace(
    SWAP, team="=cmd\r\nBcc: x@y.z", member=Member("ana", '"Ana" <b>\r\n\u202e&🙂', "Europe/Berlin")
)


def test_a_mail_is_read_back_as_it_was_meant() -> None:
    content = notice_mail.write(SWAP, to="ana@example.org", sender="lead@example.org")
    mail = message_from_bytes(content, policy=default)
    heads = {name: str(mail[name]) for name in ("From", "To", "Subject", "Auto-Submitted")}
    assert heads == {
        "From": "lead@example.org",
        "To": "Ana <ana@example.org>",
        "Subject": "Help desk: 3 of your shifts have changed",
        "Auto-Submitted": "auto-generated",
    }
    assert mail["Date"].datetime == BEFORE
    assert mail.get_content().replace("\r\n", "\n") == notice_text.text(SWAP)
    assert content == notice_mail.write(SWAP, to="ana@example.org", sender="lead@example.org")
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_no_name_adds_a_line_to_a_mail() -> None:
    mail = message_from_bytes(notice_mail.write(ODD, to="ana@example.org"), policy=default)
    assert mail["Bcc"] is None
    assert mail["From"] is None
    assert str(mail["Subject"]).startswith("=cmd Bcc: x@y.z: 3 of your")
    assert mail["To"].addresses[0].addr_spec == "ana@example.org"


@pytest.mark.parametrize("address", ["ana", "ana@", "a b@c.d", "ana@example.org\r\nBcc: x@y.z", "<ana@b.c>"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(InputError, match="is not an e-mail address"):
        notice_mail.write(SWAP, to=address)


def test_a_slack_message_makes_no_links_of_names() -> None:
    document = json.loads(notice_slack.write(replace(ODD, team="<!channel> & co"), channel="U123"))
    assert document["channel"] == "U123"
    assert document["text"] == "&lt;!channel&gt; &amp; co: 3 of your shifts have changed"
    assert document["blocks"][1]["text"]["text"].startswith("• moved: early Mon 08 Mar 2027")


def test_a_slack_message_keeps_to_slacks_limits() -> None:
    many = replace(SWAP, told=SWAP.told * 2000)
    blocks = json.loads(notice_slack.write(many))["blocks"]
    assert len(blocks) <= 50
    assert max(len(block["text"]["text"]) for block in blocks if block["type"] == "section") <= 3000


def event_of(method: itip.Method) -> icalendar.Event:
    """The event of a calendar mail as its reader finds it."""
    entry = Feeds(roster("ana early mo")).agent("ana").entries[0]
    stamp = Stamp(3, datetime(2027, 2, 1, tzinfo=UTC))
    inner = itip.write(entry, stamp, method=method, organizer="lead@example.org", attendee="ana@example.org")
    content = notice_mail.write_calendar(
        SWAP, inner, method=method, title="T", to="ana@example.org", sender="lead@example.org"
    )
    parts = list(message_from_bytes(content, policy=default).walk())
    assert [part.get_content_type() for part in parts] == [
        "multipart/alternative",
        "text/plain",
        "text/calendar",
    ]
    assert parts[2]["Content-Type"].params["method"] == method
    assert content == notice_mail.write_calendar(
        SWAP, inner, method=method, title="T", to="ana@example.org", sender="lead@example.org"
    )
    calendar = icalendar.Calendar.from_ical(parts[2].get_content())
    assert calendar["METHOD"] == method
    (event,) = calendar.events
    assert (str(event["UID"]), event["SEQUENCE"]) == (entry.uid, 3)
    return event


def test_a_request_has_the_event_of_the_feed() -> None:
    event = event_of("REQUEST")
    early = shift("early", MONDAY)
    assert (event.start, event.end, event["STATUS"]) == (early.start, early.end, "CONFIRMED")
    assert (event["ORGANIZER"], event["ATTENDEE"]) == ("mailto:lead@example.org", "mailto:ana@example.org")
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_a_cancellation_says_so() -> None:
    event = event_of("CANCEL")
    assert event["STATUS"] == "CANCELLED"
    assert "DESCRIPTION" not in event

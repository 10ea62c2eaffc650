"""A subscription's life, as its client sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
from desks import WORKED, desk_roster
from rosters import BEFORE
from small import MONDAY

from exports.ics import read
from exports.ics_compare import compare
from exports.ics_lint import lint
from rota.feeds import rendering
from rota.shift import Shift
from rota.store.database import writing
from rota.store.feed_tokens import TOMBSTONE, links, new_token, revoke, rotate

if TYPE_CHECKING:
    from desks import Answered, Desk

DAY = timedelta(days=1)
SWAPPED = ("cem early mo", *WORKED[1:])


def titles(answer: Answered) -> list[str]:
    assert answer.status == 200
    assert lint(answer.body) == ()
    return [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(answer.body).walk("VEVENT")]


def test_a_first_look_gives_the_shifts_and_a_second_one_nothing_new(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    first = desk.feed(token)
    again = desk.feed(token, if_none_match=first.headers["etag"])
    assert titles(first) == ["early · Help desk", "early · Help desk"]
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-length" not in again.headers


def test_the_headers_are_those_that_clients_want(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    answer = desk.feed(token)
    assert {name: value for name, value in answer.headers.items() if name != "etag"} == {
        "content-type": "text/calendar; charset=utf-8",
        "content-length": str(len(answer.body)),
        "cache-control": "private, max-age=300",
        "last-modified": "Wed, 03 Mar 2027 11:00:00 GMT",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex, nofollow",
    }


def test_head_says_the_same_without_the_body(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    full, head = desk.feed(token), desk.feed(token, method="HEAD")
    assert (head.status, head.headers, head.body) == (200, full.headers, b"")


def test_a_swap_takes_a_shift_from_one_feed_to_the_other_and_moves_its_stamps_alone(desk: Desk) -> None:
    tokens = {who: desk.link("agent", who)[1] for who in ("ana", "bo", "cem")}
    tokens["team"] = desk.link("team")[1]
    before = {who: desk.feed(token) for who, token in tokens.items()}
    desk.publish(desk_roster(*SWAPPED), 1, desk.now + DAY)
    after = {
        who: desk.feed(token, if_none_match=before[who].headers["etag"]) for who, token in tokens.items()
    }
    assert {who: answer.status for who, answer in after.items()} == {
        "ana": 200,
        "bo": 200,  # he takes over from somebody else
        "cem": 200,
        "team": 200,
    }
    for who, answer in after.items():
        assert compare(before[who].body, answer.body) == ()
    assert len(titles(after["ana"])) == len(titles(before["ana"])) - 1
    assert len(titles(after["cem"])) == len(titles(before["cem"])) + 1
    same = {shift.uid for shift in read(before["team"].body)} & {
        shift.uid for shift in read(after["team"].body)
    }
    assert len(same) == len(WORKED)


def test_a_roster_published_again_changes_no_byte(desk: Desk) -> None:
    _, token = desk.link("team")
    before = desk.feed(token)
    desk.publish(desk_roster(), 1, desk.now + DAY)
    assert desk.feed(token, if_none_match=before.headers["etag"]).status == 304
    assert desk.feed(token).body == before.body
    assert desk.app.shelf.renderings == 1


def test_a_cancelled_shift_leaves_the_feed(desk: Desk) -> None:
    _, token = desk.link("agent", "cem")
    assert titles(desk.feed(token)) == ["primary · Help desk", "late · Help desk"]
    desk.publish(desk_roster(*WORKED[:5]), 1)
    assert titles(desk.feed(token)) == ["primary · Help desk"]


def test_who_loses_every_shift_is_told_so_by_a_note(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    desk.publish(desk_roster("bo early mo"), 1)
    assert titles(desk.feed(token)) == ["No shifts until 2027-03-14"]


def test_a_replaced_link_goes_on_for_the_grace_then_shows_a_note_then_is_gone(desk: Desk) -> None:
    old, token = desk.link("agent", "ana", alarms=(60,))
    fresh = new_token()
    with writing(desk.store):
        new = rotate(desk.store, old, token=fresh, at=desk.now, by="mo", grace=7 * DAY)
    desk.reload()
    assert new.alarm_minutes == (60,)
    assert desk.feed(token).body == desk.feed(fresh).body
    desk.now += 7 * DAY
    assert titles(desk.feed(token)) == ["This calendar's link was replaced: subscribe to the new one"]
    assert desk.ask(f"/p/{token}/").status == 410
    assert len(titles(desk.feed(fresh))) == 2
    desk.now += TOMBSTONE
    assert (desk.feed(token).status, desk.feed(token).body) == (410, b"gone\n")


def test_a_revoked_link_shows_a_note_at_once_and_is_gone_after_a_month(desk: Desk) -> None:
    old, token = desk.link("agent", "ana")
    with writing(desk.store):
        revoke(desk.store, old, at=desk.now, by="mo")
    desk.reload()
    first = desk.feed(token)
    assert titles(first) == ["This calendar's link is no longer valid"]
    assert desk.feed(token, if_none_match=first.headers["etag"]).status == 304
    desk.now += TOMBSTONE
    desk.reload()
    assert desk.feed(token).status == 410


@pytest.mark.parametrize("days", [-400, 0, 400])
def test_no_feed_is_ever_empty(desk: Desk, days: int) -> None:
    tokens = [desk.link(kind, id)[1] for kind, id in (("agent", "eve"), ("role", "none"), ("team", ""))]
    desk.now += days * DAY
    desk.reload()
    for token in tokens:
        assert titles(desk.feed(token))
        assert titles(desk.ask(f"/f/{token}/on-call/x.ics"))


def test_a_desk_that_has_published_nothing_says_so(bare: Desk) -> None:
    _, token = bare.link("agent", "ana")
    assert titles(bare.feed(token)) == ["No shifts are published yet"]
    assert "No roster is published yet" in bare.page(token)


def test_the_bytes_change_with_the_week_and_not_with_the_hour(desk: Desk) -> None:
    _, token = desk.link("agent", "eve")
    etags = []
    for hours in range(0, 24 * 15, 7):
        desk.now = BEFORE + timedelta(hours=hours)
        desk.reload()
        etags.append(desk.feed(token).headers["etag"])
    assert len(set(etags)) == 3


def test_a_note_changes_with_what_is_known_and_with_nothing_else(desk: Desk) -> None:
    _, token = desk.link("agent", "eve")
    looks = [desk.feed(token).body]
    desk.publish(desk_roster(*SWAPPED), 1, desk.now + DAY)
    looks.append(desk.feed(token).body)
    more = desk_roster("ana early 2027-03-15", first=MONDAY + 7 * DAY)
    late = Shift("early@2027-03-15", "early", more.start, more.start + DAY, MONDAY + 7 * DAY, "Europe/Berlin")
    desk.publish(replace(more, shifts=(late,)), 2, desk.now + DAY)
    looks.append(desk.feed(token).body)
    desk.now += 7 * DAY
    desk.reload()
    looks.append(desk.feed(token).body)
    assert [looks[0] == looks[1], looks[1] == looks[2], looks[2] == looks[3]] == [True, False, False]
    assert compare(looks[1], looks[2]) == compare(looks[2], looks[3]) == ()
    assert b"No shifts until 2027-03-21" in looks[2]


def test_a_feed_that_would_be_too_large_begins_with_this_week_and_says_where_it_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "MOST_EVENTS", 3)
    _, token = desk.link("team")
    answer = desk.feed(token)
    assert len(titles(answer)) == 3
    said = str(icalendar.Calendar.from_ical(answer.body)["X-WR-CALDESC"])
    assert said == "Too many shifts for one calendar: shown are those until 2027-03-08"


def test_shifts_on_call_alone_are_a_feed_of_the_same_link(desk: Desk) -> None:
    _, token = desk.link("agent", "cem")
    only = desk.ask(f"/f/{token}/on-call/cem.ics")
    assert titles(only) == ["primary · Help desk"]
    assert {shift.uid for shift in read(only.body)} < {shift.uid for shift in read(desk.feed(token).body)}


def test_a_roles_feed_shows_who_carries_it_and_hands_it_over_with_the_checklist(desk: Desk) -> None:
    desk.checklist = ("open alerts",)
    desk.publish(desk_roster("ana pager mo", "bo early tu"), 1)
    _, token = desk.link("role", "primary")
    assert titles(desk.feed(token)) == ["primary · Ana"]


def test_alarms_are_those_of_the_link(desk: Desk) -> None:
    _, quiet = desk.link("agent", "ana")
    _, loud = desk.link("agent", "ana", alarms=(60, 720))
    assert desk.feed(quiet).body.count(b"BEGIN:VALARM") == 0
    assert desk.feed(loud).body.count(b"BEGIN:VALARM") == 4


def test_a_feed_names_neither_addresses_nor_reasons(desk: Desk) -> None:
    for kind, id in (("agent", "ana"), ("team", ""), ("role", "primary")):
        _, token = desk.link(kind, id)
        body = desk.feed(token).body
        assert b"ATTENDEE" not in body
        assert b"METHOD" not in body
        assert token.encode() not in body


def test_who_read_what_is_noted_by_family_alone(desk: Desk) -> None:
    made, token = desk.link("agent", "ana")
    desk.feed(token, user_agent="Google-Calendar-Importer; ana@example.org")
    desk.now += DAY
    desk.feed(token, user_agent="macOS/14.5 (23F79) dataaccessd/1.0")
    assert [(one.number, one.at, one.by, one.times) for one in desk.notes.take()] == [
        (made.number, desk.now, "Apple", 2)
    ]
    assert desk.notes.take() == ()


def test_links_are_kept_without_their_tokens(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    (known,) = links(desk.store)
    assert (known.ending, known.folder, known.opened_by(token)) == (token[-4:], "", True)
    everything = "\n".join(desk.store.iterdump())
    assert token not in everything

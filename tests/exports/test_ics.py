from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from exports.ics import ReadShift, calendar, calendars, read
from exports.ics_feed import Feeds, Stamp, every_entry, on_call_only
from exports.ics_lint import lint
from exports.ics_text import plain
from rota.errors import InputError
from rota.roster import Assignment, Member
from rota.shift import Shift

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from exports.ics_feed import Feed
    from rota.roster import Roster

GOLDEN = Path(__file__).parent / "golden"
MINUTE = timedelta(minutes=1)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


def team_calendar(roster: Roster, *, ledger: dict[str, Stamp] | None = None) -> bytes:
    return calendar(Feeds(roster).team(), ledger or {}, unpublished=Stamp(0, roster.start))


def agent_calendar(roster: Roster, agent: str) -> bytes:
    return calendar(Feeds(roster).agent(agent), {}, unpublished=Stamp(0, roster.start))


def swap(roster: Roster, shift: str, agents: dict[str, str]) -> Roster:
    changed = (
        Assignment(one.shift, agents.get(one.agent, one.agent)) if one.shift == shift else one
        for one in roster.assignments
    )
    return replace(roster, assignments=tuple(sorted(changed)))


def events(content: bytes) -> dict[str, bytes]:
    return {
        str(event["UID"]): event.to_ical() for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    }


def descriptions(content: bytes) -> list[str]:
    return [str(event.description) for event in icalendar.Calendar.from_ical(content).events]


@pytest.mark.parametrize("season", ["spring", "autumn"])
def test_the_team_feed_is_golden(season: str, request: pytest.FixtureRequest) -> None:
    roster = request.getfixturevalue(season)
    assert team_calendar(roster) == (GOLDEN / f"{season}.ics").read_bytes()


def test_the_feed_of_an_agent_without_shifts_is_golden(spring: Roster) -> None:
    assert agent_calendar(spring, "eve") == (GOLDEN / "eve.ics").read_bytes()


def test_nights_of_the_first_change_are_at_these_instants(spring: Roster) -> None:
    assert [(shift.summary, shift.start, shift.end) for shift in read(team_calendar(spring))] == [
        ("us-night · Bo O'Brien; night, owl", utc(3, 14, 3), utc(3, 14, 10)),
        ("primary · देव", utc(3, 27, 16, 30), utc(3, 28, 0, 30)),
        ("night · Ana Kola", utc(3, 27, 21), utc(3, 28, 4)),
        ("night · Bo O'Brien; night, owl", utc(3, 27, 21), utc(3, 28, 4)),
        ("lh-night · Cem Öz", utc(4, 3, 11), utc(4, 3, 19, 30)),
    ]
    assert descriptions(team_calendar(spring)) == [
        "22:00-06:00 America/New_York, 7 h, clocks go forward",
        "22:00-06:00 Asia/Kolkata, 8 h",
        "22:00-06:00 Europe/Berlin, 7 h, clocks go forward",
        "17:00-00:00 America/New_York, 7 h",
        "22:00-06:00 Australia/Lord_Howe, 8 h 30 min, clocks go back",
    ]


def test_nights_of_the_second_change_are_at_these_instants(autumn: Roster) -> None:
    assert [(shift.summary, shift.start, shift.end) for shift in read(team_calendar(autumn))] == [
        ("lh-night · Cem Öz", utc(10, 2, 11, 30), utc(10, 2, 19)),
        ("primary · देव", utc(10, 30, 16, 30), utc(10, 31, 0, 30)),
        ("night · Ana Kola", utc(10, 30, 20), utc(10, 31, 5)),
        ("us-night · Bo O'Brien; night, owl", utc(11, 7, 2), utc(11, 7, 11)),
    ]
    assert descriptions(team_calendar(autumn)) == [
        "22:00-06:00 Australia/Lord_Howe, 7 h 30 min, clocks go forward",
        "22:00-06:00 Asia/Kolkata, 8 h",
        "22:00-06:00 Europe/Berlin, 9 h, clocks go back",
        "22:00-06:00 America/New_York, 9 h, clocks go back",
    ]


@given(data=st.data())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_feeds_hold_the_rosters_minutes_and_lint_finds_nothing(
    data: st.DataObject, rosters: SearchStrategy[Roster]
) -> None:
    roster = data.draw(rosters)
    spans = sorted(
        (roster.shift_of[one.shift].start, roster.shift_of[one.shift].end) for one in roster.assignments
    )

    team = team_calendar(roster)

    assert sorted((shift.start, shift.end) for shift in read(team)) == spans
    assert lint(team) == ()
    for member in roster.members:
        own = agent_calendar(roster, member.id)
        assert [(shift.start, shift.end) for shift in read(own)] == [
            (shift.start, shift.end) for shift in roster.shifts_of(member.id)
        ]
        assert lint(own) == ()


@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_independent_readers_see_the_same_shifts(
    data: st.DataObject, rosters: SearchStrategy[Roster]
) -> None:
    roster = data.draw(rosters)
    content = team_calendar(roster)
    expected = sorted((shift.uid, shift.start, shift.end) for shift in read(content))

    theirs = IcsCalendarStream.calendar_from_ics(content.decode())
    old = vobject.readOne(content.decode())

    assert old.validate(raiseException=True)
    assert sorted((one.uid, one.dtstart, one.dtend) for one in theirs.events if one.description) == expected
    assert (
        sorted(
            (one.uid.value, one.dtstart.value, one.dtend.value)
            for one in old.vevent_list
            if hasattr(one, "description")
        )
        == expected
    )


@pytest.mark.parametrize("season", ["spring", "autumn"])
def test_independent_readers_see_the_same_texts(season: str, request: pytest.FixtureRequest) -> None:
    content = team_calendar(request.getfixturevalue(season))
    expected = [shift.summary for shift in read(content)]
    theirs = IcsCalendarStream.calendar_from_ics(content.decode())
    old = vobject.readOne(content.decode())
    assert [event.summary for event in theirs.events] == expected
    assert [event.summary.value for event in old.vevent_list] == expected
    assert [event.description for event in theirs.events] == descriptions(content)
    assert old.x_wr_calname.value == "Bank help desk"


def test_a_roster_made_again_gives_the_same_bytes(spring: Roster) -> None:
    again = replace(
        spring, made_at=spring.made_at + timedelta(days=1), proof=replace(spring.proof, seconds=9.0)
    )
    assert calendars(again) == calendars(spring)


def test_a_swap_changes_one_event_of_the_team_in_place(spring: Roster) -> None:
    before = events(team_calendar(spring))
    after = events(team_calendar(swap(spring, "pager@2027-03-27", {"dev": "eve"})))
    assert after.keys() == before.keys()
    assert [uid for uid in before if before[uid] != after[uid]] == [
        shift.uid for shift in read(team_calendar(spring)) if shift.summary == "primary · देव"
    ]


def test_a_swap_takes_the_event_out_of_one_feed_and_into_another_and_leaves_the_rest(spring: Roster) -> None:
    before = calendars(spring)
    after = calendars(swap(spring, "night@2027-03-27", {"ana": "eve"}))
    assert {name for name in before if before[name] != after[name]} == {"team.ics", "ana.ics", "eve.ics"}
    assert [shift.summary for shift in read(after["eve.ics"])] == ["night · Bank help desk"]
    assert read(after["ana.ics"]) == ()


def test_no_uid_is_in_two_feeds(spring: Roster) -> None:
    uids = [uid for content in calendars(spring).values() for uid in events(content)]
    assert len(set(uids)) == len(uids) == 11
    assert {uid.rpartition("@")[2] for uid in uids} == {"rota"}


def test_two_teams_with_the_same_shifts_share_no_uid(spring: Roster) -> None:
    other = events(team_calendar(replace(spring, team="Card desk")))
    assert other.keys().isdisjoint(events(team_calendar(spring)))


def test_a_ledgers_stamp_is_written_to_its_event_alone(spring: Roster) -> None:
    plain_feed = team_calendar(spring)
    uid = read(plain_feed)[2].uid
    stamped = icalendar.Calendar.from_ical(team_calendar(spring, ledger={uid: Stamp(3, utc(3, 1, 8, 15))}))
    assert {
        (event.sequence, event.DTSTAMP, event.LAST_MODIFIED, event.uid == uid) for event in stamped.events
    } == {
        (3, utc(3, 1, 8, 15), utc(3, 1, 8, 15), True),
        (0, spring.start, spring.start, False),
    }


def test_whoever_is_on_call_stays_free_and_whoever_works_is_busy(spring: Roster) -> None:
    feed = icalendar.Calendar.from_ical(team_calendar(spring))
    assert {
        (event.categories[0], str(event["TRANSP"]), str(event["X-MICROSOFT-CDO-BUSYSTATUS"]))
        for event in feed.events
    } == {("on_call", "TRANSPARENT", "FREE"), ("work", "OPAQUE", "BUSY"), ("training", "OPAQUE", "BUSY")}


def test_a_team_without_shifts_has_a_feed_that_says_so(spring: Roster) -> None:
    content = team_calendar(replace(spring, assignments=()))
    assert [str(event.summary) for event in icalendar.Calendar.from_ical(content).events] == [
        "No shifts until 2027-04-05"
    ]
    assert read(content) == ()
    assert lint(content) == ()


def test_the_note_of_a_horizon_within_one_day_fills_that_day(spring: Roster) -> None:
    short = replace(spring, start=utc(3, 13, 8), end=utc(3, 13, 20), shifts=(), assignments=())
    (note,) = icalendar.Calendar.from_ical(agent_calendar(short, "eve")).events
    assert (note.start, note.end) == (date(2027, 3, 13), date(2027, 3, 14))


def test_all_feeds_are_named_by_agent(spring: Roster) -> None:
    feeds = calendars(spring)
    assert list(feeds) == ["team.ics", "ana.ics", "bo.ics", "cem.ics", "dev.ics", "eve.ics"]
    assert feeds["bo.ics"] == agent_calendar(spring, "bo")


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        (["../ana"], ["agent id '../ana' cannot name a calendar file"]),
        (["a/b"], ["agent id 'a/b' cannot name a calendar file"]),
        (
            ["a\nb", ""],
            ["agent id '' cannot name a calendar file", "agent id 'a\\nb' cannot name a calendar file"],
        ),
        ([".hidden"], ["agent id '.hidden' cannot name a calendar file"]),
        (["Team"], ["agent id `Team` names the same file as the team's feed"]),
        (["Ana", "ana"], ["agent id `ana` names the same file as `Ana`"]),
        (["é" * 101], [f"agent id '{'é' * 101}' cannot name a calendar file"]),
    ],
)
def test_ids_that_cannot_name_files_are_refused(spring: Roster, ids: list[str], expected: list[str]) -> None:
    members = tuple(Member(one, one, "Europe/Berlin") for one in ids)
    with pytest.raises(InputError) as raised:
        calendars(replace(spring, members=members, assignments=()))
    assert [fault.message for fault in raised.value.faults] == expected


def test_an_agent_who_is_not_a_member_has_no_feed(spring: Roster) -> None:
    with pytest.raises(InputError) as raised:
        agent_calendar(spring, "anna")
    assert [(fault.message, fault.help) for fault in raised.value.faults] == [
        ("unknown agent `anna`", "did you mean `ana`?")
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ana\r\nATTENDEE:mallory", "Ana ATTENDEE:mallory"),
        ("a\u202eb\u2066c", "abc"),
        ("\ufeffbom", "bom"),
        ("a\u2028\x00\u0085b", "a b"),
        ("a\ud800b", "a b"),
        (" 👩‍👧 ", "👩‍👧"),
        ("\\;,", "\\;,"),
    ],
)
def test_names_are_shown_on_one_line_without_controls(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_nameless_member_is_shown_by_id(spring: Roster) -> None:
    nameless = replace(spring, members=tuple(replace(member, name="\r\n") for member in spring.members))
    assert read(team_calendar(nameless))[0].summary == "us-night · bo"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"DTSTART:20270314T030000Z", b"DTSTART:20270314T030000"),
        (b"DTSTART:20270314T030000Z", b"DTSTART:tomorrow"),
        (b"END:VCALENDAR", b""),
        (b"UID:", b"X-ID:"),
    ],
)
def test_a_feed_that_is_not_ours_is_an_input_error(spring: Roster, old: bytes, new: bytes) -> None:
    content = team_calendar(spring)
    assert old in content
    with pytest.raises(InputError):
        read(content.replace(old, new))


def test_the_reader_gives_utc_for_a_zoned_time(spring: Roster) -> None:
    content = (GOLDEN / "eve.ics").read_bytes()
    content = content.replace(b"DTSTART;VALUE=DATE:20270313", b"DTSTART;TZID=Europe/Berlin:20270313T080000")
    content = content.replace(b"DTEND;VALUE=DATE:20270405", b"DTEND;TZID=Europe/Berlin:20270313T160000")
    (shift,) = read(content)
    assert (shift.start, shift.end) == (utc(3, 13, 7), utc(3, 13, 15))
    assert isinstance(shift, ReadShift)


def relay(roster: Roster) -> Roster:
    """Two nights in Berlin: a pager handed from Ana to Eve to Eve, work handed to a crowd."""
    first, second, third = (
        Shift(
            f"pager@{day}",
            "pager",
            utc(3, day, 20),
            utc(3, day + 1, 20),
            date(2027, 3, day),
            "Europe/Berlin",
            kind="on_call",
            role="primary",
        )
        for day in (14, 15, 16)
    )
    day = Shift("day@14", "day", utc(3, 14, 8), utc(3, 14, 20), date(2027, 3, 14), "Europe/Berlin")
    night = Shift("late@14", "late", utc(3, 14, 20), utc(3, 14, 23), date(2027, 3, 14), "Europe/Berlin")
    pairs = [(first, "ana"), (second, "eve"), (third, "eve"), (night, "dev"), (day, "cem"), (day, "bo")]
    return replace(
        roster,
        shifts=(day, first, night, second, third),
        assignments=tuple(sorted(Assignment(shift.id, agent) for shift, agent in pairs)),
    )


def test_a_shift_says_who_hands_over_to_whom(spring: Roster) -> None:
    entries = Feeds(relay(spring)).team().entries
    assert [(entry.summary, entry.description.split("\n")[1:]) for entry in entries] == [
        ("day · Bo O'Brien; night, owl", ["hands over to देव"]),
        ("day · Cem Öz", ["hands over to देव"]),
        ("primary · Ana Kola", ["hands over to Eve"]),
        ("late · देव", ["takes over from Bo O'Brien; night, owl, Cem Öz"]),
        ("primary · Eve", ["takes over from Ana Kola"]),
        ("primary · Eve", []),
    ]


def test_a_hand_over_of_a_role_comes_with_the_checklist(spring: Roster) -> None:
    feeds = Feeds(relay(spring), checklist=("open alerts", "who is away"))
    assert [entry.description.split("\n")[1:] for entry in feeds.agent("eve").entries] == [
        ["takes over from Ana Kola", "- open alerts", "- who is away"],
        [],
    ]
    assert [entry.description.split("\n")[1:] for entry in feeds.agent("cem").entries] == [
        ["hands over to देव"]
    ]


def test_a_roles_feed_and_one_of_shifts_on_call_show_events_as_the_whole_feed_has_them(
    spring: Roster,
) -> None:
    feeds = Feeds(relay(spring))
    team = feeds.team()
    primary = tuple(entry for entry in team.entries if entry.summary.startswith("primary"))
    assert feeds.role("primary").entries == primary
    assert on_call_only(team).entries == primary
    assert set(feeds.role("primary").entries) < set(every_entry(relay(spring)))
    assert feeds.role("primary").name == "Bank help desk · primary"


def test_notes_of_different_feeds_are_different_events(spring: Roster) -> None:
    feeds = Feeds(replace(spring, assignments=()))
    found = [
        feeds.team(),
        feeds.agent("ana"),
        feeds.agent("eve"),
        feeds.role("primary"),
        feeds.role("second"),
    ]
    found += [on_call_only(feed) for feed in found]
    assert len({feed.shown[0].uid for feed in found}) == len(found) == 10
    assert {feed.shown[0].summary for feed in found} == {
        "No shifts until 2027-04-05",
        "No shifts on call until 2027-04-05",
    }


def test_alarms_ring_before_each_shift_where_they_were_asked_for(spring: Roster) -> None:
    feed = Feeds(relay(spring)).agent("ana")
    content = calendar(feed, {}, unpublished=Stamp(0, spring.start), alarm_minutes=(60, 1440, 60))
    alarms = icalendar.Calendar.from_ical(content).walk("VALARM")
    assert [(str(one["ACTION"]), one.TRIGGER, str(one["DESCRIPTION"])) for one in alarms] == [
        ("DISPLAY", timedelta(days=-1), "primary · Bank help desk"),
        ("DISPLAY", timedelta(hours=-1), "primary · Bank help desk"),
    ]
    assert lint(content) == ()
    assert content == calendar(feed, {}, unpublished=Stamp(0, spring.start), alarm_minutes=(1440, 60))


def test_a_note_rings_for_nobody(spring: Roster) -> None:
    content = calendar(
        Feeds(spring).agent("eve"), {}, unpublished=Stamp(0, spring.start), alarm_minutes=(60,)
    )
    assert b"VALARM" not in content


def by_components(feed: Feed, stamp: Stamp, alarm_minutes: tuple[int, ...]) -> bytes:
    """The feed's events as the library builds them."""
    component = icalendar.Calendar()
    for entry in feed.shown:
        event = icalendar.Event.new(
            uid=entry.uid,
            start=entry.start,
            end=entry.end,
            summary=entry.summary,
            description=entry.description or None,
            categories=(entry.category,) if entry.category else (),
            transparency=icalendar.TRANSP.OPAQUE if entry.busy else icalendar.TRANSP.TRANSPARENT,
            status=icalendar.STATUS.CONFIRMED,
            sequence=stamp.sequence,
            stamp=stamp.modified,
            last_modified=stamp.modified,
        )
        event["X-MICROSOFT-CDO-BUSYSTATUS"] = icalendar.vText("BUSY" if entry.busy else "FREE")
        for minutes in alarm_minutes if entry is not feed.note else ():
            trigger = timedelta(minutes=-minutes)
            event.add_component(icalendar.Alarm.new_display(description=entry.summary, trigger=trigger))
        component.add_component(event)
    content: bytes = component.to_ical()
    return content[content.index(b"BEGIN:VEVENT") :]


@given(data=st.data())
@settings(max_examples=50)
def test_events_are_byte_for_byte_as_the_library_builds_them(
    data: st.DataObject, rosters: SearchStrategy[Roster]
) -> None:
    roster = data.draw(rosters)
    stamp = Stamp(data.draw(st.integers(0, 99)), roster.start)
    feed = Feeds(roster).team()

    content = calendar(feed, {}, unpublished=stamp, alarm_minutes=(90, 1500))

    assert content[content.index(b"BEGIN:VEVENT") :] == by_components(feed, stamp, (1500, 90))

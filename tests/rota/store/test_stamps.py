from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from rosters import BEFORE, act, roster
from small import MONDAY

from exports.ics_feed import Feeds, Stamp, every_entry
from rota.store.publish import publish, undo
from rota.store.stamps import all_stamps, stamps
from rota.store.standing import standing

if TYPE_CHECKING:
    import sqlite3

DAY = timedelta(days=1)
LATER, LATEST = BEFORE + DAY, BEFORE + 2 * DAY
ONE = roster("ana early mo", "bo early tu", "bo late we")
SWAPPED = roster("bo early mo", "bo early tu", "bo late we")


def uids(whose: str) -> dict[str, str]:
    """UIDs of the feed of an agent, or of the team, by what they show, of the first roster."""
    feed = Feeds(ONE).team() if whose == "team" else Feeds(ONE).agent(whose)
    return {f"{entry.summary} {entry.start:%a}": entry.uid for entry in feed.entries}


def test_a_first_publication_stamps_every_event_with_its_instant(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    assert stamps(store) == {entry.uid: Stamp(0, BEFORE) for entry in every_entry(ONE)}
    assert len(stamps(store)) == 6


def test_an_equal_roster_moves_no_stamp(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    before = stamps(store)
    publish(store, replace(ONE, made_at=LATER), act(1, LATER))
    assert stamps(store) == before


def test_a_swap_moves_one_event_of_the_team_and_takes_one_from_feed_to_feed(
    store: sqlite3.Connection,
) -> None:
    publish(store, ONE, act(0))
    before = stamps(store)
    publish(store, SWAPPED, act(1, LATER))
    after = stamps(store)
    swapped = Feeds(SWAPPED).agent("bo").entries[0].uid
    gone = uids("ana")["early · Help desk Mon"]
    assert {uid: stamp for uid, stamp in after.items() if before.get(uid) != stamp} == {
        uids("team")["early · Ana Mon"]: Stamp(1, LATER),
        swapped: Stamp(0, LATER),
    }
    assert before.keys() - after.keys() == {gone}
    assert all_stamps(store)[gone] == Stamp(1, LATER)


def test_an_event_that_comes_back_goes_on_counting(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, SWAPPED, act(1, LATER))
    undo(store, act(2, LATEST))
    moved = {uid: stamp for uid, stamp in stamps(store).items() if stamp != Stamp(0, BEFORE)}
    assert moved == {
        uids("team")["early · Ana Mon"]: Stamp(2, LATEST),
        uids("ana")["early · Help desk Mon"]: Stamp(2, LATEST),
    }


def test_another_weeks_publication_moves_nothing_of_this_one(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    before = stamps(store)
    publish(store, roster("ana early 2027-03-15", first=MONDAY + 7 * DAY), act(1, LATER))
    assert {uid: stamps(store)[uid] for uid in before} == before
    assert len(stamps(store)) == len(before) + 2


def test_events_long_past_are_left_as_they_are(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    before = stamps(store)
    later = BEFORE + 200 * DAY
    first = MONDAY + 196 * DAY
    publish(store, roster(f"ana early {first}", first=first), act(1, later))
    assert {uid: stamps(store)[uid] for uid in before} == before


def test_the_ledger_knows_every_event_of_what_stands(store: sqlite3.Connection) -> None:
    publish(store, ONE, act(0))
    publish(store, SWAPPED, act(1, LATER))
    found = standing(store, ONE.start, ONE.end)
    assert found is not None
    assert stamps(store).keys() == {entry.uid for entry in every_entry(found)}

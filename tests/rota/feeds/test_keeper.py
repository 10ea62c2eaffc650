from __future__ import annotations

from typing import TYPE_CHECKING

from desks import SOON, Desk, desk_roster
from rosters import BEFORE, act

from rota.feeds.keeper import Keeper
from rota.store.database import NAME, connected, writing
from rota.store.feed_tokens import links
from rota.store.publish import publish

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from rota.feeds.published import State


def keeper_of(desk: Desk, path: Path) -> Keeper:
    def read(store: sqlite3.Connection) -> State:
        return Desk(store, now=desk.now).read()

    return Keeper(path / NAME, desk.app, desk.notes, clock=lambda: desk.now, read=read)


def test_what_somebody_else_publishes_is_served_and_our_own_notes_are_no_change(
    bare: Desk, tmp_path: Path
) -> None:
    _, token = bare.link("agent", "ana")
    keeper = keeper_of(bare, tmp_path)
    assert keeper.look(bare.store) is True
    assert keeper.look(bare.store) is False
    with connected(tmp_path / NAME) as other:
        publish(other, desk_roster(), act(0, BEFORE))
    assert keeper.look(bare.store) is True
    assert b"early" in bare.feed(token).body
    keeper.take_down(bare.store)
    assert keeper.look(bare.store) is False
    (known,) = links(bare.store)
    assert (known.fetches, known.fetched_by, known.fetched_at) == (1, "other", SOON)


def test_a_new_week_is_a_change(desk: Desk, tmp_path: Path) -> None:
    from datetime import timedelta

    keeper = keeper_of(desk, tmp_path)
    keeper.look(desk.store)
    desk.now += timedelta(days=7)
    assert keeper.look(desk.store) is True
    assert desk.app.shelf.state.window.monday.isoformat() == "2027-03-08"


def test_reads_that_cannot_be_taken_down_now_are_taken_down_later(desk: Desk, tmp_path: Path) -> None:
    _, token = desk.link("agent", "ana")
    keeper = keeper_of(desk, tmp_path)
    desk.feed(token)
    desk.store.execute("PRAGMA busy_timeout = 1")
    with connected(tmp_path / NAME) as other, writing(other):
        keeper.take_down(desk.store)
        assert [link.fetches for link in links(desk.store)] == [0]
    keeper.take_down(desk.store)
    assert [link.fetches for link in links(desk.store)] == [1]


def test_a_store_that_cannot_be_read_makes_the_server_unwell_and_not_silent(
    desk: Desk, tmp_path: Path
) -> None:
    from threading import Event

    _, token = desk.link("agent", "ana")
    before = desk.feed(token).body
    tried = Event()

    def read(store: sqlite3.Connection) -> State:
        tried.set()
        raise OSError("gone")

    keeper = Keeper(tmp_path / NAME, desk.app, desk.notes, clock=lambda: desk.now, read=read)
    keeper.start()
    assert tried.wait(30)
    keeper.stop()
    assert desk.app.well is False
    assert desk.feed(token).body == before

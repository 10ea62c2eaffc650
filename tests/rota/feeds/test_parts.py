"""The server's small parts: addresses, windows, families, the cache, notes of who read what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import BERLIN, at

from rota.feeds.addresses import Address, address_of, feed_path, file_name, page_path, subscription
from rota.feeds.cache import Cache
from rota.feeds.clients import family_of
from rota.feeds.fetch_notes import FetchNotes
from rota.feeds.window import window_at
from rota.store.feed_tokens import Fetches, Subject, new_token

TOKEN = "x" * 43


def test_an_address_reads_back_as_what_it_was_made_for() -> None:
    token = new_token()
    assert address_of(feed_path(token, "ana")) == Address("feed", token)
    assert address_of(feed_path(token, "ana", on_call=True)) == Address("on-call feed", token)
    assert address_of(page_path(token)) == Address("page", token)


@given(st.text())
def test_any_other_path_is_no_address(path: str) -> None:
    assert address_of(path) is None


@pytest.mark.parametrize(
    ("subject", "team", "name"),
    [
        (Subject("agent", "ana"), "Bank help desk", "bank-help-desk-ana"),
        (Subject("role", "second line"), "Zürich", "zurich-second-line"),
        (Subject("team"), "電話", "team"),
        (Subject("agent", "jürgen"), "", "jurgen"),
        (Subject("agent", "a/../b"), "x", "x-a-..-b"),
    ],
)
def test_a_file_is_named_in_plain_letters(subject: Subject, team: str, name: str) -> None:
    assert file_name(subject, team) == name


def test_each_client_is_told_the_address_as_it_wants_it() -> None:
    told = subscription("https://rota.example.org", f"/f/{TOKEN}/ana.ics")
    assert told.https == f"https://rota.example.org/f/{TOKEN}/ana.ics"
    assert told.webcal == f"webcal://rota.example.org/f/{TOKEN}/ana.ics"
    assert told.google == (
        f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Frota.example.org%2Ff%2F{TOKEN}%2Fana.ics"
    )
    assert told.outlook.endswith(f"?url=https%3A%2F%2Frota.example.org%2Ff%2F{TOKEN}%2Fana.ics")


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001  # made aware below
def test_the_window_reaches_from_about_30_days_back_to_about_180_on(moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    window = window_at(now, BERLIN)
    assert timedelta(days=27, hours=23) <= now - window.start <= timedelta(days=35, hours=1)
    assert timedelta(days=181) <= window.end - now <= timedelta(days=190)


def test_the_window_moves_at_the_teams_monday_midnight() -> None:
    from datetime import date

    sunday, monday = date(2027, 3, 28), date(2027, 3, 29)
    assert window_at(at(monday, "00:00") - timedelta(seconds=1), BERLIN) == window_at(
        at(sunday, "00:00"), BERLIN
    )
    moved = window_at(at(monday, "00:00"), BERLIN)
    assert (moved.monday, moved.start, moved.end) == (
        monday,
        at(date(2027, 3, 1), "00:00"),
        at(date(2027, 10, 4), "00:00"),
    )


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        ("Google-Calendar-Importer", "Google"),
        ("iOS/17.5 (21F79) dataaccessd/1.0", "Apple"),
        ("Microsoft.Exchange/15.20 (Calendar)", "Outlook"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Thunderbird/153.0", "Thunderbird"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", "a browser"),
        ("Evolution/3.46.4", "Evolution"),
        ("ICSx5/2.3", "ICSx5"),
        ("ana@example.org", "other"),
        ("", "other"),
    ],
)
def test_a_client_is_known_by_its_family(agent: str, family: str) -> None:
    assert family_of(agent) == family


def test_the_least_used_document_goes_first() -> None:
    cache = Cache[bytes](10, len)
    cache.put("one", b"1234")
    cache.put("two", b"1234")
    assert cache.get("one") == b"1234"
    cache.put("three", b"1234")
    assert [cache.get(key) for key in ("one", "two", "three")] == [b"1234", None, b"1234"]
    cache.put("one", b"12345678")
    assert (cache.get("one"), cache.get("three"), cache.bytes) == (b"12345678", None, 8)
    cache.put("one", b"x" * 11)
    assert (cache.get("one"), cache.bytes) == (None, 0)


def test_what_could_not_be_taken_down_is_counted_again() -> None:
    notes, first = FetchNotes(), datetime(2027, 3, 8, tzinfo=UTC)
    notes.note(1, first, "curl")
    taken = notes.take()
    notes.note(1, first + timedelta(hours=1), "Google")
    notes.give_back(taken)
    assert notes.take() == (Fetches(1, first + timedelta(hours=1), "Google", 2),)

"""Programs that others wrote read our feeds, and agree on every instant of the nights on which clocks change.

The feeds hold nights of Berlin, New York, Kolkata and Lord Howe over both changes of 2027.
"""

from __future__ import annotations

import json
import sys
import urllib.request
from base64 import b64encode
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream
from loopback import free_port, started
from real import node_package, program, run

from exports.ics import calendar, read
from exports.ics_feed import Feeds, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

READERS = Path(__file__).parent / "readers"
Event = tuple[str, datetime, datetime]


@pytest.fixture(params=["spring", "autumn"])
def feed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The team's feed over a change of clocks."""
    roster = request.getfixturevalue(request.param)
    path = tmp_path / "served" / "team.ics"
    path.parent.mkdir()
    stamp = Stamp(3, roster.start)
    path.write_bytes(calendar(Feeds(roster).team(), {}, unpublished=stamp, alarm_minutes=(60, 1440)))
    return path


def ours(feed: Path) -> list[Event]:
    events = [(shift.uid, shift.start, shift.end) for shift in read(feed.read_bytes())]
    assert len(events) >= 4
    return sorted(events)


def titles(feed: Path) -> list[tuple[datetime, str]]:
    return sorted((shift.start, shift.summary) for shift in read(feed.read_bytes()))


def minute(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def second(text: str) -> datetime:
    return datetime.fromtimestamp(int(text), tz=UTC)


def scripted(name: str) -> str:
    """A program of the environment that the tests run in."""
    return str(Path(sys.executable).with_name(name))


def test_ical_agrees(feed: Path) -> None:
    events = IcsCalendarStream.calendar_from_ics(feed.read_text("utf-8")).events
    assert sorted((one.uid, one.dtstart, one.dtend) for one in events) == ours(feed)


def test_vobject_agrees(feed: Path) -> None:
    found = vobject.readOne(feed.read_text("utf-8"))
    assert found.validate(raiseException=True)
    events = [(one.uid.value, one.dtstart.value, one.dtend.value) for one in found.vevent_list]
    assert sorted(events) == ours(feed)


def test_khal_agrees(feed: Path, tmp_path: Path) -> None:
    (tmp_path / "khal").mkdir()
    formats = "\n".join(
        f"{name} = %Y-%m-%d{clock}"
        for name, clock in (
            ("dateformat", ""),
            ("longdateformat", ""),
            ("datetimeformat", " %H:%M"),
            ("longdatetimeformat", " %H:%M"),
        )
    )
    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[rota]]\npath = {tmp_path / 'khal'}\n[locale]\nlocal_timezone = UTC\n"
        f"default_timezone = UTC\ntimeformat = %H:%M\n{formats}\n[default]\ndefault_calendar = rota\n"
        f"[sqlite]\npath = {tmp_path / 'khal.db'}\n",
        "utf-8",
    )
    khal = (scripted("khal"), "-c", settings)
    assert run(*khal, "import", "--batch", "-a", "rota", feed).returncode == 0
    line = "{uid}|{start-long-full}|{end-long-full}"
    told = run(*khal, "list", "--format", line, "--day-format", "", "2027-03-01", "2027-12-01")
    rows = {tuple(row.split("|")) for row in told.stdout.splitlines() if row}
    assert sorted((uid, minute(start), minute(end)) for uid, start, end in rows) == ours(feed)


@pytest.fixture
def served(feed: Path) -> Iterator[str]:
    """The feed's address on this machine."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(feed.parent))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/team.ics"
        server.shutdown()
        thread.join()


def test_vdirsyncer_takes_each_event_as_an_item_of_its_own(feed: Path, served: str, tmp_path: Path) -> None:
    target, settings = tmp_path / "items", tmp_path / "vdirsyncer.conf"
    target.mkdir()
    settings.write_text(
        f'[general]\nstatus_path = "{tmp_path / "status"}"\n[pair rota]\na = "feed"\nb = "items"\n'
        f'collections = null\n[storage feed]\ntype = "http"\nurl = "{served}"\n'
        f'[storage items]\ntype = "filesystem"\npath = "{target}"\nfileext = ".ics"\n',
        "utf-8",
    )
    vdirsyncer = (scripted("vdirsyncer"), "-c", settings)
    assert run(*vdirsyncer, "discover").returncode == 0
    assert run(*vdirsyncer, "sync").returncode == 0
    items = [read(item.read_bytes()) for item in target.glob("*.ics")]
    # It gives every item that it fetches by HTTP an id of its own.
    spans = sorted((start, end) for _, start, end in ours(feed))
    assert sorted((one.start, one.end) for (one,) in items) == spans


@pytest.mark.filterwarnings("ignore::DeprecationWarning:caldav", "ignore::DeprecationWarning:niquests")
def test_radicale_keeps_the_feed_and_caldav_finds_every_shift_in_it(feed: Path, tmp_path: Path) -> None:
    import caldav

    port = free_port()
    radicale = [sys.executable, "-m", "radicale", "--hosts", f"127.0.0.1:{port}", "--auth-type", "none"]
    with started([*radicale, "--storage-filesystem-folder", str(tmp_path / "store")], port):
        address = f"http://127.0.0.1:{port}/mo/team/"
        put = urllib.request.Request(address, data=feed.read_bytes(), method="PUT")
        put.add_header("Authorization", f"Basic {b64encode(b'mo:mo').decode()}")
        put.add_header("Content-Type", "text/calendar; charset=utf-8")
        with urllib.request.urlopen(put, timeout=30) as answer:
            assert answer.status == 201
        with caldav.DAVClient(url=f"http://127.0.0.1:{port}/mo/", username="mo", password="mo") as client:
            kept = client.calendar(url=address).search(
                start=datetime(2027, 1, 1, tzinfo=UTC), end=datetime(2028, 1, 1, tzinfo=UTC), event=True
            )
            found = [read(one.data.encode()) for one in kept]
    assert sorted((one.uid, one.start, one.end) for (one,) in found) == ours(feed)


def test_libical_agrees_and_finds_no_fault(feed: Path, tmp_path: Path) -> None:
    reader = tmp_path / "reader"
    built = run(program("gcc"), "-o", reader, READERS / "libical_events.c", "-lical")
    if "ical.h" in built.stderr:
        program("libical-dev")
    assert built.returncode == 0, built.stderr
    *events, last = [line.split() for line in run(reader, feed).stdout.splitlines()]
    assert sorted((uid, second(start), second(end)) for uid, start, end in events) == ours(feed)
    assert last == ["errors", "0", "kept", "1"]


def test_calcurse_agrees(feed: Path, tmp_path: Path) -> None:
    calcurse = (program("calcurse"), "-D", tmp_path / "data", "-C", tmp_path / "conf")
    (tmp_path / "data").mkdir()
    (tmp_path / "conf").mkdir()
    taken = run(*calcurse, "-i", feed, TZ="UTC")
    assert f"{len(ours(feed))} apps / 0 events / 0 todos / 0 skipped" in taken.stdout
    line = "%(start:epoch)|%(end:epoch)|%m\\n"
    span = ("--from", "03/01/2027", "--days", "280")
    told = run(*calcurse, "-Q", "--filter-type", "cal", *span, "--format-apt", line, TZ="UTC")
    rows = {tuple(row.split("|")) for row in told.stdout.splitlines() if row.count("|") == 2}
    assert sorted((second(start), second(end)) for start, end, _ in rows) == [
        (start, end) for _, start, end in sorted(ours(feed), key=lambda event: event[1:])
    ]
    assert sorted((second(start), title) for start, _, title in rows) == titles(feed)


def test_ical_js_agrees(feed: Path) -> None:
    package = node_package("ical.js") / "dist" / "ical.js"
    told = run(program("node"), READERS / "ical_events.mjs", package, feed)
    assert told.returncode == 0, told.stderr
    events = json.loads(told.stdout)
    assert sorted(
        (uid, datetime.fromisoformat(start), datetime.fromisoformat(end)) for uid, start, end, _ in events
    ) == ours(feed)
    assert sorted((datetime.fromisoformat(start), title) for _, start, _, title in events) == titles(feed)

from __future__ import annotations

import csv
import re
import signal
import stat
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from commands import started
from loopback import free_port, wait_for
from teams import team_text, write_roster, write_workspace

from exports.ics import read
from exports.ics_lint import lint
from rota.store.audit import audit
from rota.store.database import NAME, connected

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

SHIFTS = (
    '{id: early, start: "06:00", end: "14:00"}',
    '{id: late, start: "14:00", end: "22:00", kind: on_call, role: primary}',
)
BASE = "--base=https://x.example.org"
MARCH, APRIL, JUNE = "--now=2027-03-01T10:00:00Z", "--now=2027-04-01T10:00:00Z", "--now=2027-06-01T10:00:00Z"
ADDRESS = re.compile(r" *(\d+)  (.*)  (https?://[^/]+)/p/([\w-]{43})/")


@pytest.fixture
def folder(rota: Command, tmp_path: Path) -> Path:
    """Ana has Monday's early shift and Bo carries the pager after it; it is published."""
    folder = tmp_path / "shop"
    folder.mkdir()
    write_workspace(folder, {"team.yaml": team_text(shifts=SHIFTS, rules=("{kind: one_at_a_time}",))})
    write_roster(folder, ("ana", "early@2027-03-08"), ("bo", "late@2027-03-08"))
    assert rota("publish", folder, "--yes", "--by", "mo", MARCH).code == 0
    return folder


def addresses(text: str) -> dict[str, str]:
    """By whose link it is, its token."""
    return {found[2]: found[4] for found in map(ADDRESS.fullmatch, text.splitlines()) if found}


def test_everybody_gets_a_link_that_is_shown_once(rota: Command, folder: Path) -> None:
    told = rota(
        "feeds", "add", folder, "--everyone", "--by", "mo", MARCH, "--base", "https://rota.example.org/"
    )
    found = addresses(told.out)
    assert list(found) == ["agent ana", "agent bo", "role primary", "team", "lead"]
    assert told.err == "each address is shown this once: rota keeps only what recognises it\n"
    again = rota("feeds", "add", folder, "--everyone", "--by", "mo", MARCH)
    assert (again.out, again.err) == ("", "everybody has a link already, see `rota feeds list`\n")
    content = b"".join(path.read_bytes() for path in folder.glob(f"{NAME}*"))
    assert not [token for token in found.values() if token.encode() in content]


def test_links_are_listed_with_their_state_and_their_end_alone(rota: Command, folder: Path) -> None:
    token = addresses(
        rota("feeds", "add", folder, "--agent", "ana", "--alarm", "60", "--by", "mo", MARCH).out
    )
    told = rota("feeds", "list", folder, MARCH)
    assert [line.split() for line in told.out.splitlines()] == [
        ["link", "whose", "address", "alarms", "state", "reads", "last", "read"],
        ["1", "agent", "ana", "served", f"...{token['agent ana'][-4:]}", "60", "min", "live", "0", "never"],
    ]


def test_there_is_nothing_to_list_before_the_first_link(rota: Command, folder: Path) -> None:
    assert rota("feeds", "list", folder).out.startswith("there is no link yet")


def test_a_link_is_replaced_and_revoked_and_the_lead_is_told_when_it_ends(
    rota: Command, folder: Path
) -> None:
    rota("feeds", "add", folder, "--agent", "ana", "--agent", "bo", "--by", "mo", MARCH)
    told = rota("feeds", "rotate", folder, "--agent", "ana", "--grace", "3", "--by", "mo", MARCH)
    assert list(addresses(told.out)) == ["agent ana"]
    assert (
        rota("feeds", "revoke", folder, "--link", "2", "--by", "mo", MARCH).out
        == "revoked: link 2 of agent bo\n"
    )
    for moment, states in (
        (MARCH, ["replaced, live until 2027-03-04 10:00", "revoked, a note until 2027-03-31 10:00", "live"]),
        (APRIL, ["replaced, a note until 2027-04-03 10:00", "revoked, gone", "live"]),
        (JUNE, ["replaced, gone", "revoked, gone", "live"]),
    ):
        out = rota("feeds", "list", folder, moment, "--now", moment.removeprefix("--now=")).out
        assert [next(state for state in states if state in line) for line in out.splitlines()[1:]] == states
    with connected(folder / NAME) as store:
        assert [(line.by, line.what, line.detail) for line in audit(store)[1:]] == [
            ("mo", "made link", "1 agent ana"),
            ("mo", "made link", "2 agent bo"),
            ("mo", "made link", "3 agent ana"),
            ("mo", "replaced link", "1 by 3"),
            ("mo", "revoked link", "2 agent bo"),
        ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["add", "--agent", "anna"], "there is no agent `anna`"),
        (["add", "--role", "second"], "there is no role `second`"),
        (["add"], "whose link is not said"),
        (["add", "--team", "--base", "rota.example.org"], "`rota.example.org` is no address of a server"),
        (["rotate"], "which links is not said"),
        (["rotate", "--agent", "ana"], "there is no link of agent ana"),
        (["revoke", "--link", "7"], "there is no living link 7"),
        (["lint", "nowhere.ics"], "there is no such file"),
        (["lint", "http://127.0.0.1:1/x.ics"], "the calendar cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    rota: Command, folder: Path, words: list[str], message: str
) -> None:
    place = [] if words[0] == "lint" else [folder]
    told = rota("feeds", words[0], *place, *words[1:])
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"error: {message}")
    assert "served" not in rota("feeds", "list", folder).out


def test_no_database_is_made_for_links_that_are_not_there(rota: Command, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path / "new", {"team.yaml": team_text()})
    for words in (("rotate", folder, "--agent", "ana"), ("revoke", folder, "--link", "1")):
        assert rota("feeds", *words).code == 2
    assert [path.name for path in folder.iterdir()] == ["team.yaml"]


def test_files_for_a_web_server_are_whole_stable_and_secret(
    rota: Command, folder: Path, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    write = (
        "feeds",
        "write",
        folder,
        "--out",
        public,
        "--by",
        "mo",
        "--base",
        "https://x.example.org",
        MARCH,
    )
    assert ", 8 calendars, 8 of them new or changed" in rota(*write).out
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in public.rglob("*.ics")}
    assert ", 8 calendars, 0 of them new or changed" in rota(*write).out
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in public.rglob("*.ics")}
    assert all(lint(content) == () for content, _ in before.values())
    assert stat.S_IMODE((public / "f").stat().st_mode) == 0o711
    index = folder / "out" / "feeds.csv"
    assert stat.S_IMODE(index.stat().st_mode) == 0o600
    rows = list(csv.DictReader(StringIO(index.read_text("utf-8"))))
    assert [(row["kind"], row["id"]) for row in rows] == [
        ("agent", "ana"),
        ("agent", "bo"),
        ("role", "primary"),
        ("team", ""),
    ]
    for row in rows:
        for address in (row["calendar"], row["on_call_only"]):
            assert public / address.removeprefix("https://x.example.org/") in before


def test_a_swap_changes_the_files_of_those_concerned_and_a_revoked_one_goes(
    rota: Command, folder: Path, tmp_path: Path
) -> None:
    public = tmp_path / "public"
    write = ("feeds", "write", folder, "--out", public, "--by", "mo", BASE)
    rota(*write, MARCH)
    write_roster(folder, ("ana", "early@2027-03-08"), ("ana", "late@2027-03-09"), ("bo", "late@2027-03-08"))
    assert rota("publish", folder, "--yes", "--by", "mo", "--now=2027-03-02T10:00:00Z").code == 0
    assert ", 6 of them" in rota(*write, "--now=2027-03-02T10:00:00Z").out  # ana's, the role's and the team's
    rota("feeds", "revoke", folder, "--agent", "bo", "--by", "mo", "--now=2027-03-02T10:00:00Z")
    rota(*write, "--now=2027-03-02T10:00:00Z")
    notes = [path for path in public.rglob("*.ics") if b"no longer valid" in path.read_bytes()]
    assert len(notes) == 2
    rota(*write, JUNE)
    assert [path for path in notes if path.exists() or path.parent.exists()] == []


def test_publishing_can_write_the_feeds_too(rota: Command, folder: Path, tmp_path: Path) -> None:
    public = tmp_path / "public"
    words = ("publish", folder, "--yes", "--by", "mo", "--out", public, BASE, MARCH)
    told = rota(*words)
    assert told.out.splitlines()[-3:] == [
        "nothing to publish: revision 1 says the same",
        f"{public}, 8 calendars, 8 of them new or changed",
        f"{folder / 'out' / 'feeds.csv'}, who has which address: for you alone",
    ]
    write_roster(folder, ("ana", "early@2027-03-09"), ("bo", "late@2027-03-08"))
    assert f"{public}, 8 calendars, 2 of them new or changed" in rota(*words).out
    assert rota("publish", folder, "--yes", "--out", folder).code == 2


def test_without_a_server_no_file_is_written_and_team_yaml_can_name_it(
    rota: Command, folder: Path, tmp_path: Path
) -> None:
    write = ("feeds", "write", folder, "--out", tmp_path / "public", "--by", "mo", MARCH)
    told = rota(*write)
    assert (told.code, told.out) == (2, "")
    assert told.err == (
        "error: nobody knows the server at which the feeds will be read\n"
        "help: say it with `--base URL`, or as `publishing: {address: URL}` in team.yaml\n"
    )
    assert not (tmp_path / "public").exists()
    published = ("publish", folder, "--yes", "--by", "mo", "--out", tmp_path / "public", MARCH)
    assert (rota(*published).code, (tmp_path / "public").exists()) == (2, False)
    team = folder / "team.yaml"
    team.write_text(team.read_text("utf-8") + 'publishing: {address: "https://y.example.org/"}\n', "utf-8")
    assert rota(*write).code == 0
    assert "https://y.example.org/f/" in (folder / "out" / "feeds.csv").read_text("utf-8")
    assert "  https://y.example.org/p/" in rota("feeds", "add", folder, "--team", "--by", "mo").out
    assert "  https://y.example.org/p/" in rota("feeds", "rotate", folder, "--team", "--by", "mo").out
    assert "  https://x.example.org/p/" in rota("feeds", "add", folder, "--lead", "--by", "mo", BASE).out


def test_the_index_is_never_written_where_it_would_be_served(rota: Command, folder: Path) -> None:
    told = rota("feeds", "write", folder, "--out", folder)
    assert (told.code, "would be served with the feeds" in told.err) == (2, True)
    assert not (folder / "f").exists()


def test_lint_tells_each_finding_by_its_line(rota: Command, folder: Path, tmp_path: Path) -> None:
    rota("feeds", "write", folder, "--out", tmp_path / "public", "--by", "mo", BASE, MARCH)
    good = next((tmp_path / "public").rglob("*ana.ics"))
    assert (rota("feeds", "lint", good).code, rota("feeds", "lint", good).err) == (0, "nothing found\n")
    bad = tmp_path / "bad.ics"
    bad.write_bytes(good.read_bytes().replace(b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH"))
    told = rota("feeds", "lint", bad)
    assert told.code == 1
    assert told.out == "line 1: VCALENDAR has `METHOD`, which some clients answer by losing events\n"
    moved = tmp_path / "moved.ics"
    moved.write_bytes(good.read_bytes().replace(b"SUMMARY:early", b"SUMMARY:earlier"))
    told = rota("feeds", "lint", moved, "--again", good)
    assert told.code == 1
    assert "the event has changed, but SEQUENCE was 0 and is 0" in told.out


def fetched(address: str, tag: str = "") -> tuple[int, bytes, str]:
    request = urllib.request.Request(address, headers={"If-None-Match": tag} if tag else {})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read(), answer.headers["ETag"]
    except urllib.error.HTTPError as error:
        return error.code, error.read(), error.headers["ETag"] or ""


@pytest.fixture
def coming(rota: Command, tmp_path: Path) -> Path:
    """The same a week from now, since a server goes by the clock."""
    monday = datetime.now(UTC).date() + timedelta(days=8)
    monday += timedelta(days=-monday.weekday() % 7)
    folder = tmp_path / "soon"
    folder.mkdir()
    write_workspace(folder, {"team.yaml": team_text(start=f"{monday}", shifts=SHIFTS)})
    write_roster(folder, ("ana", f"early@{monday}"), ("bo", f"late@{monday}"))
    assert rota("publish", folder, "--yes", "--by", "mo").code == 0
    return folder


def test_a_server_follows_what_is_published_and_keeps_addresses_to_itself(
    rota: Command, coming: Path
) -> None:
    folder = coming
    port = free_port()
    token = addresses(rota("feeds", "add", folder, "--agent", "ana", "--by", "mo").out)["agent ana"]
    lead = addresses(rota("feeds", "add", folder, "--lead", "--by", "mo").out)["lead"]
    server = started("serve", folder, "--port", port)
    try:
        wait_for(port, server)
        address = f"http://127.0.0.1:{port}/f/{token}/ana.ics"
        status, body, tag = fetched(address)
        assert (status, fetched(address, tag)[0]) == (200, 304)
        assert rota("feeds", "lint", address).err == "nothing found\n"
        page = fetched(f"http://127.0.0.1:{port}/p/{token}/")[1].decode()
        assert f"webcal://127.0.0.1:{port}/f/{token}/" in page
        assert "Coverage" not in fetched(f"http://127.0.0.1:{port}/p/{lead}/")[1].decode()
        (shift,) = read(body)
        day = shift.start.date()
        write_roster(folder, ("ana", f"early@{day}"), ("ana", f"early@{day + timedelta(days=1)}"))
        assert rota("publish", folder, "--yes", "--by", "mo").code == 0
        for _ in range(600):
            if fetched(address, tag)[0] == 200:
                break
            server_waits(server)
        assert len(read(fetched(address)[1])) == 2
    finally:
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=60)
    assert (server.returncode, out) == (0, "")
    assert err.splitlines() == [f"serving revision 1 to 2 links at http://127.0.0.1:{port}, Ctrl-C ends it"]
    listed = rota("feeds", "list", folder).out
    assert "by a script" in listed
    assert token not in out + err + listed


def server_waits(server: object) -> None:
    import subprocess

    assert isinstance(server, subprocess.Popen)
    with pytest.raises(subprocess.TimeoutExpired):
        server.wait(timeout=0.1)


def test_a_port_that_is_taken_is_said(rota: Command, folder: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = started("serve", folder, "--port", port)
        _, err = server.communicate(timeout=60)
    assert server.returncode == 2
    assert f"error: nothing can listen at 127.0.0.1:{port}: address already in use\nhelp: " in err

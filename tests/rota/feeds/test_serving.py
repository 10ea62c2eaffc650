"""The server on a real port: slow, large and broken requests, and what it keeps to itself."""

from __future__ import annotations

import random
import socket
from contextlib import contextmanager
from http.client import HTTPConnection
from threading import Event, Thread
from typing import TYPE_CHECKING

from desks import WORKED, desk_roster

from rota.feeds import serving
from rota.feeds.serving import server_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest
    from desks import Desk

PATIENCE = 30


@contextmanager
def listening(desk: Desk) -> Iterator[int]:
    """The desk on a port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = server_of(desk.app)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        for _ in range(1000):
            if server.started:
                break
            thread.join(0.02)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def got(port: int, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = (answer.status, answer.read())
    connection.close()
    return found


def said(port: int, request: bytes) -> bytes:
    """Whatever comes back until the server closes, or is silent after a whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as peer:
        peer.sendall(request)
        peer.shutdown(socket.SHUT_WR)
        found = b""
        while part := peer.recv(1 << 16):
            found += part
        return found


def cut_off(peer: socket.socket) -> bool:
    """Whether the server ends the connection without an answer."""
    try:
        return peer.recv(1 << 16) == b""
    except ConnectionResetError:
        return True


def test_a_client_gets_over_the_wire_what_the_app_answers(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    body = desk.feed(token).body
    with listening(desk) as port:
        assert got(port, f"/f/{token}/ana.ics") == (200, body)
        assert got(port, f"/f/{token}/ana.ics?utm=x&alarm=1") == (200, body)
        assert got(port, f"/f/{token}/ana.ics", "HEAD") == (200, b"")
        assert got(port, "/nothing") == (404, b"not found\n")
        assert got(port, f"/f/{token}/ana.ics", "POST") == (405, b"method not allowed\n")


def test_a_client_that_sends_slowly_holds_up_nobody(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    with listening(desk) as port:
        slow = [socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) for _ in range(50)]
        for peer in slow:
            peer.sendall(b"GET /f/")
        assert got(port, f"/f/{token}/ana.ics")[0] == 200
        for peer in slow:
            peer.close()


def test_a_client_that_reads_slowly_holds_up_nobody(desk: Desk) -> None:
    _, token = desk.link("lead")
    with listening(desk) as port:
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        slow.connect(("127.0.0.1", port))
        request = f"GET /p/{token}/ HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        slow.sendall(request * 50)
        assert got(port, f"/p/{token}/")[0] == 200
        slow.close()


def test_a_head_that_does_not_come_to_an_end_is_cut_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.2)
    with listening(desk) as port, socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as peer:
        peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while not answer.endswith(b"well\n"):
            answer += peer.recv(1 << 16)
        peer.sendall(b"GET /healthz HTTP/1.1\r\nX-Slow: ")
        assert cut_off(peer)


def test_a_head_that_is_too_large_is_refused(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    with listening(desk) as port:
        answer = said(port, b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000)
        assert answer.split(b"\r\n")[0].startswith(b"HTTP/1.1 4")
        assert got(port, f"/f/{token}/ana.ics")[0] == 200


def test_no_bytes_make_the_server_fail_or_tell(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    _, token = desk.link("agent", "ana")
    dice = random.Random(20270308)
    good = f"GET /f/{token}/ana.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
    with listening(desk) as port:
        for _ in range(150):
            request = bytearray(good)
            for _ in range(dice.randint(1, 6)):
                request[dice.randrange(len(request))] = dice.randrange(256)
            status = said(port, bytes(request)).split(b" ")[1:2]
            assert status in ([], [b"200"], [b"304"], [b"400"], [b"404"], [b"405"], [b"501"], [b"505"]), (
                request
            )
        assert said(port, good).startswith(b"HTTP/1.1 200")
    assert desk.failures == []
    assert token not in caplog.text


def test_nothing_of_a_request_is_logged_or_printed(
    desk: Desk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    _, token = desk.link("agent", "ana")
    caplog.set_level("DEBUG")
    with listening(desk) as port:
        for path in (f"/f/{token}/ana.ics", f"/p/{token}/", f"/x/{token}", f"/f/{token}"):
            for method in ("GET", "HEAD", "POST"):
                got(port, path, method, **{"User-Agent": "canary-agent", "Referer": "canary-referer"})
    written = capfd.readouterr()
    told = caplog.text + written.out + written.err
    assert token not in told
    assert "canary" not in told
    assert "/f/" not in told


def test_a_body_is_whole_while_rosters_are_published(desk: Desk) -> None:
    _, token = desk.link("team")
    states = [desk.read()]
    desk.publish(desk_roster(*WORKED[:3]), 1)
    states.append(desk.read())
    done = Event()

    def alternate() -> None:
        while not done.is_set():
            for state in states:
                desk.app.shelf.state = state

    wanted = set()
    for state in states:
        desk.app.shelf.state = state
        wanted.add(desk.feed(token).body)
    with listening(desk) as port:
        thread = Thread(target=alternate)
        thread.start()
        found = {got(port, f"/f/{token}/team.ics") for _ in range(100)}
        done.set()
        thread.join()
    assert found <= {(200, body) for body in wanted}

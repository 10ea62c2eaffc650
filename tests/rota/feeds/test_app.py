"""Whatever is asked: no error, no word more than there must be, nobody else's shifts."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from desks import desk_roster

from rota.feeds.shelf import Shelf

if TYPE_CHECKING:
    from desks import Answered, Desk

METHODS = (
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "TRACE",
    "CONNECT",
    "PROPFIND",
    "\x00",
    "get",
)
PIECES = (
    "/",
    "//",
    "f",
    "p",
    "on-call",
    "..",
    "%2e%2e",
    "\x00",
    "\n",
    "é",
    "\ud800",
    ".ics",
    "x.ics",
    "ana",
    "team",
    "healthz",
    "robots.txt",
    "favicon.ico",
    "?token=",
    "#",
    "a" * 43,
    "-" * 43,
    "A" * 5000,
    "\u202e",
    ";",
    "{{7*7}}",
    "${jndi:x}",
    "<script>",
    "' OR 1=1 --",
)
HEADERS = (
    b"if-none-match",
    b"if-modified-since",
    b"range",
    b"host",
    b"accept-encoding",
    b"user-agent",
    b"x-forwarded-for",
    b"content-length",
    b"expect",
    b"if-match",
    b"authorization",
    b"x\xff",
)
VALUES = (
    b"",
    b"*",
    b'"x"',
    b'W/"x"',
    b'"' * 9000,
    b"\xff\xfe",
    b"Mon, 01 Jan 2027 00:00:00 GMT",
    b"bytes=0-0",
    b"Thu, 99 Foo 20270 99:99:99 +9999",
    b"-1",
    b"1e999",
    b"gzip",
    b"," * 20000,
)
SECRETS = ("Ana", "Bo", "Cem", "early", "late", "primary", "Help desk")


def tells(answer: Answered) -> bool:
    text = answer.body.decode(errors="replace") + repr(answer.headers)
    return any(secret in text for secret in SECRETS)


def test_whoever_has_no_link_has_one_answer_whatever_they_ask(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    wrong = [
        "/",
        "/f",
        "/f/",
        f"/f/{token}",
        f"/f/{token}/",
        f"/f/{token}/x.txt",
        f"/f/{token}/a/b.ics",
        f"/p/{token}/x",
        f"/f/{token[:-1]}/x.ics",
        f"/f/{token[:-1]}{'a' if token[-1] != 'a' else 'b'}/x.ics",
        f"/x/{token}/x.ics",
        f"/f/{token.swapcase()}/x.ics",
        f"/f/{token}/ON-CALL/x.ics",
        f"/f/{token}/{'x' * 500}.ics",
    ]
    answers = [desk.ask(path) for path in wrong]
    assert {answer.status for answer in answers} == {404}
    assert len({(answer.body, tuple(answer.headers.items())) for answer in answers}) == 1
    assert desk.notes.take() == ()


def test_the_lead_has_a_page_and_no_calendar(desk: Desk) -> None:
    _, token = desk.link("lead")
    assert desk.feed(token).status == 404
    assert desk.ask(f"/p/{token}/").status == 200


@pytest.mark.parametrize("method", [method for method in METHODS if method not in ("GET", "HEAD")])
def test_a_method_that_changes_things_is_refused_and_changes_none(desk: Desk, method: str) -> None:
    _, token = desk.link("agent", "ana")
    answer = desk.feed(token, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")
    assert desk.ask("/nothing", method=method).status == 404


def test_the_server_says_that_it_is_well_and_what_robots_may_read(desk: Desk) -> None:
    assert desk.ask("/healthz").body == b"well\n"
    assert desk.ask("/robots.txt").body == b"User-agent: *\nDisallow:\n"
    desk.app.well = False
    assert desk.ask("/healthz").status == 503
    assert desk.ask("/robots.txt").status == 200


def test_nothing_that_is_asked_makes_the_server_fail_or_tell(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    dice = random.Random(20270308)
    statuses = set()
    for _ in range(5000):
        path = "/" + "".join(dice.choices(PIECES, k=dice.randint(0, 6)))
        headers = [(dice.choice(HEADERS), dice.choice(VALUES)) for _ in range(dice.randint(0, 5))]
        answer = desk.ask_raw(path, method=dice.choice(METHODS), headers=headers)
        assert not tells(answer)
        statuses.add(answer.status)
        mine = desk.ask_raw(f"/f/{token}/x.ics", method=dice.choice(METHODS), headers=headers)
        assert mine.status in (200, 304, 405)
    assert statuses == {200, 404, 405}
    assert desk.failures == []


def test_no_link_shows_another_agents_shifts(desk: Desk) -> None:
    tokens = {who: desk.link("agent", who)[1] for who in ("ana", "bo", "cem")}
    bodies = {who: desk.feed(token).body for who, token in tokens.items()}
    for who, body in bodies.items():
        others = [other for other in bodies.values() if other != body]
        assert len(others) == 2
        assert f"NAME:Help desk · {who.capitalize()}".encode() in body


def test_a_bug_of_ours_is_told_to_nobody_outside_and_the_last_calendar_goes_on(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    before = desk.feed(token)
    desk.publish(desk_roster("bo early mo"), 1)
    state = desk.app.shelf.state
    object.__setattr__(state, "published", "nonsense with a secret name")
    assert desk.feed(token).body == before.body
    answer = desk.ask(f"/p/{token}/")
    assert (answer.status, answer.body) == (503, b"unwell\n")
    assert len(desk.failures) == 1


def test_memory_is_bounded_by_the_bytes_kept(desk: Desk) -> None:
    small = Shelf(desk.read(), most_bytes=4000)
    desk.app.shelf = small
    tokens = [desk.link("agent", who)[1] for who in ("ana", "bo", "cem") * 3]
    for token in tokens * 2:
        assert desk.feed(token).status == 200
    assert 0 < small._kept.bytes <= 4000  # noqa: SLF001  # what is kept is not told outside


def test_the_server_starts_and_stops_without_a_word(desk: Desk) -> None:
    import asyncio

    sent: list[str] = []
    asked = iter(["lifespan.startup", "lifespan.shutdown"])

    async def receive() -> dict[str, str]:
        return {"type": next(asked)}

    async def send(message: dict[str, str]) -> None:
        sent.append(message["type"])

    asyncio.run(desk.app({"type": "lifespan"}, receive, send))
    asyncio.run(desk.app({"type": "websocket"}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]

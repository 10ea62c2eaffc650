"""How fast feeds are served from memory, beside a constant answer of the same uvicorn, and what memory does.

PYTHONPATH=.:tests:tests/benchmarks python tests/benchmarks/feed_serving.py [REQUESTS]

Two servers in processes of their own take turns, one second each, so that a busy machine is as busy for
both; requests come from threads that keep their connections. Then REQUESTS go to the feeds alone, every
feed and every page in turn, and the server's resident memory is read after each tenth of them.
"""

from __future__ import annotations

import multiprocessing
import socket
import sys
import tempfile
import threading
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

THREADS, ROUNDS, SECONDS = 4, 7, 1.0


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def constant(port: int, body: bytes) -> None:
    """Serve the same bytes at every address, in the same server."""
    from rota.feeds.serving import server_of

    async def app(scope, receive, send):  # type: ignore[no-untyped-def]  # the smallest there is
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        headers = [(b"content-type", b"text/calendar"), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    server_of(app).run(sockets=[socket.create_server(("127.0.0.1", port))])


def feeds(port: int, folder: str, tokens: list[str], agents: int) -> None:
    """Serve a desk of so many agents."""
    from desks import Desk
    from feed_team import team_year
    from rosters import act

    from rota.feeds.serving import server_of
    from rota.feeds.window import window_at
    from rota.store.database import connected, writing
    from rota.store.feed_tokens import Subject, add
    from rota.store.publish import publish

    roster = team_year(agents, 120)
    with connected(Path(folder) / "rota.db") as store:
        publish(store, roster, act(0))
        with writing(store):
            for token, member in zip(tokens, roster.members, strict=True):
                add(store, Subject("agent", member.id), token=token, at=roster.made_at, by="mo")
        desk = Desk(store, now=roster.start)
        assert window_at(desk.now, "Europe/Berlin") == desk.app.shelf.state.window
        server_of(desk.app).run(sockets=[socket.create_server(("127.0.0.1", port))])


def begun(target: object, *arguments: object) -> tuple[multiprocessing.Process, int]:
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(
        target=target, args=(port, *arguments), daemon=True
    )
    process.start()
    while True:
        try:
            asked(port, "/healthz")
        except OSError:
            sleep(0.1)
        else:
            return process, port


def asked(port: int, path: str, **headers: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=headers)
    return connection.getresponse().read()


def rate(port: int, paths: list[str], seconds: float, headers: dict[str, str]) -> float:
    """Answers a second."""
    counts = [0] * THREADS
    ends = perf_counter() + seconds

    def ask(thread: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        while perf_counter() < ends:
            connection.request("GET", paths[counts[thread] % len(paths)], headers=headers)
            connection.getresponse().read()
            counts[thread] += 1

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(THREADS)]
    start = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (perf_counter() - start)


def resident_megabytes(process: multiprocessing.Process) -> float:
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    """Print rates and memory."""
    from rota.store.feed_tokens import new_token

    requests, agents = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, 50
    tokens = [new_token() for _ in range(agents)]
    with tempfile.TemporaryDirectory() as folder:
        ours, port = begun(feeds, folder, tokens, agents)
        paths = [f"/f/{token}/shifts.ics" for token in tokens]
        body = asked(port, paths[0])
        plain, plain_port = begun(constant, body)
        for path in paths:
            asked(port, path)
        print(f"{len(body)} octets a feed, {THREADS} connections")
        pairs = [
            (rate(port, paths[:1], SECONDS, {}), rate(plain_port, ["/"], SECONDS, {})) for _ in range(ROUNDS)
        ]
        mine, theirs = (median(pair[place] for pair in pairs) for place in (0, 1))
        shares = sorted(round(100 * one / other) for one, other in pairs)
        print(f"feeds {mine:.0f}/s, constant {theirs:.0f}/s; share in % over {ROUNDS} rounds: {shares}")
        plain.kill()
        pages = [f"/p/{token}/" for token in tokens[:5]]
        memory = [resident_megabytes(ours)]
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(requests):
            path = pages[number % 5] if number % 100 == 0 else paths[number % agents]
            connection.request("GET", path)
            connection.getresponse().read()
            if (number + 1) % (requests // 10) == 0:
                memory.append(resident_megabytes(ours))
        print(f"resident MB over {requests} requests: {[round(one, 1) for one in memory]}")
        ours.kill()


if __name__ == "__main__":
    main()

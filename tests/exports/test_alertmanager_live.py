"""A real Alertmanager on loopback hands a firing alert over at a shift's edge, and catches a gap.

Turns last a minute, the shortest that its intervals know; the test waits for pages, not for a time.
"""

from __future__ import annotations

import json
import socket
import subprocess
import urllib.request
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from paging_plans import AGENTS, example, turn
from real import program
from recorder import recorder
from ruamel.yaml import YAML

from exports.alertmanager import FILE, SYSTEM, write
from rota.paging.escalation import Escalation, Route, Step, Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from recorder import Recorder

    from rota.paging.plan import PagingPlan

MINUTE = timedelta(minutes=1)
PATIENCE = 240.0
"""Seconds to wait for one page: far more than any takes."""

CHAIN = Escalation(
    "standard",
    (Step((Target("role", "primary"),), 1), Step((Target("role", "secondary"), Target("agent", "ana")), 60)),
)


def plan_around(now: datetime) -> PagingPlan:
    """Ana has the pager, from the next full minute on Bo, and a minute later nobody; Cem is second."""
    start = now.replace(second=0, microsecond=0)
    first = 1 if now.second < 40 else 2
    edges = [start + step * MINUTE for step in (0, first, first + 1, 9)]
    return example(
        SYSTEM,
        start=start,
        end=edges[3],
        since=start,
        turns=(
            turn("primary", "ana", edges[0], edges[1]),
            turn("primary", "bo", edges[1], edges[2]),
            turn("secondary", "cem", edges[0], edges[3]),
        ),
        escalations=(CHAIN,),
        routes=(Route("standard"),),
    )


def config_of(plan: PagingPlan, sink: Recorder) -> dict[str, object]:
    fragment = YAML(typ="safe", pure=True).load(write(plan)[FILE])
    return {
        "route": {
            "receiver": "dev@alertmanager",
            "group_wait": "1s",
            "group_interval": "2s",
            "repeat_interval": "1h",
            "routes": fragment["route"]["routes"],
        },
        "receivers": [
            {"name": f"{agent}@alertmanager", "webhook_configs": [{"url": f"{sink.url}/{agent}"}]}
            for agent in AGENTS
        ],
        "time_intervals": fragment["time_intervals"],
    }


@contextmanager
def alertmanager(folder: Path, config: dict[str, object]) -> Iterator[str]:
    path, port = folder / "alertmanager.yml", free_port()
    with path.open("wb") as file:
        YAML(typ="safe", pure=True).dump(config, file)
    words = [
        program("prometheus-alertmanager"),
        f"--config.file={path}",
        f"--storage.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        "--cluster.listen-address=",
    ]
    with (folder / "log").open("wb") as log, subprocess.Popen(words, stdout=log, stderr=log) as process:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fire(url: str) -> None:
    """Send an alert, again and again until the server is up."""
    alert = [{"labels": {"alertname": "disk full", "queue": "phone"}, "annotations": {"summary": "{{ x }}"}}]
    body = json.dumps(alert).encode()
    request = urllib.request.Request(f"{url}/api/v2/alerts", body, {"Content-Type": "application/json"})
    until, pause = monotonic() + PATIENCE, Event()
    while True:
        try:
            urllib.request.urlopen(request, timeout=10).close()
        except OSError:
            if monotonic() > until:
                raise
            pause.wait(0.1)
        else:
            return


def paged(sink: Recorder, count: int) -> list[str]:
    """Whom the first pages reached, in order."""
    return [sink.requests.get(timeout=PATIENCE).path.strip("/") for _ in range(count)]


@pytest.mark.live
def test_a_firing_alert_follows_the_roster_over_an_edge_and_into_a_gap(tmp_path: Path) -> None:
    program("prometheus-alertmanager")
    plan = plan_around(datetime.now(UTC))

    with recorder() as sink, alertmanager(tmp_path, config_of(plan, sink)) as url:
        fire(url)
        pages = paged(sink, 5)

    first = list(dict.fromkeys(pages))
    assert [one for one in first if one != "cem"] == ["ana", "bo", "dev"]
    assert first.index("cem") > 0
    # Whom the first step has paged is paged again by the second, which tells the routes apart.
    assert pages.count("ana") == 2

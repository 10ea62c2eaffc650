"""docs/paging/apply.sh, run as the pages say, against a recorder on loopback."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from paging_plans import AGENTS, at, example
from real import program, run
from recorder import recorder

from exports.incident_io import OVERRIDES, SYSTEM, write

if TYPE_CHECKING:
    from recorder import Recorder

    from rota.paging.plan import PagingPlan

SCRIPT = Path(__file__).parent.parent.parent / "docs" / "paging" / "apply.sh"


def applied(plan: PagingPlan, folder: Path, sink: Recorder) -> list[tuple[str, str, str]]:
    """Method, path and start of each request that applying an export leads to."""
    for name in ("sh", "curl", "jq"):
        program(name)
    new, done = folder / "overrides.jsonl", folder / "applied.jsonl"
    new.write_bytes(write(plan)[OVERRIDES])

    now = plan.since.strftime("%Y-%m-%dT%H:%M:%SZ")
    told = run("sh", SCRIPT, new, done, sink.url, ".override.id", AUTHORIZATION="Bearer secret", NOW=now)

    assert (told.returncode, told.stderr) == (0, "")
    requests = [sink.requests.get_nowait() for _ in range(sink.requests.qsize())]
    assert {one.headers["authorization"] for one in requests} <= {"Bearer secret"}
    bodies = (json.loads(one.body) if one.body else {} for one in requests)
    return [
        (one.method, one.path, body.get("start_at", "")) for one, body in zip(requests, bodies, strict=True)
    ]


def test_what_is_new_is_sent_what_is_gone_is_taken_back_and_the_rest_left_alone(tmp_path: Path) -> None:
    plan = example(SYSTEM)
    ill = replace(plan, turns=(*plan.turns[:2], replace(plan.turns[2], person="cem"), *plan.turns[3:]))

    with recorder(b'{"override": {"id": "OV1"}}') as sink:
        first = applied(plan, tmp_path, sink)
        second = applied(plan, tmp_path, sink)
        third = applied(ill, tmp_path, sink)
        later = applied(replace(ill, since=at(28, 9)), tmp_path, sink)
        moved = tuple((agent, SYSTEM, f"{agent}2") for agent in AGENTS)
        last = applied(replace(ill, since=at(28, 9), contacts=moved), tmp_path, sink)

    assert first == [
        ("POST", "/v2/schedule_overrides", turn.start.strftime("%Y-%m-%dT%H:%M:%SZ")) for turn in plan.turns
    ]
    assert second == []
    assert third == [
        ("DELETE", "/v2/schedule_overrides/OV1", ""),
        ("POST", "/v2/schedule_overrides", "2027-03-28T08:00:00Z"),
    ]
    assert later == []
    assert last == [
        ("DELETE", "/v2/schedule_overrides/OV1", ""),
        ("DELETE", "/v2/schedule_overrides/OV1", ""),
        ("POST", "/v2/schedule_overrides", "2027-03-28T09:00:00Z"),
        ("POST", "/v2/schedule_overrides", "2027-03-28T09:00:00Z"),
    ]

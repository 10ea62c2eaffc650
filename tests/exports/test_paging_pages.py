"""The commands of the how-to pages, run as they stand there against a recorder on loopback."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from paging_plans import example

from exports import goalert, jsm, opsgenie, pagerduty
from rota.paging.plan import System

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exports.pagers import Pager

DOCS = Path(__file__).parent.parent.parent / "docs" / "paging"
ANSWER = b'{"overrides": [{"id": "OLD"}], "values": [{"alias": "OLD"}], "data": {}}'
SETTINGS = (("team", "TEAM"), ("rotation.primary", "ROT1"), ("rotation.secondary", "ROT2"))
KEYS = {
    name: "secret"
    for name in (
        "ATLASSIAN_EMAIL",
        "ATLASSIAN_TOKEN",
        "CLOUD_ID",
        "GOALERT_TOKEN",
        "OPSGENIE_KEY",
        "PAGERDUTY_TOKEN",
    )
}

pytestmark = pytest.mark.skipif(
    not all(shutil.which(program) for program in ("bash", "curl", "jq")), reason="needs bash, curl and jq"
)


class Recorder(ThreadingHTTPServer):
    """Remembers method and path of what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.calls: list[str] = []


class Answering(BaseHTTPRequestHandler):
    server: Recorder

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.calls.append(f"{self.command} {self.path}")
        self.send_response(200)
        self.end_headers()
        self.wfile.write(ANSWER)

    do_DELETE = do_GET = do_PATCH = do_POST = do_PUT = answer

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    with Recorder() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def run_page(pager: Pager, folder: Path, recorder: Recorder) -> list[str]:
    """What the commands of the page send, one block after the other."""
    address = f"http://127.0.0.1:{recorder.server_port}"
    system = System(pager.SYSTEM, (("primary", "SCHED1"), ("secondary", "SCHED2")), SETTINGS)
    for name, content in pager.write(example(pager.SYSTEM, systems=(system,))).items():
        (folder / name).write_bytes(content)
    page = (DOCS / f"{pager.SYSTEM}.md").read_text("utf-8")
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```$", page, flags=re.MULTILINE | re.DOTALL))
    script = re.sub(r"https://api\.\w+\.com", address, script)
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "GOALERT_URL": address, **KEYS},
        capture_output=True,
        check=True,
    )
    return recorder.calls


def test_pagerdutys_page_replaces_the_overrides_to_come(tmp_path: Path, recorder: Recorder) -> None:
    first, second = "/schedules/SCHED1/overrides", "/schedules/SCHED2/overrides"
    span = "?since=2027-03-27T07:00:00Z&until=2027-03-28T20:00:00Z"

    assert run_page(pagerduty, tmp_path, recorder) == [
        *(f"POST {first}", f"POST {second}"),
        *["POST /escalation_policies"] * 2,
        *(f"GET {first}{span}", f"DELETE {first}/OLD", f"GET {second}{span}", f"DELETE {second}/OLD"),
        *(f"POST {first}", f"POST {second}"),
    ]


def test_goalerts_page_sends_each_request(tmp_path: Path, recorder: Recorder) -> None:
    assert run_page(goalert, tmp_path, recorder) == ["POST /api/graphql"] * 4


def test_opsgenies_page_sends_nothing_twice(tmp_path: Path, recorder: Recorder) -> None:
    first, second = "POST /v2/schedules/SCHED1/overrides", "POST /v2/schedules/SCHED2/overrides"

    assert run_page(opsgenie, tmp_path, recorder) == [
        *[first] * 4,
        *[second] * 2,
        *["POST /v2/escalations"] * 2,
    ]


def test_jsms_page_replaces_the_overrides_to_come(tmp_path: Path, recorder: Recorder) -> None:
    api = "/jsm/ops/api/secret/v1"
    first, second = f"{api}/schedules/SCHED1/overrides", f"{api}/schedules/SCHED2/overrides"
    sent = [*[f"POST {first}"] * 4, *[f"POST {second}"] * 2]

    assert run_page(jsm, tmp_path, recorder) == [
        *sent,
        *[f"POST {api}/teams/TEAM/escalations"] * 2,
        *(f"GET {first}?size=100", f"DELETE {first}/OLD", f"GET {second}?size=100", f"DELETE {second}/OLD"),
        *sent,
    ]

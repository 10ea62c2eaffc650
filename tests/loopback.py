"""Servers on this machine, for as long as a test takes."""

from __future__ import annotations

import socket
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PATIENCE_SECONDS = 60
TRIES = 600


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def started(words: Sequence[str], port: int) -> Iterator[subprocess.Popen[str]]:
    """A server in a process of its own, ready; ended afterwards."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        wait_for(port, process)
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    """Until somebody listens at the port, or the process has ended."""
    for _ in range(TRIES):
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {process.communicate()[0]}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            process_wait(process)
        else:
            return
    raise AssertionError("the server does not answer")


def process_wait(process: subprocess.Popen[str]) -> None:
    """A tenth of a second, or less where the process ends."""
    try:
        process.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return

"""The command line: run in this process, where it is measured, or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rota.cli.main import main

if TYPE_CHECKING:
    import pytest

REPOSITORY = Path(__file__).parent.parent
LOOKS = ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "TERMINAL_WIDTH")


@dataclass(frozen=True)
class Told:
    """What a command came to: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


class Command:
    """`rota` as a function of its arguments, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Told:
        """Run it; every command ends by an exit."""
        for name in LOOKS:
            self._monkeypatch.delenv(name, raising=False)
        self._monkeypatch.setenv("COLUMNS", "100")
        self._monkeypatch.setattr(sys, "argv", ["rota", *map(str, arguments)])
        self._capsys.readouterr()
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        else:
            code = 0
        written = self._capsys.readouterr()
        return Told(code, written.out, written.err)


def started(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    """`rota` begun in a process of its own, its output in pipes."""
    return subprocess.Popen(
        [sys.executable, "-m", "rota.cli.main", *map(str, arguments)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def ran(*arguments: object, **environment: str) -> Told:
    """`rota` run to its end in a process of its own."""
    process = started(*arguments, **environment)
    out, err = process.communicate(timeout=120)
    return Told(process.returncode, out, err)

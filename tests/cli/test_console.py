from __future__ import annotations

import sys
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from rich.table import Table

from rota.cli.console import stderr_console, stdout_console


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def test_a_pipe_is_100_columns_wide_and_plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", StringIO())
    console = stdout_console()
    console.print("bold", style="bold red")
    assert (console.width, console.file.getvalue()) == (100, "bold\n")


@pytest.mark.parametrize(
    ("columns", "width"), [("132", 132), ("3", 20), ("0", 100), ("wide", 100), ("", 100)]
)
def test_columns_says_how_wide(monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys, "stderr", StringIO())
    assert stderr_console().width == width


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("COLORTERM", "", "\x1b[1;31mbold\x1b[0m\n"),
        ("NO_COLOR", "1", "\x1b[1mbold\x1b[0m\n"),
        ("TERM", "dumb", "bold\n"),
    ],
)
def test_a_terminal_is_as_plain_as_it_asks(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, written: str
) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "90")
    monkeypatch.setattr(sys, "stdout", Terminal())
    console = stdout_console()
    console.print("bold", style="bold red")
    assert (console.width, console.file.getvalue()) == (90, written)


def test_a_letter_that_the_encoding_lacks_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(buffer, encoding="ascii", newline="\n"))
    console = stdout_console()
    console.print("Cem Öz")
    console.file.flush()
    assert buffer.getvalue() == b"Cem ?z\n"


def test_in_a_pipe_no_line_of_a_table_ends_in_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(box=None)
    table.add_column("name")
    table.add_column("shift", min_width=20)
    table.add_row("ana", "early ")
    for stream, written in (
        (StringIO(), " name  shift\n ana   early\n"),
        (Terminal(), f" name  shift{' ' * 15} \n ana   early{' ' * 15} \n"),
    ):
        monkeypatch.setenv("TERM", "dumb")
        monkeypatch.setattr(sys, "stdout", stream)
        console = stdout_console()
        console.print(table)
        assert console.file.getvalue() == written

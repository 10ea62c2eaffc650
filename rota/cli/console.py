"""Where text goes: a console for data and one for messages, told by the environment how wide and how plain.

NO_COLOR (no-color.org) and TERM=dumb are read by rich itself. COLUMNS sets the width everywhere; a
pipe without it is 100 columns wide.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from rich.segment import Segment

PIPE_COLUMNS = 100
FEWEST_COLUMNS = 20
LINES = 25
FILLED = re.compile(" +(?=\n)")
"""Blanks at the end of a line."""


def stdout_console() -> Console:
    """The console for data."""
    return _console(sys.stdout)


def stderr_console() -> Console:
    """The console for messages and progress."""
    return _console(sys.stderr)


def say(console: Console, text: str) -> None:
    """Write a message while work goes on: whoever reads along may leave. rich would end the program then."""
    with suppress(OSError):
        console.file.write(f"{text}\n")
        console.file.flush()


def _console(stream: TextIO) -> Console:
    if isinstance(stream, TextIOWrapper):
        # A name that the terminal's encoding lacks is no reason to show no roster.
        stream.reconfigure(errors="replace")
    width = _columns()
    if width is None and not stream.isatty():
        width = PIPE_COLUMNS
    # On a dumb terminal rich believes a width only together with a height.
    height = None if width is None else LINES
    kind = Console if stream.isatty() else _Piped
    return kind(file=stream, width=width, height=height, highlight=False, markup=False, emoji=False)


class _Piped(Console):
    """A console into a pipe or a file, where the blanks that fill a line up to its width are in the way."""

    def _render_buffer(self, buffer: Iterable[Segment]) -> str:
        """What rich writes at once: it has no other place for this."""
        return FILLED.sub("", super()._render_buffer(buffer))


def _columns() -> int | None:
    """What COLUMNS says; programs that do not know the width say 0."""
    text = os.environ.get("COLUMNS", "")
    return max(FEWEST_COLUMNS, int(text)) if text.isascii() and text.isdigit() and int(text) else None

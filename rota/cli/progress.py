"""How a search is followed: one living line on a terminal, plain lines in a pipe."""

from __future__ import annotations

from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from rich.live import Live
from rich.text import Text

from rota.cli.console import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from rota.solve.limits import Limits, Listener, Progress

SECONDS_BETWEEN_LINES = 2.0


def progress_text(progress: Progress) -> str:
    """What is known at this moment of the search, in one line."""
    if progress.cost is None:
        return f"{progress.seconds:6.1f} s  no roster yet, bound {progress.bound:,}"
    return (
        f"{progress.seconds:6.1f} s  cost {progress.cost:,}, bound {progress.bound:,}, "
        f"gap {progress.gap or 0.0:.2%}"
    )


def stages(console: Console, listen: Listener) -> Listener:
    """A listener that says as well which part of the search begins, and what is known by then."""
    last = [""]

    def told(moment: Progress) -> None:
        if moment.stage != last[0]:
            last[0] = moment.stage
            text = f"{progress_text(moment)}: {moment.stage}"
            # A living line has to make room for it.
            console.print(text, soft_wrap=True) if console.is_terminal else say(console, text)
        listen(moment)

    return told


@contextmanager
def progress(console: Console, limits: Limits) -> Iterator[Listener]:
    """A listener that shows what the search has come to, for as long as the context lasts."""
    if console.is_terminal:
        with Live(Text("reading the rules"), console=console, refresh_per_second=4) as live:
            hint = f"  (at most {limits.seconds:g} s, Ctrl-C keeps the best)"
            yield lambda moment: live.update(Text(progress_text(moment) + hint))
        return
    last = [0.0]

    def line(moment: Progress) -> None:
        if moment.cost is None and not moment.bound:
            return
        now = monotonic()
        if now - last[0] >= SECONDS_BETWEEN_LINES or not last[0]:
            last[0] = now
            say(console, progress_text(moment))

    yield line

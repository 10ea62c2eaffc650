from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from rota.cli.progress import progress, progress_text
from rota.solve.limits import Limits, Progress


class Broken(StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (Progress(0.04, None, 0), "   0.0 s  no roster yet, bound 0"),
        (Progress(12.34, 31_234, 29_672), "  12.3 s  cost 31,234, bound 29,672, gap 5.00%"),
        (Progress(100, 7, 7), " 100.0 s  cost 7, bound 7, gap 0.00%"),
        (Progress(1, 0, 0), "   1.0 s  cost 0, bound 0, gap 0.00%"),
    ],
)
def test_a_moment_is_one_line(moment: Progress, text: str) -> None:
    assert progress_text(moment) == text


def test_a_pipe_gets_a_line_every_other_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([10.0, 10.5, 11.9, 12.0, 13.0, 14.1])
    monkeypatch.setattr("rota.cli.progress.monotonic", lambda: next(clock))
    console = Console(file=StringIO(), width=100)
    with progress(console, Limits()) as listen:
        for cost in range(6):
            listen(Progress(1.0, cost, 0))
    costs = [line.split("cost ")[1][0] for line in console.file.getvalue().splitlines()]
    assert costs == ["0", "3", "5"]


def test_a_pipe_that_nobody_reads_stops_no_search() -> None:
    with progress(Console(file=Broken(), width=100), Limits()) as listen:
        listen(Progress(1.0, 5, 0))


def test_a_terminal_has_one_living_line_with_the_way_out() -> None:
    console = Console(file=StringIO(), width=100, force_terminal=True, color_system=None)
    with progress(console, Limits(seconds=90)) as listen:
        listen(Progress(1.0, 5, 0))
        listen(Progress(2.0, 4, 3))
    assert "   2.0 s  cost 4, bound 3, gap 25.00%  (at most 90 s, Ctrl-C keeps the best)" in (
        console.file.getvalue()
    )

"""Breaks as `rota breaks` has placed them, where they are of the roster at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.folder import OUT

if TYPE_CHECKING:
    from pathlib import Path

    from rota.breaks.rules import Pause
    from rota.roster import Roster

BREAKS = "breaks.csv"


def read_breaks(folder: Path, roster: Roster) -> tuple[Pause, ...]:
    """The pauses of this roster; none where there is no file, or it is of another roster.

    Raises InputError where the file is broken.
    """
    from exports import breaks_csv

    path = folder / OUT / BREAKS
    if not path.is_file():
        return ()
    pauses = breaks_csv.read(path.read_bytes(), name=str(path))
    fits = all((pause.agent, pause.shift) in roster.cells for pause in pauses)
    return pauses if fits else ()

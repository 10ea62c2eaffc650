"""team.yaml alone, for what needs no roster: the zone, the queues, the calendar."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.load.document import read_document, validate
from rota.load.team import TeamPart
from rota.load.team_checks import team_faults

if TYPE_CHECKING:
    from pathlib import Path

TEAM = "team.yaml"


def read_team(folder: Path) -> TeamPart:
    """Read the team of a workspace; raises InputError with every fault of the file."""
    path = folder / TEAM
    if not path.is_file():
        help_text = f"make a workspace with `rota init {quote(str(folder))}`"
        raise InputError([Fault(str(path), 0, 0, f"there is no {TEAM} in {folder}", help_text)])
    document = read_document(str(path), path.read_bytes())
    team = validate(document, TeamPart)
    if faults := team_faults(document, team):
        raise InputError(list(faults))
    return team

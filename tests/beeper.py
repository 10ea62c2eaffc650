"""A pager that is none: the least that a module in `exports.pagers` has, for tests of what is around it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from rota.paging.reading import Reading
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.paging.plan import PagingPlan

SYSTEM = "beeper"


def write(plan: PagingPlan) -> dict[str, bytes]:
    """A file a role with a line a turn, and one with the fallback."""
    ids = plan.ids_in(SYSTEM)
    files = {"fallback.json": json.dumps({role: ids[plan.fallback] for role in plan.roles}).encode()}
    for role in plan.roles:
        turns = [
            [turn.start.isoformat(), turn.end.isoformat(), ids[turn.person]] for turn in plan.turns_of(role)
        ]
        files[f"turns/{role}.json"] = json.dumps(turns).encode()
    return files


def read(files: Mapping[str, bytes]) -> Reading:
    """What these files say."""
    turns = [
        Turn(name[6:-5], datetime.fromisoformat(start), datetime.fromisoformat(end), person)
        for name, content in files.items()
        if name.startswith("turns/")
        for start, end, person in json.loads(content)
    ]
    return Reading(SYSTEM, tuple(turns), tuple(json.loads(files["fallback.json"]).items()))

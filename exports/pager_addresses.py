"""The ids of agents and of schedules in a pager; what is missing of either is told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.paging_turns import schedules_in
from rota.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rota.errors import Fault
    from rota.paging.plan import PagingPlan


def addresses_in(
    plan: PagingPlan, system: str, faults: Iterable[Fault] = ()
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """By agent and by role, the ids there.

    Raises InputError that names each agent and each role without one, and the `faults` given.
    """
    ids: Mapping[str, str] = {}
    schedules: Mapping[str, str] = {}
    found = list(faults)
    try:
        ids = plan.ids_in(system)
    except InputError as error:
        found += error.faults
    try:
        schedules = schedules_in(plan, system)
    except InputError as error:
        found += error.faults
    if found:
        raise InputError(found)
    return ids, schedules

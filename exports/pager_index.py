"""`index.json` beside an export for a pager: what the pager's own files call our roles and escalations.

No pager reads it. An export is read back by it, and a team can look up what belongs to what.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from exports.json_layout import layout
from exports.paging_model import Moment, Record, content_of, read_json
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rota.paging.plan import PagingPlan

FILE = "index.json"
FORMAT: Final = "rota-pager-1"


class RoleEntry(Record):
    """A role and what its schedule is called in the files."""

    role: str
    schedule: str


class EscalationEntry(Record):
    """An escalation and what it is called in the files.

    `last_wait_minutes` is the wait after the last step, for a pager that has no place for it, and
    `repeat` how often the steps follow once more, for one whose files spell them out each time.
    """

    escalation: str
    called: str
    last_wait_minutes: int | None = None
    repeat: int | None = None


class Index(Record):
    """The whole file."""

    format: Literal["rota-pager-1"]
    system: str
    team: str
    since: Moment
    end: Moment
    fallback: str
    roles: list[RoleEntry]
    escalations: list[EscalationEntry]

    def role(self, schedule: str) -> str:
        """The role of what a schedule is called; raises InputError for none of this export's."""
        found = next((entry.role for entry in self.roles if entry.schedule == schedule), None)
        if found is None:
            raise InputError(
                [Fault(FILE, 0, 0, f"`{schedule}` is no schedule of this export", "export again")]
            )
        return found

    def escalation(self, called: str) -> EscalationEntry:
        """The entry of what an escalation is called; raises InputError for none of this export's."""
        found = next((entry for entry in self.escalations if entry.called == called), None)
        if found is None:
            raise InputError(
                [Fault(FILE, 0, 0, f"`{called}` is no escalation of this export", "export again")]
            )
        return found


def index_file(
    plan: PagingPlan, system: str, *, schedules: Mapping[str, str], escalations: list[EscalationEntry]
) -> dict[str, bytes]:
    """`index.json`; `schedules` says by role what its schedule is called.

    Raises InputError where two roles, or two escalations, are called the same: one would undo the other.
    """
    _require_distinct("roles", {role: schedules[role] for role in plan.roles}, system)
    _require_distinct("escalations", {entry.escalation: entry.called for entry in escalations}, system)
    index = Index(
        format=FORMAT,
        system=system,
        team=plan.team,
        since=max(plan.start, plan.since),
        end=plan.end,
        fallback=plan.fallback,
        roles=[RoleEntry(role=role, schedule=schedules[role]) for role in plan.roles],
        escalations=escalations,
    )
    return {FILE: (layout(index.model_dump(mode="json", exclude_none=True)) + "\n").encode()}


def read_index(files: Mapping[str, bytes]) -> Index:
    """The inverse of `index_file`; raises InputError with the place of each fault."""
    return read_json(content_of(files, FILE), Index, name=FILE)


def _require_distinct(what: str, called: Mapping[str, str], system: str) -> None:
    taken: dict[str, str] = {}
    faults: list[Fault] = []
    for ours, theirs in called.items():
        other = taken.setdefault(theirs, ours)
        if other != ours:
            message = f"{what} `{other}` and `{ours}` are both `{theirs}` in {system}"
            faults.append(Fault("", 0, 0, message, "each needs one of its own"))
    if faults:
        raise InputError(faults)


def _stranger(called: str, what: str) -> InputError:
    return InputError([Fault(FILE, 0, 0, f"`{called}` is no {what} of this export", "export again")])

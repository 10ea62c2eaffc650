"""The file `roster.json` as people may write it: exact types, no unknown field, instants in UTC.

Instants are RFC 3339 with `Z`; a file's format is named in `format`, so that a later layout can be
told from this one.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from exports.instant import instant_of
from rota.localtime import zone_of
from rota.roster import Assignment, Member, Proof, Roster, Status
from rota.shift import Shift, ShiftKind

FORMAT = "rota-roster-1"

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day_of(text: object) -> date:
    try:
        if isinstance(text, str) and _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass  # a 30th of February: said below
    raise ValueError("should be a date like `2027-03-08`")


def _known_zone(name: str) -> str:
    try:
        zone_of(name)
    except ValueError as error:
        raise ValueError("should be an IANA zone like `Europe/Berlin`") from error
    return name


Instant = Annotated[datetime, BeforeValidator(instant_of)]
Day = Annotated[date, BeforeValidator(_day_of)]
Zone = Annotated[str, AfterValidator(_known_zone)]
Count = Annotated[int, Field(ge=0)]


class Entry(BaseModel):
    """What the objects of the file have in common."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class MemberEntry(Entry):
    """A person."""

    id: str
    name: str
    zone: Zone


class ShiftEntry(Entry):
    """A shift of the horizon."""

    id: str
    template: str
    start: Instant
    end: Instant
    day: Day
    zone: Zone
    kind: ShiftKind
    role: str
    break_minutes: Count
    tier: Count
    skills: dict[str, Count]


class AssignmentEntry(Entry):
    """An agent on a shift."""

    agent: str
    shift: str


class InputEntry(Entry):
    """A file that the roster was made from."""

    file: str
    sha256: str


class ProofEntry(Entry):
    """What is known of the roster's quality."""

    status: Status
    cost: int
    bound: int
    seed: int
    workers: Count
    seconds: Annotated[float, Field(ge=0)]
    version: str
    inputs: list[InputEntry]


class RosterFile(Entry):
    """The whole file."""

    format: Literal["rota-roster-1"]
    team: str
    zone: Zone
    start: Instant
    end: Instant
    made_at: Instant
    members: list[MemberEntry]
    shifts: list[ShiftEntry]
    assignments: list[AssignmentEntry]
    proof: ProofEntry

    def roster(self) -> Roster:
        """The roster, with its sequences sorted as a roster promises."""
        shifts = [_shift_of(entry) for entry in self.shifts]
        return Roster(
            team=self.team,
            zone=self.zone,
            start=self.start,
            end=self.end,
            made_at=self.made_at,
            members=tuple(
                Member(entry.id, entry.name, entry.zone)
                for entry in sorted(self.members, key=lambda entry: entry.id)
            ),
            shifts=tuple(sorted(shifts, key=lambda shift: (shift.start, shift.id))),
            assignments=tuple(sorted(Assignment(entry.shift, entry.agent) for entry in self.assignments)),
            proof=_proof_of(self.proof),
        )


def _shift_of(entry: ShiftEntry) -> Shift:
    return Shift(
        id=entry.id,
        template=entry.template,
        start=entry.start,
        end=entry.end,
        day=entry.day,
        zone=entry.zone,
        kind=entry.kind,
        role=entry.role,
        break_minutes=entry.break_minutes,
        tier=entry.tier,
        skills=tuple(entry.skills.items()),
    )


def _proof_of(entry: ProofEntry) -> Proof:
    return Proof(
        status=entry.status,
        cost=entry.cost,
        bound=entry.bound,
        seed=entry.seed,
        workers=entry.workers,
        seconds=entry.seconds,
        version=entry.version,
        inputs=tuple((source.file, source.sha256) for source in entry.inputs),
    )


FIELDS = frozenset(
    field
    for entry in (MemberEntry, ShiftEntry, AssignmentEntry, InputEntry, ProofEntry, RosterFile)
    for field in entry.model_fields
)
"""Every key that an object of the file may have, for hints at misspelt ones."""

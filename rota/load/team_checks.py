"""What only the whole of team.yaml can tell: names that must be known, unique, and make sense together."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from rota.constraint import Constraint, Selection
from rota.load.breaks import breaks_faults
from rota.load.document import did_you_mean, fault_at
from rota.load.holiday_days import holiday_faults
from rota.load.paging_checks import paging_faults
from rota.load.queue_checks import queue_faults
from rota.load.rule_checks import rule_faults
from rota.load.rule_packs import pack_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rota.errors import Fault
    from rota.load.document import Document, Location
    from rota.load.team import ShiftPart, TeamPart

NAMING_FIELDS = {
    "queues": "queue",
    "prices": "queue",
    "shifts": "shift",
    "after": "shift",
    "not_next_day": "shift",
    "then": "shift",
    "zones": "zone of a shift",
}
"""The fields of rules that list names, and what is named."""


def team_faults(document: Document, team: TeamPart) -> list[Fault]:
    """Every name that is unknown or given twice, and every shift that cannot be."""
    names = _Names(document, team)
    return [
        *_twice(document, "contracts", [part.id for part in team.contracts]),
        *_twice(document, "agents", [part.id for part in team.agents]),
        *_twice(document, "queues", [part.id for part in team.queues]),
        *_twice(document, "shifts", [part.id for part in team.shifts]),
        *_twice(document, "rules", [rule.name for rule in team.rules], field="id"),
        *_shared_files(document, [part.id for part in team.agents]),
        *names.of_agents(),
        *names.of_skills(),
        *names.of_rules(),
        *queue_faults(document, team),
        *breaks_faults(document, team),
        *_impossible_shifts(document, team.shifts),
        *holiday_faults(document, team),
        *rule_faults(document, team),
        *pack_faults(document, team),
        *paging_faults(document, team),
    ]


def _twice(document: Document, section: str, ids: list[str], *, field: str = "id") -> Iterator[Fault]:
    for index, name in enumerate(ids):
        if name not in ids[:index]:
            continue
        first = document.places.get((section, ids.index(name)))
        where = f", first on line {first.line}" if first else ""
        what = section.removesuffix("s")
        help_text = "give each rule of one kind an `id` of its own" if section == "rules" else ""
        yield fault_at(
            document, (section, index, field), f"a second {what} is called `{name}`{where}", help=help_text
        )


def _shared_files(document: Document, agents: list[str]) -> Iterator[Fault]:
    """Ids are the names of files, and some file systems take `Ana` and `ana` for one."""
    taken = {"team": "the team's calendar", "absences": "the list `absences.csv`"}
    for index, name in enumerate(agents):
        other = taken.setdefault(name.casefold(), f"agent `{name}`")
        if name not in agents[:index] and other != f"agent `{name}`":
            message = f"the files of agent `{name}` would be named as those of {other}"
            yield fault_at(document, ("agents", index, "id"), message, help="choose another id")


def _impossible_shifts(document: Document, shifts: Iterable[ShiftPart]) -> Iterator[Fault]:
    for index, shift in enumerate(shifts):
        length = shift_minutes(shift)
        if shift.begins == shift.ends and not shift.length_days:
            yield fault_at(
                document,
                ("shifts", index, "end"),
                f"shift `{shift.id}` has no length: it starts and ends at {shift.begins:%H:%M}",
                help="for a whole day give it `length_days: 1`, or make two shifts of 12 hours",
            )
        elif shift.break_minutes >= length:
            yield fault_at(
                document,
                ("shifts", index, "break_minutes"),
                f"shift `{shift.id}` lasts {length} minutes, its break {shift.break_minutes}",
            )


def shift_minutes(shift: ShiftPart) -> int:
    """Minutes of the shift on a day without a clock change."""
    day = date(2027, 1, 1)
    begins, ends = datetime.combine(day, shift.begins), datetime.combine(day, shift.ends)
    length = ends - begins + timedelta(days=shift.length_days or int(ends <= begins))
    return int(length.total_seconds() // 60)


class _Names:
    """The names that team.yaml defines, and a fault for each that is used and not among them."""

    def __init__(self, document: Document, team: TeamPart) -> None:
        self.document = document
        self.team = team
        self.contracts = {part.id for part in team.contracts}
        self.agents = {part.id for part in team.agents}
        self.skills = set(team.skills)
        self.queues = {part.id for part in team.queues}
        self.shifts = {part.id for part in team.shifts}
        self.tags = {tag for part in team.agents for tag in part.tags}
        self.tiers = {str(part.tier) for part in team.agents}

    def _unknown(
        self, who: str, what: str, name: str, known: set[str], location: Location, *, key: bool = False
    ) -> Iterator[Fault]:
        if name not in known:
            help_text = did_you_mean(name, known) or f"known: {', '.join(sorted(known)) or 'none'}"
            message = f"{who} has unknown {what} `{name}`"
            yield fault_at(self.document, location, message, help=help_text, key=key)

    def of_agents(self) -> Iterator[Fault]:
        """Contracts, skills and request templates of agents."""
        for index, agent in enumerate(self.team.agents):
            who, place = f"agent `{agent.id}`", ("agents", index)
            yield from self._unknown(who, "contract", agent.contract, self.contracts, (*place, "contract"))
            for number, request in enumerate(agent.requests):
                if request.shift:
                    spot = (*place, "requests", number, "shift")
                    yield from self._unknown(who, "shift", request.shift, self.shifts, spot)

    def of_skills(self) -> Iterator[Fault]:
        """Skills that agents, queues and shifts name."""
        named = [
            *(("agents", index, part.id, part.skills) for index, part in enumerate(self.team.agents)),
            *(("queues", index, part.id, part.skills) for index, part in enumerate(self.team.queues)),
            *(("shifts", index, part.id, part.skills) for index, part in enumerate(self.team.shifts)),
        ]
        for section, index, name, skills in named:
            for skill in skills:
                who, spot = f"{section.removesuffix('s')} `{name}`", (section, index, "skills", skill)
                yield from self._unknown(who, "skill", skill, self.skills, spot, key=True)

    def of_rules(self) -> Iterator[Fault]:
        """Agents, tags, queues and shifts that rules name."""
        zones = {part.zone or self.team.zone for part in self.team.shifts}
        known = {"queue": self.queues, "shift": self.shifts, "zone of a shift": zones}
        for index, rule in enumerate(self.team.rules):
            who, place = f"rule `{rule.name}`", ("rules", index)
            for field, what in NAMING_FIELDS.items():
                for position, name in enumerate(getattr(rule, field, ())):
                    spot = (*place, field, name if field == "prices" else position)
                    yield from self._unknown(who, what, name, known[what], spot, key=field == "prices")
            queue = getattr(rule, "queue", "")
            if queue:
                yield from self._unknown(who, "queue", queue, self.queues, (*place, "queue"))
            yield from self._of_selections(rule, who, place)

    def _of_selections(self, rule: Constraint, who: str, place: Location) -> Iterator[Fault]:
        for field in type(rule).model_fields:
            selection = getattr(rule, field)
            if not isinstance(selection, Selection):
                continue
            groups = (
                ("ids", "agent", self.agents),
                ("tags", "tag", self.tags),
                ("contracts", "contract", self.contracts),
                ("skills", "skill", self.skills),
                ("tiers", "tier", self.tiers),
            )
            for group, what, known in groups:
                for position, name in enumerate(getattr(selection, group)):
                    yield from self._unknown(who, what, str(name), known, (*place, field, group, position))

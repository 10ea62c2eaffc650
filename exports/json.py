"""The roster as JSON, RFC 8259: what `rota plan` writes, people may edit, and `rota verify` reads.

One member, shift or assignment is one line, so that a change is one line in a diff. Keys are sorted
and sequences keep the roster's order: equal rosters give equal bytes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from pydantic import ValidationError

from exports.instant import instant_text
from exports.json_faults import decode
from exports.json_layout import layout
from exports.json_model import FIELDS, FORMAT, RosterFile
from rota.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from datetime import datetime

    from exports.json_faults import Source
    from exports.json_place import Path
    from rota.roster import Roster
    from rota.shift import Shift


def write(roster: Roster) -> bytes:
    """The roster as UTF-8 JSON text; `read` gives an equal roster back."""
    inputs = [{"file": name, "sha256": digest} for name, digest in roster.proof.inputs]
    # Adding 0.0 turns -0.0, which is equal to it, and an integer into the same text.
    proof = {**asdict(roster.proof), "inputs": inputs, "seconds": roster.proof.seconds + 0.0}
    document = {
        **asdict(roster),
        "format": FORMAT,
        "shifts": [_shift(shift) for shift in roster.shifts],
        "proof": proof,
    }
    return (layout(document) + "\n").encode()


def _shift(shift: Shift) -> dict[str, object]:
    document = {**asdict(shift), "skills": dict(shift.skills)}
    # What its day is in the team's calendar is said by the calendar, not by the roster.
    del document["holiday"]
    return document


def read(content: bytes, *, name: str = "roster.json") -> Roster:
    """The roster that the text holds; raises InputError with every fault found, each with its place.

    `name` is what messages call the file.
    """
    source, document = decode(content, name)
    version = document.get("format") if isinstance(document, dict) else None
    if isinstance(version, str) and version != FORMAT:
        message = f"roster format `{version}` is not known, `{FORMAT}` is"
        raise InputError([source.fault(("format",), message, help="make the roster anew with `rota plan`")])
    try:
        file = RosterFile.model_validate(document)
    except ValidationError as error:
        raise InputError(source.faults_of(error, fields=FIELDS)) from None
    faults = [*_span_faults(file, source), *_repeats(file, source), *_unknown_names(file, source)]
    if faults:
        raise InputError(faults)
    return file.roster()


def _span_faults(file: RosterFile, source: Source) -> Iterator[Fault]:
    spans: list[tuple[Path, datetime, datetime]] = [(("end",), file.start, file.end)]
    spans += [(("shifts", at, "end"), shift.start, shift.end) for at, shift in enumerate(file.shifts)]
    for path, start, end in spans:
        if end <= start:
            message = f"`{instant_text(end)}` is the end, but the start is `{instant_text(start)}`"
            yield source.fault(path, message, help="an end comes after its start")


def _repeats(file: RosterFile, source: Source) -> Iterator[Fault]:
    """Members and shifts of one id, assignments made twice."""
    lists: Mapping[str, Sequence[Hashable]] = {
        "members": [f"member `{member.id}`" for member in file.members],
        "shifts": [f"shift `{shift.id}`" for shift in file.shifts],
        "assignments": [f"assignment of `{one.agent}` to `{one.shift}`" for one in file.assignments],
    }
    for key, named in lists.items():
        seen: Counter[Hashable] = Counter()
        for at, entry in enumerate(named):
            if seen[entry]:
                yield source.fault((key, at), f"{entry} is given twice", help="delete one of them")
            seen[entry] += 1


def _unknown_names(file: RosterFile, source: Source) -> Iterator[Fault]:
    """Assignments of agents who are not members, or to shifts that there are not."""
    members = {member.id for member in file.members}
    shifts = {shift.id for shift in file.shifts}
    for at, entry in enumerate(file.assignments):
        for field, text, known in (("agent", entry.agent, members), ("shift", entry.shift, shifts)):
            if text not in known:
                message = f"unknown {'member' if field == 'agent' else 'shift'} `{text}` in an assignment"
                yield source.unknown(("assignments", at, field), message, text=text, known=sorted(known))

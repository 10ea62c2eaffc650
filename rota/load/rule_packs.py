"""Rule packs: ready-made lists of rules, each with its source, that a team.yaml takes by name."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from constraints import Rule
from rota.load.document import did_you_mean, fault_at, read_document, validate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rota.constraint import Constraint
    from rota.errors import Fault
    from rota.load.document import Document
    from rota.load.team import TeamPart

PACKS = files("rota.load") / "packs"
SUFFIX = ".yaml"


class PackedRule(BaseModel):
    """A rule of a pack, and where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    rule: Rule


class Pack(BaseModel):
    """What a pack is for, what it leaves out, and its rules, each with an `id`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    rules: tuple[PackedRule, ...] = Field(min_length=1)


def pack_names() -> tuple[str, ...]:
    """Every pack, by name."""
    return tuple(
        sorted(entry.name.removesuffix(SUFFIX) for entry in PACKS.iterdir() if entry.name.endswith(SUFFIX))
    )


@cache
def read_pack(name: str) -> Pack:
    """A pack of this name; raises FileNotFoundError where there is none."""
    path = PACKS / f"{name}{SUFFIX}"
    return validate(read_document(path.name, path.read_bytes()), Pack)


def rules_of(team: TeamPart) -> tuple[Constraint, ...]:
    """The rules of the team's packs, then its own.

    A rule of the team that has the `id` of a pack's rule stands for it; those named in `without` are
    left out. Packs that do not exist have no rules; `pack_faults` tells of them.
    """
    left_out = {rule.name for rule in team.rules} | set(team.without)
    packs = [name for name in dict.fromkeys(team.packs) if name in pack_names()]
    packed = (entry.rule for name in packs for entry in read_pack(name).rules)
    return (*(rule for rule in packed if rule.name not in left_out), *team.rules)


def pack_faults(document: Document, team: TeamPart) -> Iterator[Fault]:
    """Packs that do not exist, and ids in `without` that no pack of the team has."""
    known = pack_names()
    for position, name in enumerate(team.packs):
        if name not in known:
            help_text = did_you_mean(name, known) or f"known: {', '.join(known)}"
            yield fault_at(document, ("packs", position), f"unknown rule pack `{name}`", help=help_text)
    ids = [entry.rule.name for name in team.packs if name in known for entry in read_pack(name).rules]
    for position, name in enumerate(team.without):
        if name not in ids:
            help_text = did_you_mean(name, ids) or f"known: {', '.join(sorted(ids)) or 'none, without packs'}"
            message = f"no pack of this team has a rule `{name}`"
            yield fault_at(document, ("without", position), message, help=help_text)

"""Names that the objects of an export have in Nagios and Icinga, made of ids: `rota:primary:ana`.

Ids of team.yaml have letters, digits, `-`, `_` and `.`; the colon between them can stand in no id.
"""

from __future__ import annotations

from rota.errors import Fault, InputError

FIRST = "rota"
FALLBACK = ":fallback"
"""What stands for an agent in the name of a role's gaps: no agent is called so."""
ALWAYS = "rota:always"


def object_name(*ids: str) -> str:
    """The name of an object about these; raises InputError where an id could be taken for two."""
    for one in ids:
        if one != FALLBACK and (not one.isprintable() or ":" in one or one.strip() != one or not one):
            help_text = "use letters, digits, `-`, `_` and `.` only"
            raise InputError([Fault("", 0, 0, f"`{one!a}` cannot be part of an object's name", help_text)])
    return ":".join((FIRST, *ids))


def ids_of(name: str) -> tuple[str, ...]:
    """The inverse of `object_name`, empty for a name of another kind."""
    if name.endswith(f":{FALLBACK}"):
        return (*name.removesuffix(f":{FALLBACK}").split(":")[1:], FALLBACK)
    first, *ids = name.split(":")
    return tuple(ids) if first == FIRST else ()

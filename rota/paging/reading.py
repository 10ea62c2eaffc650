"""What an export for a pager says, read back from its own files: the ground of the paging proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rota.paging.turn import Turn


@dataclass(frozen=True, slots=True)
class ReadStep:
    """Whom a step pages: roles (by the role's name) and persons (by their id in the system)."""

    targets: tuple[tuple[Literal["role", "person"], str], ...]
    wait_minutes: int


@dataclass(frozen=True, slots=True)
class ReadChain:
    """An escalation as the export has it; `repeat` is None where the format cannot state one."""

    id: str
    steps: tuple[ReadStep, ...]
    repeat: int | None = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """Turns whose `person` is an id in the system; by role, who is paged where no turn is; the chains.

    A format that cannot state escalations has no chains, one without a fallback of its own no `fallbacks`.
    Where persons go by their agents' ids (`own_ids`), nobody needs an id of the system's.
    """

    system: str
    turns: tuple[Turn, ...]
    fallbacks: tuple[tuple[str, str], ...] = ()
    chains: tuple[ReadChain, ...] = ()
    own_ids: bool = False

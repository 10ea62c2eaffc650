"""Escalations in a pager's own terms, and what a pager cannot take of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, ReadStep

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Literal

    from rota.paging.escalation import Target
    from rota.paging.plan import PagingPlan


@dataclass(frozen=True, slots=True)
class ChainLimits:
    """The most that a pager takes: repeats, minutes of a wait, targets of a step; None: not stated."""

    repeat: int | None = None
    wait_minutes: int | None = None
    targets: int | None = None


def chains_of(plan: PagingPlan, ids: Mapping[str, str]) -> tuple[ReadChain, ...]:
    """The escalations of a plan with persons' ids in the pager, as a reader should find them."""
    return tuple(
        ReadChain(
            escalation.id,
            tuple(
                ReadStep(tuple(_target(target, ids) for target in step.targets), step.wait_minutes)
                for step in escalation.steps
            ),
            escalation.repeat,
        )
        for escalation in plan.escalations
    )


def _target(target: Target, ids: Mapping[str, str]) -> tuple[Literal["role", "person"], str]:
    return ("role", target.id) if target.kind == "role" else ("person", ids[target.id])


def require_within(chains: tuple[ReadChain, ...], system: str, limits: ChainLimits) -> None:
    """Raises InputError that names each value over a limit of the pager."""
    faults = [
        Fault("", 0, 0, f"escalation `{chain.id}`{message}", f"{system} allows {allowed}")
        for chain in chains
        for message, allowed in _beyond(chain, limits)
    ]
    if faults:
        raise InputError(faults)


def _beyond(chain: ReadChain, limits: ChainLimits) -> Iterator[tuple[str, str]]:
    if limits.repeat is not None and (chain.repeat or 0) > limits.repeat:
        yield f" is repeated {chain.repeat} times", f"`repeat: {limits.repeat}` at most"
    for number, step in enumerate(chain.steps, start=1):
        if limits.wait_minutes is not None and step.wait_minutes > limits.wait_minutes:
            message = f" waits {step.wait_minutes} minutes after step {number}"
            yield message, f"{limits.wait_minutes} minutes at most"
        if limits.targets is not None and len(step.targets) > limits.targets:
            yield f" pages {len(step.targets)} at once in step {number}", f"{limits.targets} at most"

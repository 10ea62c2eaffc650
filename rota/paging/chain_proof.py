"""The escalations of an export against those of the plan: steps, whom they page, waits, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rota.paging.escalation import Escalation, Target
    from rota.paging.plan import PagingPlan
    from rota.paging.reading import ReadChain, Reading, ReadStep


def chain_causes(reading: Reading, plan: PagingPlan, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs of an escalation's id and what is wrong with it; nothing for a format without escalations."""
    if not reading.chains:
        return
    read = {chain.id: chain for chain in reading.chains}
    known = {escalation.id for escalation in plan.escalations}
    for name in sorted(read.keys() - known):
        yield name, "the export has an escalation that the team has not"
    for escalation in plan.escalations:
        if escalation.id not in read:
            yield escalation.id, "the export lacks this escalation: its alerts page nobody"
            continue
        for cause in _causes(read[escalation.id], escalation, ids, set(plan.roles)):
            yield escalation.id, cause


def _causes(
    chain: ReadChain, escalation: Escalation, ids: Mapping[str, str], roles: set[str]
) -> Iterator[str]:
    for number, step in enumerate(chain.steps, start=1):
        yield from _unreachable(number, step, set(ids.values()), roles)
    if not chain.steps or not any(kind == "person" for kind, _ in chain.steps[-1].targets):
        yield "it ends without a person who is always there"
    if len(chain.steps) != len(escalation.steps):
        yield f"it has {len(chain.steps)} steps, the team's has {len(escalation.steps)}"
        return
    for number, (read, asked) in enumerate(zip(chain.steps, escalation.steps, strict=True), start=1):
        if set(read.targets) != {_as_read(target, ids) for target in asked.targets}:
            yield f"step {number} pages {_named(read)}, the team's pages others"
        if read.wait_minutes != asked.wait_minutes:
            yield f"step {number} waits {read.wait_minutes} minutes, the team's {asked.wait_minutes}"
    if chain.repeat not in (None, escalation.repeat):
        yield f"it is repeated {chain.repeat} times, the team's {escalation.repeat}"


def _unreachable(number: int, step: ReadStep, persons: set[str], roles: set[str]) -> Iterator[str]:
    if not step.targets:
        yield f"step {number} pages nobody"
    for kind, name in step.targets:
        if name not in (roles if kind == "role" else persons):
            yield f"step {number} pages {kind} `{name}`, who is not known"


def _as_read(target: Target, ids: Mapping[str, str]) -> tuple[str, str]:
    return ("role", target.id) if target.kind == "role" else ("person", ids[target.id])


def _named(step: ReadStep) -> str:
    return ", ".join(f"`{name}`" for _, name in step.targets) or "nobody"

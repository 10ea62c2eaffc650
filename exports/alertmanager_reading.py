"""What a written Alertmanager fragment says: who is on when, who catches gaps, the steps.

Turns come from the intervals that routes are active in, fallbacks from routes that only those mute.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from exports.alertmanager_parts import FILE, SYSTEM, Fragment, marked, parts_of
from exports.paging_model import content_of
from rota.errors import Fault, InputError
from rota.paging.reading import ReadChain, Reading, ReadStep
from rota.paging.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from exports.alertmanager_parts import Node
    from exports.utc_days import Span

_Target = tuple[Literal["role", "person"], str]


@dataclass
class _Found:
    """What the routes said so far."""

    spans: Mapping[str, tuple[Span, ...]]
    turns: set[Turn] = field(default_factory=set)
    fallbacks: dict[str, str] = field(default_factory=dict)
    waits: dict[str, dict[int, int]] = field(default_factory=dict)
    targets: dict[str, dict[int, list[_Target]]] = field(default_factory=dict)
    delays: set[tuple[str, int, str]] = field(default_factory=set)


def read(files: Mapping[str, bytes]) -> Reading:
    """What `rota.yml` says; raises InputError where it is not one of ours, or contradicts itself."""
    try:
        document = YAML(typ="safe").load(content_of(files, FILE).decode())
        fragment = Fragment.model_validate(document, strict=False)
        spans = {one.name: one.spans() for one in fragment.time_intervals}
    except (YAMLError, ValueError, ValidationError) as error:
        raise _broken(str(error).splitlines()[0]) from None
    found = _Found(spans)
    for node in _leaves(fragment.route.routes):
        _take(node, found)
    _require_delays(found)
    return Reading(
        SYSTEM, tuple(sorted(found.turns)), tuple(sorted(found.fallbacks.items())), tuple(_chains(found))
    )


def _leaves(nodes: tuple[Node, ...]) -> Iterator[Node]:
    for node in nodes:
        yield from _leaves(node.routes) if node.routes else (node,)


def _take(node: Node, found: _Found) -> None:
    parts = marked(node)
    if len(parts) != 5 or not node.continues:
        raise _broken(f"a route to `{node.receiver}` is none of ours")
    escalation, number, wait, kind, name = parts
    if kind == "role":
        _take_role(node, name, found)
    if not escalation:
        return  # a role that no escalation pages
    target: _Target = ("role", name) if kind == "role" else ("person", node.receiver)
    found.waits.setdefault(escalation, {})[int(number)] = int(wait)
    targets = found.targets.setdefault(escalation, {}).setdefault(int(number), [])
    if target not in targets:
        targets.append(target)
    found.delays.add((escalation, int(number), node.group_wait))


def _take_role(node: Node, role: str, found: _Found) -> None:
    own = {name for name in found.spans if parts_of(name)[0] == role and len(parts_of(name)) == 2}
    active = [name for name in node.active_time_intervals if name in own]
    if active:
        found.turns |= {
            Turn(role, start, end, node.receiver) for name in active for start, end in found.spans[name]
        }
    elif own <= set(node.mute_time_intervals):
        if found.fallbacks.setdefault(role, node.receiver) != node.receiver:
            raise _broken(f"two receivers catch the gaps of `{role}`")
    else:
        raise _broken(f"the route to `{node.receiver}` is on beside that of a turn of `{role}`")


def _require_delays(found: _Found) -> None:
    """Each step waits as long as all before it together."""
    for escalation, number, said in found.delays:
        waits = found.waits[escalation]
        before = [0, *accumulate(waits[one] for one in sorted(waits))][number - 1]
        if said != (f"{before}m" if before else ""):
            raise _broken(f"step {number} of `{escalation}` begins after `{said}`, not {before} minutes")


def _chains(found: _Found) -> Iterator[ReadChain]:
    for escalation in sorted(found.waits):
        waits = found.waits[escalation]
        steps = (ReadStep(tuple(found.targets[escalation][one]), waits[one]) for one in sorted(waits))
        yield ReadChain(escalation, tuple(steps), None)


def _broken(message: str) -> InputError:
    return InputError([Fault(FILE, 0, 0, message, "export again")])

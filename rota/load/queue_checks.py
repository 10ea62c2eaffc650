"""What is wrong with a queue in view of its own fields, the other queues and the forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.demand.chat import first_loss
from rota.demand.risk import rate_of
from rota.demand.staffing import unknown_quantile
from rota.load.document import did_you_mean, fault_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.demand.target import Target
    from rota.errors import Fault
    from rota.forecast.volume import Volume
    from rota.load.document import Document, Location
    from rota.load.queue_part import QueuePart
    from rota.load.team import TeamPart

LIVE = ("phone", "chat")


def queue_faults(document: Document, team: TeamPart) -> Iterator[Fault]:
    """Fields that do not go together, and escalations that lead nowhere or round in a circle."""
    for index, part in enumerate(team.queues):
        place = ("queues", index)
        yield from _of_waiting(document, part, place)
        yield from _of_chats(document, part, place)
        yield from _of_escalation(document, team, part, place)


def risk_faults(
    document: Document, volumes: Sequence[Volume], targets: Mapping[str, Target]
) -> Iterator[Fault]:
    """Queues that are to be staffed on a quantile which neither they nor the forecast tell."""
    unknown = {volume.queue for volume in volumes if rate_of(volume, targets[volume.queue]) is None}
    for index, queue in enumerate(targets):
        if queue in unknown:
            message, help_text = unknown_quantile(queue, targets[queue].staff_on)
            yield fault_at(document, ("queues", index, "staff_on"), message, help=help_text)


def _of_waiting(document: Document, part: QueuePart, place: Location) -> Iterator[Fault]:
    if part.max_abandoned < 1 and part.patience_seconds is None:
        message = f"queue `{part.id}` limits how many hang up, but nobody does without `patience_seconds`"
        yield fault_at(document, (*place, "max_abandoned"), message)
    for field in ("patience_seconds", "service_definition", "max_abandoned"):
        if part.channel not in LIVE and field in part.model_fields_set:
            message = f"queue `{part.id}` has `{field}`, but nobody waits live in a {part.channel} queue"
            yield fault_at(document, (*place, field), message, key=True)


def _of_chats(document: Document, part: QueuePart, place: Location) -> Iterator[Fault]:
    times = part.handle_seconds_by_open_chats
    if not times:
        return
    spot = (*place, "handle_seconds_by_open_chats")
    if part.channel != "chat":
        message = f"queue `{part.id}` takes several contacts at once, which only a chat queue can"
        yield fault_at(document, spot, message, key=True)
        return
    if part.concurrency_factor > 1:
        message = f"queue `{part.id}` has both handle times by open chats and a `concurrency_factor`"
        yield fault_at(document, spot, message, help="leave one of them out", key=True)
    if times[0] != part.handle_seconds:
        message = (
            f"queue `{part.id}` takes {part.handle_seconds:g} s a chat, but {times[0]:g} s with one open"
        )
        yield fault_at(document, (*spot, 0), message, help="the first of the list is `handle_seconds`")
    losing = first_loss(times)
    if losing:
        message = f"queue `{part.id}` gets less done with {losing} open chats than with {losing - 1}"
        yield fault_at(document, (*spot, losing - 1), message, help="end the list before it")


def _of_escalation(document: Document, team: TeamPart, part: QueuePart, place: Location) -> Iterator[Fault]:
    leads_to = {other.id: other.escalates_to for other in team.queues}
    if not part.escalates_to:
        if part.escalation_share:
            message = f"queue `{part.id}` hands over a share of its contacts to nobody"
            yield fault_at(document, (*place, "escalation_share"), message, help="say `escalates_to`")
        return
    spot = (*place, "escalates_to")
    if part.escalates_to not in leads_to:
        help_text = did_you_mean(part.escalates_to, leads_to) or f"known: {', '.join(sorted(leads_to))}"
        message = f"queue `{part.id}` has unknown queue `{part.escalates_to}`"
        yield fault_at(document, spot, message, help=help_text)
        return
    if not part.escalation_share:
        message = f"queue `{part.id}` hands over no share of its contacts to `{part.escalates_to}`"
        yield fault_at(document, spot, message, help="say `escalation_share`, as in 0.1")
    seen, queue = [part.id], part.escalates_to
    while queue and queue not in seen:
        seen.append(queue)
        queue = leads_to.get(queue, "")
    if queue == part.id:
        message = f"contacts would go round in a circle: {' to '.join(f'`{one}`' for one in [*seen, queue])}"
        yield fault_at(document, spot, message)

"""One replication, event by event.

Who takes a live contact: a free agent, of the lowest tier that can, of these who can do the least else,
of these who has been free longest; else one who does deferred work, which waits and is resumed; else, for a
chat, who holds the fewest of its queue and may hold one more. What an agent who is free takes: live
contacts before deferred ones; of live ones those of the highest tier, then who has waited longest; of
deferred ones the nearest deadline. At the end of a shift or at a break a live contact is finished first,
deferred work is handed to whoever is free next.
"""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from rota.simulate.draw import OF_SERVERS, contacts, fate, generator, held, there
from rota.simulate.hours import Hours, due_at
from rota.simulate.tally import BUSY, THERE, Tally
from rota.simulate.worker import Contact, Worker

if TYPE_CHECKING:
    from rota.simulate.draw import Drawn
    from rota.simulate.scenario import Scenario

    Event = tuple[float, int, int, int, int, Contact | None]
    """When, a number that keeps equal times in order, what, whom it is about, and what else."""

OF_HANDED_OVER = 1 << 29
"""The place of the generator of contacts that are handed over into a queue, after those of the queues."""
OF_HELD = 1 << 28
"""The place of the generator of what waits from before."""
ARRIVES, ENDS, HANGS_UP, COMES, LEAVES, OPENS, CLOSES, STEP = range(8)


def play(scenario: Scenario, *, seed: int, replication: int) -> list[Tally]:
    """One replication from beginning to end: the counts by queue."""
    desk = _Desk(scenario, seed, replication)
    desk.run()
    return desk.tallies


class _Desk:
    def __init__(self, scenario: Scenario, seed: int, replication: int) -> None:
        self.scenario, self.streams = scenario, scenario.streams
        queues = range(len(self.streams))
        self.hours = [Hours(stream.opening) for stream in self.streams]
        self.tallies = [Tally(scenario.steps, scenario.step_seconds) for _ in queues]
        self.workers = [Worker(server) for server in scenario.servers]
        self.able = [
            [(index, one) for index, one in enumerate(self.workers) if queue in one.server.serves]
            for queue in queues
        ]
        self.served_live, self.served_later = self._serves(live=True), self._serves(live=False)
        self.waiting: list[deque[Contact]] = [deque() for _ in queues]
        self.later: list[list[tuple[float, int, Contact]]] = [[] for _ in queues]
        self.handed = [generator(seed, replication, OF_HANDED_OVER + queue) for queue in queues]
        self.events: list[Event] = []
        self.number = 0
        self._fill(seed, replication)

    def _serves(self, *, live: bool) -> list[list[int]]:
        """By agent, the queues served, the highest tier first."""
        return [
            sorted(
                (queue for queue in worker.server.serves if self.streams[queue].live == live),
                key=lambda queue: -self.streams[queue].tier,
            )
            for worker in self.workers
        ]

    def _fill(self, seed: int, replication: int) -> None:
        for queue, stream in enumerate(self.streams):
            for drawn in contacts(stream, generator(seed, replication, queue)):
                self._send(queue, drawn)
            for drawn, left in held(stream, generator(seed, replication, OF_HELD + queue)):
                due = due_at(stream, self.hours[queue], 0.0, left_seconds=left)
                self._push(0.0, ARRIVES, queue, 0, Contact(queue, drawn, inf, due))
            for start, end in self.hours[queue].spans if stream.opening is not None else ():
                self._push(start, OPENS, queue)
                self._push(end, CLOSES, queue)
        random = generator(seed, replication, OF_SERVERS)
        for index, worker in enumerate(self.workers):
            for start, end in there(worker.server, random):
                self._push(max(0.0, start), COMES, index)
                self._push(end, LEAVES, index)
        for step in range(self.scenario.steps):
            self._push(min((step + 1) * self.scenario.step_seconds, self.scenario.seconds), STEP, step)

    def _push(
        self, at: float, kind: int, subject: int, version: int = 0, contact: Contact | None = None
    ) -> None:
        self.number += 1
        heappush(self.events, (at, self.number, kind, subject, version, contact))

    def _send(self, queue: int, drawn: Drawn) -> None:
        """A contact that will arrive."""
        stream = self.streams[queue]
        due = 0.0 if stream.live else due_at(stream, self.hours[queue], drawn.arrives)
        patience = drawn.patience * (stream.patience_seconds or inf)
        self._push(drawn.arrives, ARRIVES, queue, 0, Contact(queue, drawn, patience, due))

    def run(self) -> None:
        """Play to the end, then count what is left."""
        end, events = self.scenario.seconds, self.events
        while events and events[0][0] <= end:
            now, _, kind, subject, version, contact = heappop(events)
            if contact is not None:
                if kind == ARRIVES:
                    self._arrives(now, contact)
                elif contact.waiting:
                    self._lose(now, contact)
            elif kind == ENDS:
                self._ends(now, subject, version)
            elif kind == STEP:
                self._step(now, subject)
            elif kind == COMES:
                self._comes(now, subject)
            elif kind == LEAVES:
                self._leaves(now, subject)
            elif kind == OPENS:
                self._offer(now, subject)
            else:
                self._close(now, subject)
        self._count_rest(end)

    def _arrives(self, now: float, contact: Contact) -> None:
        queue = contact.queue
        if not self.streams[queue].live:
            self._lay_down(contact)
            self._offer(now, queue)
        elif self.hours[queue].is_open(now):
            taker = self._taker(queue)
            if taker is not None:
                self._begin(now, taker, contact)
                return
            contact.waiting = True
            self.waiting[queue].append(contact)
            if contact.patience_seconds < inf:
                self._push(now + contact.patience_seconds, HANGS_UP, queue, 0, contact)

    def _taker(self, queue: int) -> int | None:
        """Who takes a live contact now, if anybody."""
        best: tuple[int, int, int, float] | None = None
        taker: int | None = None
        most = len(self.streams[queue].handle_seconds)
        for index, worker in self.able[queue]:
            if not worker.here:
                continue
            tier, breadth = worker.rank
            rank = (0, tier, breadth, worker.free_since)
            if worker.contacts:
                theirs, held = worker.contacts[0].queue, len(worker.contacts)
                if not self.streams[theirs].live:
                    rank = (1, tier, breadth, worker.settled)
                elif theirs == queue and held < most:
                    rank = (1 + held, tier, breadth, worker.settled)
                else:
                    continue
            if best is None or rank < best:
                best, taker = rank, index
        return taker

    def _begin(self, now: float, index: int, contact: Contact) -> None:
        worker, stream = self.workers[index], self.streams[contact.queue]
        if worker.contacts:
            self._interrupt(now, worker, contact.queue)
        worker.settle(now, stream.handle_seconds)
        worker.contacts.append(contact)
        contact.waiting = False
        if contact.begun is None:
            contact.begun = now
            if stream.live:
                wait = now - contact.arrived
                self.tallies[contact.queue].served(
                    contact.arrived, wait, in_time=wait <= stream.answer_seconds
                )
        self._plan(index)

    def _interrupt(self, now: float, worker: Worker, queue: int) -> None:
        """Deferred work is laid down for a live contact; a further chat interrupts nothing."""
        theirs = worker.contacts[0].queue
        worker.settle(now, self.streams[theirs].handle_seconds)
        if theirs != queue:
            self._lay_down(worker.contacts.pop())

    def _plan(self, index: int) -> None:
        """When the agent will be done with one of the contacts in hand."""
        worker = self.workers[index]
        worker.version += 1
        queue = worker.contacts[0].queue
        self._push(worker.next_end(self.streams[queue].handle_seconds), ENDS, index, worker.version)

    def _ends(self, now: float, index: int, version: int) -> None:
        worker = self.workers[index]
        if version != worker.version:
            return
        queue = worker.contacts[0].queue
        worker.settle(now, self.streams[queue].handle_seconds)
        done = min(worker.contacts, key=lambda contact: contact.left)
        worker.contacts.remove(done)
        self._finish(now, done)
        if worker.contacts:
            self._plan(index)
            if worker.here:
                self._fill_up(now, index, queue)
        elif worker.here:
            worker.free_since = now
            self._take(now, index)
        else:
            worker.gone(now)

    def _finish(self, now: float, contact: Contact) -> None:
        stream = self.streams[contact.queue]
        if not stream.live:
            began = now if contact.begun is None else contact.begun
            self.tallies[contact.queue].served(
                contact.arrived, began - contact.arrived, in_time=now <= contact.due
            )
        if contact.hands_over and stream.hand_over:
            to = stream.hand_over.to
            at = max(now, contact.arrived + stream.hand_over.lag_seconds)
            onward = self.streams[to].hand_over
            self._send(to, fate(at, onward.share if onward else 0.0, self.handed[to]))

    def _take(self, now: float, index: int) -> None:
        """A free agent takes what is most urgent, if anything."""
        best: tuple[int, float] | None = None
        for queue in self.served_live[index]:
            first = self._first(queue)
            rank = (-self.streams[queue].tier, first.arrived) if first else None
            if first and rank and (best is None or rank < best):
                best, chosen = rank, queue
        if best is not None:
            self._begin(now, index, self.waiting[chosen].popleft())
            self._fill_up(now, index, chosen)
            return
        open_now = [
            queue
            for queue in self.served_later[index]
            if self.later[queue] and self.hours[queue].is_open(now)
        ]
        if open_now:
            soonest = min(open_now, key=lambda queue: self.later[queue][0][0])
            self._begin(now, index, heappop(self.later[soonest])[2])

    def _fill_up(self, now: float, index: int, queue: int) -> None:
        """An agent who may hold more of these contacts takes those that wait."""
        worker, most = self.workers[index], len(self.streams[queue].handle_seconds)
        while len(worker.contacts) < most and self._first(queue):
            self._begin(now, index, self.waiting[queue].popleft())

    def _first(self, queue: int) -> Contact | None:
        """Who has waited longest; those who have hung up are forgotten."""
        waiting = self.waiting[queue]
        while waiting and not waiting[0].waiting:
            waiting.popleft()
        return waiting[0] if waiting else None

    def _lay_down(self, contact: Contact) -> None:
        self.number += 1
        heappush(self.later[contact.queue], (contact.due, self.number, contact))

    def _offer(self, now: float, queue: int) -> None:
        """Deferred work that waits goes to agents who are free."""
        if self.streams[queue].live or not self.hours[queue].is_open(now):
            return
        while self.later[queue]:
            free = [
                (*worker.rank, worker.free_since, index) for index, worker in self.able[queue] if worker.free
            ]
            if not free:
                return
            self._begin(now, min(free)[-1], heappop(self.later[queue])[2])

    def _comes(self, now: float, index: int) -> None:
        self.workers[index].comes(now)
        if self.workers[index].free:
            self._take(now, index)

    def _leaves(self, now: float, index: int) -> None:
        worker = self.workers[index]
        worker.here = False
        if worker.contacts and not self.streams[worker.contacts[0].queue].live:
            queue = worker.contacts[0].queue
            worker.settle(now, self.streams[queue].handle_seconds)
            worker.version += 1
            self._lay_down(worker.contacts.pop())
            self._offer(now, queue)
        if not worker.contacts:
            worker.gone(now)

    def _close(self, now: float, queue: int) -> None:
        while self._first(queue):
            self._lose(now, self.waiting[queue][0])

    def _lose(self, now: float, contact: Contact) -> None:
        contact.waiting = False
        wait = now - contact.arrived
        early = wait <= self.streams[contact.queue].answer_seconds
        self.tallies[contact.queue].left(contact.arrived, wait, early=early)

    def _step(self, now: float, step: int) -> None:
        for queue, tally in enumerate(self.tallies):
            if self.streams[queue].live:
                first = self._first(queue)
                count = sum(contact.waiting for contact in self.waiting[queue])
            else:
                later = self.later[queue]
                first, count = (later[0][2] if later else None), len(later)
            tally.waits(step, count, now - first.arrived if first else 0.0)

    def _count_rest(self, end: float) -> None:
        for index, worker in enumerate(self.workers):
            if worker.contacts:
                worker.settle(end, self.streams[worker.contacts[0].queue].handle_seconds)
            if worker.here or worker.contacts:
                worker.gone(end)
            for queue in self.workers[index].server.serves:
                self.tallies[queue].add_time(BUSY, worker.busy)
                self.tallies[queue].add_time(THERE, worker.there)
        unfinished = [contact for worker in self.workers for contact in worker.contacts]
        unfinished += [contact for later in self.later for _, _, contact in later]
        for contact in unfinished:
            if not self.streams[contact.queue].live and contact.due <= end:
                self.tallies[contact.queue].overdue(contact.arrived)

"""What callers get in the long run: an exact birth-death chain with a full state, a queue and patience.

Contacts arrive at a constant rate (Poisson) and leave at r(k) while k of them are in the system. Up to
the full state K all are being served; beyond it the rest wait in order of arrival, and each one who
waits hangs up at the rate 1 / patience. With r(k) = k / handle time this is M/M/n+M, "Erlang A"
(C. Palm, "Research on telephone traffic carried by full availability groups", Tele 1, 1957; O. Garnett,
A. Mandelbaum and M. Reiman, "Designing a call center with impatient customers", Manufacturing & Service
Operations Management 4, 2002), and without hanging up "Erlang C".

A contact that finds k others waiting is reached after a sum of exponential times of the rates
R + i / patience, i = 0..k, R being r(K). exp(-sum / patience) has the beta distribution with the parameters
c = R times patience and k + 1, so that the chance of a longer wait than t is the regularised incomplete
beta function I_e(c, k + 1) at e = exp(-t / patience). It grows with k by the terms
T(k) = T(k - 1) (1 - e) (c + k - 1) / k from I_e(c, 1) = T(0) = e^c, which stay in logarithms: e^c
underflows in large teams.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, expm1, inf, isinf, log
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Definition = Literal["offered", "served", "virtual"]
"""A service level is a share: of all contacts `offered`, answered in time; of those `served`, answered in
time; of all, those who would be answered in time if they never hung up (`virtual`)."""

NEGLIGIBLE = 1e-15
LARGE = 1e200


@dataclass(frozen=True, slots=True)
class Service:
    """Shares of all contacts in [0, 1]; `mean_wait_seconds` of all, those who hang up included.

    `occupancy` is the share of what the agents can get through that they do get through.
    """

    waiting: float
    abandoned: float
    mean_wait_seconds: float
    occupancy: float
    offered: float
    served: float
    virtual: float

    def level(self, definition: Definition) -> float:
        """The service level by this definition."""
        return {"offered": self.offered, "served": self.served, "virtual": self.virtual}[definition]


OVERRUN = Service(1.0, 0.0, inf, 1.0, 0.0, 0.0, 0.0)
"""Where nobody hangs up and more arrives than can be served, the queue grows without end."""


def serve(
    arrival_rate: float, rates: Iterable[float], *, patience_seconds: float | None, answer_seconds: float
) -> Service:
    """The long run of a queue with `arrival_rate` contacts a second; `rates` are r(1), ..., r(K) a second.

    Without a patience nobody hangs up. The rates do not fall from one to the next.
    """
    below, full = 1.0, 0.0
    for rate in rates:
        # The weight of all states so far, that of the last one being 1.
        below = 1.0 + below * rate / arrival_rate
        full = rate
    if patience_seconds is None:
        return _patient(arrival_rate, below, full, answer_seconds)
    return _impatient(arrival_rate, below, full, patience_seconds, answer_seconds)


def _patient(arrival_rate: float, below: float, full: float, answer_seconds: float) -> Service:
    if arrival_rate >= full:
        return OVERRUN
    beyond = full / (full - arrival_rate)
    waiting = 0.0 if isinf(below) else beyond / (below - 1.0 + beyond)
    level = 1.0 - waiting * exp(-(full - arrival_rate) * answer_seconds)
    wait = waiting / (full - arrival_rate)
    return Service(waiting, 0.0, wait, arrival_rate / full, level, level, level)


def _impatient(
    arrival_rate: float, below: float, full: float, patience_seconds: float, answer_seconds: float
) -> Service:
    if isinf(below):
        return Service(0.0, 0.0, 0.0, arrival_rate / full, 1.0, 1.0, 1.0)
    queue = _Queue(arrival_rate, full, patience_seconds, answer_seconds)
    weight = queue.sum_up(below)
    abandoned = min(1.0, queue.waiting_contacts / weight / patience_seconds / arrival_rate)
    reached = 1.0 - abandoned
    late = min(queue.served_late / weight, reached)
    return Service(
        waiting=queue.mass / weight,
        abandoned=abandoned,
        mean_wait_seconds=queue.waiting_contacts / weight / arrival_rate,
        occupancy=min(1.0, arrival_rate * reached / full) if full else 1.0,
        offered=reached - late,
        served=1.0 - late / reached if full else 0.0,
        virtual=max(0.0, 1.0 - queue.late / weight),
    )


class _Queue:
    """Sums over the states in which all are busy; a state's weight is relative to the one without a wait."""

    def __init__(
        self, arrival_rate: float, full: float, patience_seconds: float, answer_seconds: float
    ) -> None:
        self.arrival_rate, self.full, self.leaving = arrival_rate, full, 1.0 / patience_seconds
        self.share = full * patience_seconds
        self.all_wait = _Later(self.share, answer_seconds / patience_seconds)
        self.some_served = _Later(self.share + 1.0, answer_seconds / patience_seconds)
        self.mass = self.waiting_contacts = self.late = self.served_late = 0.0

    def sum_up(self, below: float) -> float:
        """Add up state after state; returns the weight of the whole chain in the scale of the sums."""
        weight, count, scale = 1.0, 0, 1.0
        while True:
            self.mass += weight
            self.waiting_contacts += count * weight
            self.late += weight * self.all_wait.next()
            self.served_late += weight * self.share / (self.share + count + 1.0) * self.some_served.next()
            count += 1
            following = weight * self.arrival_rate / (self.full + count * self.leaving)
            if following < weight and following * count < NEGLIGIBLE * self.mass:
                return self.mass + (below - 1.0) * scale
            weight = following
            if weight > LARGE:
                weight /= LARGE
                scale /= LARGE
                self.mass /= LARGE
                self.waiting_contacts /= LARGE
                self.late /= LARGE
                self.served_late /= LARGE


class _Later:
    """I_e(c, 1), I_e(c, 2), ... for e = exp(-patiences): one value a call."""

    def __init__(self, share: float, patiences: float) -> None:
        self.share = share
        self.log_term = -share * patiences
        self.log_rest = log(-expm1(-patiences)) if patiences else -inf
        self.count = 0
        self.value = exp(self.log_term)

    def next(self) -> float:
        """The value for one more who waits."""
        found = self.value
        self.count += 1
        self.log_term += (
            self.log_rest + log((self.share + self.count - 1.0) / self.count) if self.share else -inf
        )
        self.value = min(1.0, found + exp(self.log_term))
        return found

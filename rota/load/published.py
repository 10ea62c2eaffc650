"""What rota.db tells a plan: what is published of the horizon, what came before, who carried what.

Only what lies before the horizon counts as an input of a roster: publishing the roster itself changes
nothing that it was made from.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from hashlib import sha256
from json import dumps
from typing import TYPE_CHECKING

from exports.instant import instant_text
from rota.account import Account
from rota.duty import Duty
from rota.fairness import loads
from rota.load.build import with_holidays
from rota.load.holiday_days import YEAR
from rota.load.measures import SHORT_NOTICE, measures_of
from rota.localtime import DAY, midnight
from rota.problem import Absence
from rota.store.database import NAME, reading
from rota.store.publications import presence_of
from rota.store.short_notice import given_late
from rota.store.spans import holds, merged
from rota.store.standing import covered, joined, pieces, standing
from rota.telling import Telling

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from rota.agent import Agent
    from rota.constraint import Constraint
    from rota.problem import Cell, Problem
    from rota.roster import Roster
    from rota.shift import Shift
    from rota.store.standing import Piece

LOOK_BACK = YEAR
"""As far as holidays are known: burdens further back are forgotten, and no rule looks back further."""


@dataclass(frozen=True)
class Published:
    """What was published, as a problem takes it; `digest` names what of it came before the horizon."""

    reference: frozenset[Cell] = frozenset()
    past_shifts: tuple[Shift, ...] = ()
    past: frozenset[Cell] = frozenset()
    accounts: tuple[Account, ...] = ()
    telling: Telling = field(default_factory=Telling)
    digest: str = ""


def read_published(folder: Path, problem: Problem, rules: Sequence[Constraint]) -> Published:
    """What rota.db says to a problem; nothing where there is no such file. Raises InputError as `reading`."""
    if not (folder / NAME).exists():
        return Published()
    with reading(folder / NAME) as store:
        known = standing(store, problem.start, problem.end)
        before = pieces(store, problem.start - LOOK_BACK, problem.start)
        past_shifts, past = _past(before, problem)
        accounts = _accounts(store, before, problem, rules)
        telling = _telling(store, known, problem)
    ours = {shift.id for shift in problem.shifts}
    cells = known.cells if known else frozenset()
    reference = frozenset(cell for cell in cells if cell[0] in problem.agent_of and cell[1] in ours)
    found = Published(reference, past_shifts, past, accounts, telling)
    return replace(found, digest=_digest(found)) if before else found


def _telling(store: sqlite3.Connection, known: Roster | None, problem: Problem) -> Telling:
    """What people know of the horizon, and what they were given of it at short notice."""
    spans = covered(store)
    kept = {
        shift.id
        for shift in (known.shifts if known else ())
        if (ours := problem.shift_of.get(shift.id)) and (ours.start, ours.end) == (shift.start, shift.end)
    }
    return replace(
        problem.telling,
        published=frozenset(shift.id for shift in problem.shifts if holds(spans, shift.start)),
        known=frozenset(cell for cell in (known.cells if known else ()) if cell[1] in kept),
        given_late=given_late(store, ((problem.start, problem.end),)),
    )


def _past(before: Sequence[Piece], problem: Problem) -> tuple[tuple[Shift, ...], frozenset[Cell]]:
    """What was worked up to the horizon, as far back as it is known without a gap."""
    spans = merged(span for piece in before for span in piece.spans)
    if not spans or spans[-1][1] != problem.start:
        return (), frozenset()
    roster = joined(before, *spans[-1])
    # A template whose hours have changed may give a shift of the horizon the name of a past one.
    coming = {shift.id for shift in problem.shifts}
    shifts = tuple(
        shift for shift in roster.shifts if shift.id not in coming and holds(spans[-1:], shift.start)
    )
    names = {shift.id for shift in shifts}
    cells = (cell for cell in roster.cells if cell[0] in problem.agent_of and cell[1] in names)
    return with_holidays(shifts, problem.holidays), frozenset(cells)


def _accounts(
    store: sqlite3.Connection, before: Sequence[Piece], problem: Problem, rules: Sequence[Constraint]
) -> tuple[Account, ...]:
    """Burdens and fair shares of all that was published before, each period by its own contracts."""
    sums: dict[tuple[str, str], tuple[Fraction, Fraction]] = {}
    for piece in before:
        period = _period(store, piece, problem)
        duty = Duty(period, frozenset(_cells(piece, period)))
        for measure in measures_of(period, rules):
            # Whatever a rule makes up for by this account: only what was given at short notice fills it.
            if measure.account == SHORT_NOTICE != measure.burden:
                continue
            for load in loads(period, duty, measure):
                units, share = sums.get((load.agent.id, measure.account), (Fraction(), Fraction()))
                sums[load.agent.id, measure.account] = (units + load.units, share + load.fair)
    # Hundredths, as in ledger.csv: exact shares of many periods would be fractions beyond all measure.
    return tuple(
        Account(*key, round(units, 2), round(share, 2)) for key, (units, share) in sorted(sums.items())
    )


def _period(store: sqlite3.Connection, piece: Piece, problem: Problem) -> Problem:
    """What a revision was published over, with the contracts and the leave of its time.

    Who has left the team since is not in it: the burdens of those who stayed are compared among them.
    """
    roster, number = piece.publication.roster, piece.publication.revision
    presence = {one.agent: one for one in presence_of(store, number)}
    agents, absences = [], []
    for agent in problem.agents:
        then = presence.get(agent.id)
        if then:
            contract = replace(agent.contract, weekly_minutes=then.weekly_minutes)
            agents.append(replace(agent, contract=contract))
            absences += [Absence(agent.id, *_day(agent, day)) for day in then.leave_days]
        elif not presence and agent.id in roster.member_of:
            agents.append(agent)
    shifts = (shift for shift in roster.shifts if holds(piece.spans, shift.start))
    return replace(
        problem,
        start=piece.spans[0][0],
        end=piece.spans[-1][1],
        agents=tuple(agents),
        shifts=with_holidays(tuple(shifts), problem.holidays),
        absences=tuple(sorted(absences)),
        home_holidays=tuple(pair for pair in problem.home_holidays if pair[0] in {one.id for one in agents}),
        demand=(),
        requests=(),
        past_shifts=(),
        past=frozenset(),
        accounts=(),
        wanted=(),
        telling=Telling(given_late=given_late(store, piece.spans)),
    )


def _day(agent: Agent, day: date) -> tuple[datetime, datetime]:
    return midnight(day, agent.zone), midnight(day + DAY, agent.zone)


def _cells(piece: Piece, period: Problem) -> Iterator[Cell]:
    for agent, shift in piece.publication.roster.cells:
        if agent in period.agent_of and shift in period.shift_of:
            yield agent, shift


def _digest(found: Published) -> str:
    """What was known of the time before, as one name: times of shifts, who was on them, burdens."""
    times = [(shift.id, instant_text(shift.start), instant_text(shift.end)) for shift in found.past_shifts]
    burdens = [(one.agent, one.burden, str(one.units), str(one.share)) for one in found.accounts]
    return sha256(dumps([times, sorted(found.past), burdens]).encode()).hexdigest()

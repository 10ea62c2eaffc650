"""Each rule: kept or not, at what price, how near a miss; and what is proved of the roster as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.ics_text import plain
from rota.cli.views.proof_view import status_text
from rota.cli.views.verdict_view import dearness
from rota.cli.views.wording import counted
from rota.remarks import remarks_on
from rota.report.report import Proof, RuleRow
from rota.room import rooms_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.cli.views.showing import Showing
    from rota.constraint import Constraint, Violation
    from rota.remarks import Remark
    from rota.room import Room

MOST_BROKEN = 5
DIGEST = 16
"""Letters of a digest that are shown: enough to tell two files apart at a glance."""


def rules_of(showing: Showing) -> tuple[RuleRow, ...]:
    """Broken rules first, then those that cost, then those that are kept; musts before wishes."""
    remarks = remarks_on(showing.problem, showing.rules)
    rows = [_row(showing, rule, remarks) for rule in showing.rules]
    return tuple(sorted(rows, key=lambda row: ({"bad": 0, "": 1, "good": 2}[row.mood], not row.must)))


def _row(showing: Showing, rule: Constraint, remarks: Sequence[Remark]) -> RuleRow:
    must = rule.weight is None
    found = [one for one in (*showing.verdict.hard, *showing.verdict.soft) if one.rule == rule.name]
    found = [one for one in found if (one.cost is None) == must]
    said = [plain(remark.text) for remark in remarks if remark.rules[0] == rule.name]
    if must and not found:
        said += [_room_text(room) for room in rooms_of(showing.problem, showing.duty, rule)]
    status, mood = _status(must, found)
    return RuleRow(rule.name, must, status, mood, plain(rule.explain()), (*_worst(must, found), *said))


def _status(must: bool, found: Sequence[Violation]) -> tuple[str, str]:
    if not found:
        return ("kept" if must else "met in full"), "good"
    if must:
        return f"broken {counted(len(found), 'time')}", "bad"
    return f"costs {sum(one.cost or 0 for one in found):,} in {counted(len(found), 'place')}", ""


def _worst(must: bool, found: Sequence[Violation]) -> Iterator[str]:
    """What is broken, as far as there is room; of a wish, where it is missed most."""
    if must:
        yield from (plain(one.message) for one in found[:MOST_BROKEN])
        if len(found) > MOST_BROKEN:
            yield f"and {len(found) - MOST_BROKEN:,} more"
    elif found:
        worst = max(found, key=dearness)
        yield f"furthest off: {plain(worst.message)} (cost {worst.cost or 0:,})"


def _room_text(room: Room) -> str:
    field = room.field.replace("_", " ")
    if room.breaks_at is None:
        return f"room enough: {field} could be {room.holds:g} instead of {room.limit:g}"
    if room.holds == room.limit:
        return f"just kept: with {field} {room.breaks_at:g}, {plain(room.message)}"
    return f"nearest miss: {field} {room.holds:g} is kept too; with {room.breaks_at:g}, {plain(room.message)}"


def proof_of(showing: Showing) -> Proof:
    """The proof in plain words, then in figures."""
    proof, verdict = showing.roster.proof, showing.verdict
    gap = max(0, proof.cost - proof.bound)
    figures = [
        ("Status", proof.status),
        ("Cost", f"{proof.cost:,}"),
        ("Bound", f"{proof.bound:,}"),
        ("Gap", f"{gap:,} ({100 * proof.gap:.1f} % of the cost)" if gap else "0"),
        ("Search", f"{proof.seconds:.1f} s, {counted(proof.workers, 'worker')}, seed {proof.seed}"),
        ("Program", f"rota {plain(proof.version)}"),
    ]
    inputs = tuple((plain(name), digest[:DIGEST]) for name, digest in proof.inputs)
    status = status_text(proof)
    return Proof(
        f"{status[:1].upper()}{status[1:]}", tuple(_sentences(showing, verdict.cost)), tuple(figures), inputs
    )


def _sentences(showing: Showing, cost: int) -> Iterator[str]:
    proof = showing.roster.proof
    yield (
        "Every wish that is missed has a price, which the team has set; the cost of a roster is the sum of "
        "these prices, so that less is better."
    )
    if proof.status == "optimal":
        yield f"It is proved that no roster that keeps every must costs less than this one, {proof.cost:,}."
    elif proof.status == "unproved":
        yield "It was edited by hand after the search, so that nothing is proved of how good it is."
    else:
        yield (
            f"This one costs {proof.cost:,}. It is proved that none that keeps every must costs less than "
            f"{proof.bound:,}: what could still be gained is at most {max(0, proof.cost - proof.bound):,}."
        )
    if cost != proof.cost:
        yield f"Computed anew it costs {cost:,}: the roster or its inputs have changed since the search."
    yield (
        "Every rule was checked once more for this report, by a verifier that knows nothing of the search."
        if showing.verdict.lawful
        else "The verifier, which knows nothing of the search, finds musts that are broken: see the rules."
    )

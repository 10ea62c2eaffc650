"""What can be said of rules before any search: which can never bind, and which no roster can keep.

Each remark is proved by the rules' own rows: a rule whose rows are true, or whose price is the same,
whatever anybody works; a row that is false whatever anybody works once the cells are taken away that
another must forbids one by one, or once those are worked that another settles; two rows over the same
cells that leave no number between them. What is not remarked on may still make no sense.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

from rota.encoding import Encoding, encode
from rota.shift_rule import ShiftRule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rota.constraint import Constraint, Place
    from rota.encoding import Row
    from rota.problem import Cell, Problem

    Sides = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about one rule, or about two that clash; `clash` where no roster keeps them."""

    rules: tuple[str, ...]
    text: str
    clash: bool


@dataclass(frozen=True, slots=True)
class _Bound:
    """The tightest bound on one side of a row, and the rule that asks for it."""

    limit: int
    rule: str
    place: Place


def remarks_on(problem: Problem, rules: Sequence[Constraint]) -> tuple[Remark, ...]:
    """What is senseless about the rules in this problem, in their order; nothing is claimed without proof."""
    alone = [encode(problem, [rule]) for rule in rules]
    settled = {rule.name: dict(_settled(encoding)) for rule, encoding in zip(rules, alone, strict=True)}
    barred = {cell: False for cells in settled.values() for cell, works in cells.items() if not works}
    rest = [encode(problem, [rule], fixed=barred) for rule in rules]
    found = [_remark(problem, *each) for each in zip(rules, alone, rest, strict=True)]
    pairs = {remark.rules: remark for remark in _clashes(problem, rest)}
    for remark in _clashes_with_settled(problem, rules, settled):
        pairs.setdefault(remark.rules, remark)
    explained = {remark.rules[0] for remark in pairs.values()}
    alone_told = (
        remark for remark in found if remark and not (remark.clash and remark.rules[0] in explained)
    )
    return (*alone_told, *pairs.values())


def _remark(problem: Problem, rule: Constraint, alone: Encoding, rest: Encoding) -> Remark | None:
    for _, place in alone.broken[:1]:
        reason = (
            rule.because(problem, place) or f"nobody can do what it asks for{_place_text(problem, place)}"
        )
        return Remark((rule.name,), f"no roster can keep it: {reason}", clash=True)
    impossible = next(_impossible(rest), None)
    if impossible:
        return Remark((rule.name,), f"no roster can keep it: {_row_text(problem, *impossible)}", clash=True)
    if alone.rows or alone.prices or alone.broken:
        return None
    price = f", and costs {alone.offset} always" if alone.offset else ""
    return Remark((rule.name,), f"can never bind: {_why(problem, rule)}{price}", clash=False)


def _why(problem: Problem, rule: Constraint) -> str:
    if not rule.whom(problem):
        return "it selects no agent"
    if isinstance(rule, ShiftRule) and not any(map(rule.concerns, problem.timeline)):
        return "it selects no shift"
    return "no roster of this horizon could break it"


def _settled(encoding: Encoding) -> Iterator[tuple[Cell, bool]]:
    """The cells that a must forbids, or asks for, on their own."""
    for row in encoding.rows:
        cell = encoding.cell_of(row.variables[0]) if len(row.variables) == 1 else None
        if cell and row.high is not None and row.high < row.coefficients[0]:
            yield cell, False
        elif cell and row.low is not None and row.low > 0:
            yield cell, True


def _impossible(encoding: Encoding) -> Iterator[tuple[Place, int | None, int | None]]:
    """Rows that are false whatever anybody works, with the side missed and the best there can be."""
    for _, place in encoding.broken:
        yield place, None, None
    for row in encoding.rows:
        least, most = _reach(encoding, row)
        if row.rule and row.low is not None and most < row.low:
            yield row.place, row.low, most
        if row.rule and row.high is not None and least > row.high:
            yield row.place, row.high, least


def _reach(encoding: Encoding, row: Row) -> tuple[int, int]:
    ends = [
        (coefficient * encoding.low[variable], coefficient * encoding.high[variable])
        for variable, coefficient in zip(row.variables, row.coefficients, strict=True)
    ]
    return sum(map(min, ends)), sum(map(max, ends))


def _row_text(problem: Problem, place: Place, asked: int | None, possible: int | None) -> str:
    where = _place_text(problem, place)
    if asked is None or possible is None:
        return f"whoever could is barred by another rule{where}"
    side, best = ("least", "most") if asked > possible else ("most", "least")
    return f"at {side} {asked} asked for{where}, at {best} {possible} possible"


def _place_text(problem: Problem, place: Place) -> str:
    words = [f"for {problem.agent_of[place.agent].name}"] if place.agent else []
    words += [f"on {place.shift}"] if place.shift else []
    return "".join(f" {word}" for word in words)


def _clashes(problem: Problem, encodings: Sequence[Encoding]) -> Iterator[Remark]:
    """Pairs of rules whose rows over the same cells leave nothing between them; each pair once."""
    lows: dict[Sides, _Bound] = {}
    highs: dict[Sides, _Bound] = {}
    for encoding in encodings:
        for row in encoding.rows:
            if row.rule and max(row.variables) < encoding.cell_count:
                _tighten(row, lows, highs)
    told: set[tuple[str, str]] = set()
    for sides, low in lows.items():
        high = highs.get(sides)
        if high is None or low.limit <= high.limit or low.rule == high.rule:
            continue
        if (low.rule, high.rule) not in told:
            told.add((low.rule, high.rule))
            where = _place_text(problem, low.place)
            text = f"no roster can keep both{where}: {low.rule} asks for more than {high.rule} allows"
            yield Remark((low.rule, high.rule), text, clash=True)


def _tighten(row: Row, lows: dict[Sides, _Bound], highs: dict[Sides, _Bound]) -> None:
    """Note the row's bounds, in numbers of its smallest whole form: 480 minutes a shift is one shift."""
    terms = sorted(zip(row.variables, row.coefficients, strict=True))
    divisor = gcd(*row.coefficients) * (1 if terms[0][1] > 0 else -1)
    sides = tuple(variable for variable, _ in terms), tuple(factor // divisor for _, factor in terms)
    least, most = (row.low, row.high) if divisor > 0 else (row.high, row.low)
    if least is not None:
        low = _Bound(-(-least // divisor), row.rule, row.place)
        lows[sides] = max(lows.get(sides, low), low, key=lambda bound: bound.limit)
    if most is not None:
        high = _Bound(most // divisor, row.rule, row.place)
        highs[sides] = min(highs.get(sides, high), high, key=lambda bound: bound.limit)


def _clashes_with_settled(
    problem: Problem, rules: Sequence[Constraint], settled: Mapping[str, Mapping[Cell, bool]]
) -> Iterator[Remark]:
    """Pairs of rules of which one asks for single cells and the other cannot have them worked."""
    for name, cells in settled.items():
        asked = {cell: True for cell, works in cells.items() if works}
        if not asked:
            continue
        for rule in rules:
            place = None if rule.name == name else _unable(problem, rule, asked)
            if place:
                where = _place_text(problem, place)
                text = f"no roster can keep both{where}: {rule.name} rules out what {name} asks for"
                yield Remark((name, rule.name), text, clash=True)


def _unable(problem: Problem, rule: Constraint, asked: Mapping[Cell, bool]) -> Place | None:
    """Where a rule cannot be kept if these cells are worked."""
    found = next(_impossible(encode(problem, [rule], fixed=asked)), None)
    return found[0] if found else None

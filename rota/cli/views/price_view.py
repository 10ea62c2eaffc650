"""What a change to a roster costs, on the terminal: rule by rule, and who would work what instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rota.cli.views.wording import day_text, shown, span_text
from rota.explain.price import differences
from rota.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.cli.question import Question
    from rota.explain.alternatives import Alternative
    from rota.explain.price import Difference
    from rota.shift import Shift
    from rota.solve.next_best import NextBest

MOST_MOVES, MOST_RULES = 12, 4


def shift_text(shift: Shift) -> str:
    """A shift as people say it: `late of Wed 17 Mar, 14:00-22:00`."""
    hours = span_text(shift.start, shift.end, shift.zone)
    return f"{shown(shift.template)} of {day_text(shift.day)}, {hours}"


def more_text(cost: int) -> str:
    """A difference of costs in words."""
    return "no more" if cost == 0 else f"{cost:,} more" if cost > 0 else f"{-cost:,} less"


def next_best_lines(question: Question, found: NextBest, *, what: str) -> Iterator[str]:
    """The next best roster: its price, how sure that is, what it is made of, and who changes."""
    most = " at most" if found.price > 0 and not found.everywhere else ""
    yield f"the next best roster {what} costs {more_text(found.price)}{most}; {_proved(found)}"
    setting = question.setting
    before = verify(setting.problem, setting.rules, found.base)
    after = verify(setting.problem, setting.rules, found.cells)
    yield from difference_lines(differences(setting.rules, before, after))
    yield from _moves(question, found)
    if found.gained > 0:
        yield f"  (around here the roster at hand can be made {found.gained:,} cheaper anyway: not counted)"


def _proved(found: NextBest) -> str:
    if found.everywhere:
        return "proved: no roster is cheaper"
    if found.days:
        return f"proved for rosters that change only within {_days(found.days)} around"
    return "nothing is proved, time was up"


def _days(days: int) -> str:
    return "a day" if days == 1 else f"{days} days"


def difference_lines(found: Sequence[Difference]) -> Iterator[str]:
    """Rule by rule what is dearer, what cheaper."""
    width = max((len(one.rule) for one in found), default=0)
    for one in found:
        example = f": {shown(one.example)}" if one.example else ""
        yield f"  {one.cost:>+7,}  {one.rule:<{width}}  {one.units_text}{example}"


def _moves(question: Question, found: NextBest) -> Iterator[str]:
    """Agent by agent, the shifts taken off and those put on."""
    problem = question.problem
    agents = sorted({agent for agent, _ in found.cells ^ found.base})
    if not agents:
        return
    yield "  in it"
    for agent in agents[:MOST_MOVES]:
        off = _named(question, agent, found.base - found.cells)
        on = _named(question, agent, found.cells - found.base)
        moved = f"has {on} instead of {off}" if on and off else f"has {on}" if on else f"is off {off}"
        yield f"    {shown(problem.agent_of[agent].name)} {moved}"
    if agents[MOST_MOVES:]:
        yield f"    and {len(agents) - MOST_MOVES} more change"


def _named(question: Question, agent: str, cells: frozenset[tuple[str, str]]) -> str:
    shifts = [question.problem.shift_of[shift] for one, shift in cells if one == agent]
    shifts.sort(key=lambda shift: (shift.start, shift.id))
    return ", ".join(f"{shown(shift.template)} of {day_text(shift.day)}" for shift in shifts)


def alternative_lines(found: Sequence[Alternative]) -> Iterator[str]:
    """Who could take the shift at which price, and who could not, for which reason."""
    possible = [one for one in found if one.possible]
    names = {one: shown(one.agent.name) if one.agent else "nobody" for one in found}
    width = max((len(name) for name in names.values()), default=0)
    for one in possible:
        rules = [f"{each.rule} {each.units_text}" for each in one.differences if each.cost > 0]
        more = ["..."] if len(rules) > MOST_RULES else []
        said = f" ({', '.join([*rules[:MOST_RULES], *more])})" if rules else ""
        yield f"  {names[one]:<{width}}  {more_text(one.cost)}{said}"
    for one in found:
        if not one.possible:
            message = shown(one.breaches[0].message).removeprefix(names[one]).lstrip()
            rest = len(one.breaches) - 1
            yield f"  {names[one]:<{width}}  cannot: {message}{f' (and {rest} more)' if rest else ''}"

"""A clash as a chain of reasons in the lead's words: what is wanted, who could, why each of them cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rota.localtime import clock_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from rota.explain.change import Setting
    from rota.explain.clash import Clash, Ground

ELSE = "or else "
"""How a sentence begins that tells what happens where a reason gives way."""
SO_ON = "and so on"
MOST_LIKE, MOST_PLACES = 3, 6


@dataclass(frozen=True, slots=True)
class Link:
    """One sentence of a chain, and the rule that it is about. `times`: how many reasons it stands for."""

    rule: str
    text: str
    times: int = 1


def chain(setting: Setting, clash: Clash) -> tuple[Link, ...]:
    """The sentences of a clash: what asks for people first, then who is held back by what.

    Of reasons that differ in their date alone the first are told, the others counted.
    """
    told = [(ground.reason, _text(setting, ground)) for ground in clash.grounds]
    told.sort(key=lambda one: (one[1].startswith(ELSE), bool(one[0].place.agent)))
    groups: dict[tuple[str, str, str], list[str]] = {}
    for reason, text in told:
        key = (reason.rule, reason.place.agent if text else "", reason.place.queue)
        groups.setdefault(key, []).append(text or _general(setting, clash, reason.rule))
    return tuple(link for (rule, _, _), texts in groups.items() for link in _links(rule, texts))


def _links(rule: str, texts: Sequence[str]) -> Iterator[Link]:
    counts: dict[str, int] = {}
    for text in texts:
        counts[text] = counts.get(text, 0) + 1
    told = list(counts.items())
    most = MOST_LIKE if len(told) > MOST_LIKE + 1 else len(told)
    for text, times in told[:most]:
        yield Link(rule, text, times)
    if told[most:]:
        rest = sum(times for _, times in told[most:])
        yield Link(rule, f"{SO_ON}, {rest} more times", rest)


def _text(setting: Setting, ground: Ground) -> str:
    """The fact, or what happens else; nothing where neither is known."""
    said = setting.rule(ground.reason.rule).because(setting.problem, ground.reason.place)
    if said or not ground.findings:
        return said
    return f"{ELSE}{ground.findings[0].message}"


def _general(setting: Setting, clash: Clash, rule: str) -> str:
    """The rule in general, with the people whom it is about in the clash."""
    agents = dict.fromkeys(reason.place.agent for reason in clash.reasons if reason.rule == rule)
    names = ", ".join(setting.problem.agent_of[agent].name for agent in agents if agent)
    return f"{setting.rule(rule).explain()}{f' (here: {names})' if names else ''}"


def places(setting: Setting, clashes: Sequence[Clash]) -> str:
    """Where clashes of one sort are, each by its first moment: `Mon 08 Mar 06:00, Tue 09 Mar 06:00`."""
    problem = setting.problem
    found: dict[datetime, None] = {}
    for clash in clashes:
        places_of = [reason.place for reason in clash.reasons]
        starts = [place.start for place in places_of if place.start]
        starts += [problem.shift_of[place.shift].start for place in places_of if place.shift]
        if starts:
            found[min(starts)] = None
    told = [clock_text(start, problem.zone) for start in sorted(found)[:MOST_PLACES]]
    more = len(found) - len(told)
    return ", ".join(told) + (f" and {more} more" if more > 0 else "")

"""Why there is no roster, on the terminal: clash by clash a chain of reasons, then the ways out."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from rota.cli.views.wording import counted, shown
from rota.explain.chain import ELSE, SO_ON, chain, places
from rota.explain.clash import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rota.explain.change import Setting
    from rota.explain.clash import Clash
    from rota.solve.ways_out import WayOut
    from rota.solve.why_infeasible import Impossible

MOST_SORTS = 8


def clash_lines(setting: Setting, impossible: Impossible, *, width: int) -> Iterator[str]:
    """The whole answer, line by line."""
    sorts = alike(impossible.clashes)
    for number, sort in enumerate(sorts[:MOST_SORTS], 1):
        title = f"clash {number} of {len(sorts)}" if len(sorts) > 1 else "what clashes"
        yield f"{title}: {', '.join(sort[0].rules)}"
        yield from _chain(setting, sort, width)
        if impossible.ways is not None or number < len(sorts):
            yield ""
    if len(sorts) > MOST_SORTS:
        yield f"and {counted(len(sorts) - MOST_SORTS, 'more sort')} of clashes"
        yield ""
    if len(impossible.clashes) > 1:
        yield "these clashes have no reason in common: each has to be settled"
    if not impossible.all_told and impossible.ways is not None:
        yield "there may be more: time was up before the rest was shown to be free of clashes"
    if impossible.ways is not None:
        yield from _ways(setting, impossible.ways, width)


def _chain(setting: Setting, sort: Sequence[Clash], width: int) -> Iterator[str]:
    links = chain(setting, sort[0])
    for number, link in enumerate(links):
        joined = link.text.startswith((ELSE, SO_ON))
        word = "because " if number == 0 else "        " if joined else "    and "
        text = link.text.removeprefix("or " if len(links) > 1 else ELSE) if number == 0 else link.text
        yield from _hanging(f"  {word}", shown(text), width)
    if not sort[0].smallest:
        yield "  (not proved the smallest: some of these may have no part in it)"
    if len(sort) > 1:
        yield from _hanging("  likewise ", f"in {len(sort)} clashes: {places(setting, sort)}", width)


def _ways(setting: Setting, ways: Sequence[WayOut], width: int) -> Iterator[str]:
    if not ways:
        yield "no way out was found in time; a rule with a `weight` is a wish, and never in the way"
        return
    yield "ways out, the least first; with each of them a roster was found that keeps every hard rule:"
    for number, way in enumerate(ways, 1):
        texts = [shown(change.text(setting)) for change in way.changes]
        yield from _hanging(f"  {number}. ", texts[0], width)
        for text in texts[1:]:
            yield from _hanging("     and ", text, width)


def _hanging(head: str, text: str, width: int) -> list[str]:
    return wrap(
        head + text,
        width,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )

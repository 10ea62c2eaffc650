"""Prices that rise with how far a number is off: those beyond a step cost so many times as much each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class PriceStep(BaseModel):
    """Of the agents missing, or too many, in one place, those beyond a number cost so many times as much."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    beyond: Annotated[int, Field(ge=1)]
    times: Annotated[int, Field(ge=2, le=1000)]


def hold_rising(steps: Sequence[PriceStep], name: str = "steps") -> None:
    """Raise ValueError where steps or their prices do not rise."""
    for one, following in pairwise(steps):
        if following.beyond <= one.beyond or following.times <= one.times:
            raise ValueError(f"`beyond` and `times` rise from each of `{name}` to the next")


def rises(steps: Sequence[PriceStep]) -> Iterator[tuple[int, int]]:
    """Of each step beyond how many it begins, and how many times the price of the first one it adds."""
    before = 1
    for step in steps:
        yield step.beyond, step.times - before
        before = step.times


def priced(steps: Sequence[PriceStep], off: int) -> int:
    """How many times the price of the first one so many agents cost together, each at its own step."""
    return sum(max((step.times for step in steps if step.beyond <= fewer), default=1) for fewer in range(off))

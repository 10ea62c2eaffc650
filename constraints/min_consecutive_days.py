"""min_consecutive_days: no blocks of working days that are too short to be worth the way to work."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from rota.blocks import BlockRule


class MinConsecutiveDays(BlockRule):
    """A block of working days, with a day off before and behind it, has at least `days` days.

    A working day is a local day at the agent's home on which a shift starts. History counts: a block
    that began before the horizon goes on in it. A block is left alone where it touches the horizon's
    end, the unknown before the horizon or before the first day of history, or a day wholly on leave.
    What history alone has settled is no violation. Soft, each day missing costs `weight`.
    """

    loosens: ClassVar[dict[str, float]] = {"days": -1}
    example: ClassVar[str] = "{kind: min_consecutive_days, days: 2}"
    kind: Literal["min_consecutive_days"] = "min_consecutive_days"
    days: Annotated[int, Field(ge=2, le=28)] = 2

    @property
    def shortest(self) -> int:
        """The least length of a block of working days."""
        return self.days

    @property
    def longest(self) -> None:
        """No greatest length."""
        return None

    def noun(self, days: int) -> str:
        """So many working days, in words."""
        return f"{days} working {'day' if days == 1 else 'days'}"

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return f"{self.who.text()}: at least {self.days} working days in a row{self.when.text()}"

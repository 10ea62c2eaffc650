"""min_consecutive_days_off: days off come in blocks that are long enough to rest."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from rota.blocks import BlockRule


class MinConsecutiveDaysOff(BlockRule):
    """A block of days off, with a working day before and behind it, has at least `days` days.

    A day off is a local day at the agent's home on which no shift starts; being on call at home is a
    day off unless `kinds` names `on_call`. History counts: a block that began before the horizon goes
    on in it. A block is left alone where it touches the horizon's end, the unknown before the horizon
    or before the first day of history, or a day wholly on leave. What history alone has settled is no
    violation. Soft, each day missing costs `weight`.
    """

    loosens: ClassVar[dict[str, float]] = {"days": -1}
    example: ClassVar[str] = "{kind: min_consecutive_days_off, days: 2}"
    kind: Literal["min_consecutive_days_off"] = "min_consecutive_days_off"
    days: Annotated[int, Field(ge=2, le=28)] = 2

    @property
    def days_off(self) -> bool:
        """The blocks are of days off."""
        return True

    @property
    def shortest(self) -> int:
        """The least length of a block of days off."""
        return self.days

    @property
    def longest(self) -> None:
        """No greatest length."""
        return None

    def noun(self, days: int) -> str:
        """So many days off, in words."""
        return f"{days} {'day' if days == 1 else 'days'} off"

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        return f"{self.who.text()}: at least {self.days} days off in a row{self.when.text()}"

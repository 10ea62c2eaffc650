"""max_consecutive_days_off: nobody is away from the job for too long in between, leave apart."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from rota.blocks import BlockRule


class MaxConsecutiveDaysOff(BlockRule):
    """At most `days` local days in a row on which no shift of the agent starts, history included.

    Days wholly on leave are no days off: they end the row, and a new one begins behind them. Nothing is
    assumed about the time before the horizon without history, before the first day of history, or
    behind the horizon's end. What history alone has settled is no violation. Soft, each further day
    costs `weight`.
    """

    loosens: ClassVar[dict[str, float]] = {"days": 1}
    example: ClassVar[str] = "{kind: max_consecutive_days_off, days: 4, weight: 20}"
    kind: Literal["max_consecutive_days_off"] = "max_consecutive_days_off"
    days: Annotated[int, Field(ge=1, le=366)]

    @property
    def days_off(self) -> bool:
        """The blocks are of days off."""
        return True

    @property
    def shortest(self) -> int:
        """No least length."""
        return 1

    @property
    def longest(self) -> int:
        """The greatest length of a block of days off."""
        return self.days

    def noun(self, days: int) -> str:
        """So many days off, in words."""
        return f"{days} {'day' if days == 1 else 'days'} off"

    def explain(self) -> str:
        """The rule in one sentence, with its number."""
        days = self.noun(self.days)
        return f"{self.who.text()}: at most {days} in a row{self.when.text()}"

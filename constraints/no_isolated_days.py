"""no_isolated_days: no single working day between two days off, or no single day off in the week's work."""

from __future__ import annotations

from typing import ClassVar, Literal

from rota.blocks import BlockRule


class NoIsolatedDays(BlockRule):
    """No single day of one sort stands between two of the other.

    `isolated: work` is about one working day between two days off, `isolated: off` about one day off
    between two working days. Days are local to the agent's home, history counts, and what it alone has
    settled is no violation. A day next to the horizon's end, to the unknown before the horizon or
    before the first day of history, or to a day wholly on leave is not isolated. Soft, each isolated
    day costs `weight`.
    """

    example: ClassVar[str] = "{kind: no_isolated_days, weight: 20}"
    kind: Literal["no_isolated_days"] = "no_isolated_days"
    isolated: Literal["work", "off"] = "work"

    @property
    def days_off(self) -> bool:
        """Whether the rule is about days off."""
        return self.isolated == "off"

    @property
    def shortest(self) -> int:
        """Two days stand together."""
        return 2

    @property
    def longest(self) -> None:
        """No greatest length."""
        return None

    def noun(self, days: int) -> str:
        """So many days, in words."""
        what = "day off" if self.isolated == "off" else "working day"
        return f"{days} {what}" if days == 1 else f"{days} {what.replace('day', 'days')}"

    def explain(self) -> str:
        """The rule in one sentence."""
        what = "day off between two working days" if self.days_off else "working day between two days off"
        return f"{self.who.text()}: no single {what}{self.when.text()}"

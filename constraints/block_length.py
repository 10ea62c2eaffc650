"""block_length: shifts of one sort come in blocks that are neither too short nor too long.

The usual case is nights: two to four in a row, so that the body turns round once for several of
them. The field calls it consecutive assignments to the same shift type (Second International Nurse
Rostering Competition, Ceschia et al. 2019).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from rota.blocks import BlockRule
from rota.bounds import hold_bounds
from rota.shift_rule import EVERY_KIND, Kinds

if TYPE_CHECKING:
    from typing import Self

Days = Annotated[int, Field(ge=1, le=366)]


class BlockLength(BlockRule):
    """Between `least` and `most` local days in a row on which one of the `shifts` templates starts.

    All templates named make one sort, and any of them goes on with the block; for blocks of one
    template each, write one rule for each. A day with other shifts only ends the block, like a day off.
    History counts, and what it alone has settled is no violation. A block is never too short where it
    touches the horizon's end, the unknown before the horizon or before the first day of history, or a
    day wholly on leave. Soft, each day missing or too many costs `weight`.
    """

    example: ClassVar[str] = "{kind: block_length, shifts: [night], least: 2, most: 4}"
    kind: Literal["block_length"] = "block_length"
    kinds: Kinds = EVERY_KIND
    least: Days | None = None
    most: Days | None = None

    @model_validator(mode="after")
    def _bounds(self) -> Self:
        hold_bounds(self.least, self.most)
        return self

    @property
    def shortest(self) -> int:
        """The least length of a block."""
        return self.least or 1

    @property
    def longest(self) -> int | None:
        """The greatest length of a block; None where there is none."""
        return self.most

    def noun(self, days: int) -> str:
        """So many days of the block, in words."""
        return f"{days} {'day' if days == 1 else 'days'} of {self._what()}"

    def _what(self) -> str:
        return self.shifts_text() or "duty"

    def explain(self) -> str:
        """The rule in one sentence, with its numbers."""
        bounds = [f"at least {self.least}"] if self.least is not None else []
        bounds += [f"at most {self.most}"] if self.most is not None else []
        return f"{self.who.text()}: {' and '.join(bounds)} days of {self._what()} in a row{self.when.text()}"

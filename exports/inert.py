"""Text that a spreadsheet would run as a formula, made inert by an apostrophe before it.

Such cells begin with = + - @, tab, CR, LF or the full-width forms of the signs: OWASP, CSV Injection,
owasp.org/www-community/attacks/CSV_Injection. Apostrophes that stand before one already count as
part of the text, so that nothing is lost on the way back.
"""

from __future__ import annotations

import re

_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def inert(cell: str) -> str:
    """The cell as text that no spreadsheet runs; other text is left as it is."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """The inverse of `inert`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell

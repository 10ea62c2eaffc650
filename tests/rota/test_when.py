"""The dates on which a rule holds."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from rota.when import When

SUNDAY, MONDAY, TUESDAY = date(2027, 3, 7), date(2027, 3, 8), date(2027, 3, 9)


@pytest.mark.parametrize(
    ("when", "taken"),
    [
        (When(), [SUNDAY, MONDAY, TUESDAY]),
        (When(days=("sun", "tue")), [SUNDAY, TUESDAY]),
        (When(first=MONDAY), [MONDAY, TUESDAY]),
        (When(last=MONDAY), [SUNDAY, MONDAY]),
        (When(first=MONDAY, last=MONDAY), [MONDAY]),
        (When(days=("sun",), first=MONDAY), []),
    ],
)
def test_a_date_fits_every_field_given(when: When, taken: list[date]) -> None:
    assert [day for day in (SUNDAY, MONDAY, TUESDAY) if when.takes_day(day, None)] == taken


@pytest.mark.parametrize(
    ("when", "taken"),
    [
        (When(holidays=True), ["public"]),
        (When(holidays=False), ["eve", None]),
        (When(eves=True), ["eve"]),
        (When(eves=False), ["public", None]),
        (When(holidays=False, eves=False), [None]),
    ],
)
def test_an_eve_is_no_holiday(when: When, taken: list[str | None]) -> None:
    assert [kind for kind in ("public", "eve", None) if when.takes_day(MONDAY, kind)] == taken


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValidationError, match="`to` is 2027-03-08, before `from`, 2027-03-09"):
        When(first=TUESDAY, last=MONDAY)


def test_the_dates_are_said_in_words() -> None:
    assert When().text() == ""
    assert When(days=("sat", "sun"), first=MONDAY, last=TUESDAY, holidays=False).text() == (
        " (on Sat, Sun from 2027-03-08 until 2027-03-09 not on public holidays)"
    )

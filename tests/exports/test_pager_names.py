from __future__ import annotations

import pytest

from exports.pager_names import name_within, shortened
from rota.errors import InputError


@pytest.mark.parametrize(
    ("most", "name"), [(24, "Bank help desk: primary"), (15, "Bank…: primary"), (9, "primary")]
)
def test_what_is_too_long_is_taken_from_the_team(most: int, name: str) -> None:
    assert name_within("Bank help desk", "primary", most=most, system="pagerduty") == name


def test_a_name_that_is_too_long_without_the_team_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        name_within("Bank", "primary", most=6, system="pagerduty")

    (fault,) = caught.value.faults
    assert (fault.message, fault.help) == ("the name `primary` has 7 characters", "pagerduty allows 6")


def test_a_name_is_on_one_line() -> None:
    assert shortened("Ana\r\nKola\t\u202e", 40) == "Ana Kola"

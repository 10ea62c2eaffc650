from __future__ import annotations

import pytest
from hypothesis import given
from paging_plans import names

from exports.pager_names import identifier, name_within, shortened
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


def test_identifiers_are_identifiers_that_last() -> None:
    assert [identifier(key) for key in ("primary", "2nd line", "日本", "")] == [
        "primary_076204ee40",
        "r_2nd_line_40d24aa1d0",
        "r_d1899c8385",
        "r_055539df4a",
    ]


@given(one=names(), other=names())
def test_different_keys_have_different_identifiers(one: str, other: str) -> None:
    assert (identifier(one) == identifier(other)) == (one == other)
    assert identifier(one).isascii()
    assert identifier(one).isidentifier()

"""ledger.csv: lines that add up, exactly."""

from __future__ import annotations

from fractions import Fraction

import pytest

from rota.account import Account
from rota.errors import InputError
from rota.load.ledger import read_ledger

AGENTS, BURDENS = ["ana", "bo"], ["nights", "late"]


def ledger(*lines: str) -> tuple[Account, ...]:
    content = "\n".join(["agent,burden,units,share", *lines]).encode()
    return read_ledger("ledger.csv", content, agents=AGENTS, burdens=BURDENS)


def test_lines_of_one_agent_and_burden_add_up_exactly() -> None:
    found = ledger("bo,nights,3,2.5", "ana,late,0.1,0.25", "ana,late,0.2,0.05", "bo,nights,1,2.5")
    assert found == (
        Account("ana", "late", Fraction(3, 10), Fraction(3, 10)),
        Account("bo", "nights", Fraction(4), Fraction(5)),
    )
    assert [account.balance for account in found] == [0, -1]


def test_a_header_alone_is_an_empty_ledger() -> None:
    assert ledger() == ()


@pytest.mark.parametrize("amount", ["", "1/3", "1,5", "1e3", "0.125", "-1", "nan", "٣"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(InputError):
        ledger(f'ana,nights,"{amount}",1')

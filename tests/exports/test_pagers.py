"""What holds for every pager that a plan can be written for."""

from __future__ import annotations

from pathlib import Path

import pytest
from paging_plans import example

from exports.pagers import PAGERS, Pager
from rota.errors import InputError

DOCS = Path(__file__).parent.parent.parent / "docs" / "paging"
every_pager = pytest.mark.parametrize("pager", PAGERS, ids=lambda pager: pager.SYSTEM)


def test_systems_are_in_order_and_each_is_there_once() -> None:
    systems = [pager.SYSTEM for pager in PAGERS]

    assert systems == sorted(set(systems))


@every_pager
def test_a_pager_has_a_page_that_says_how_to_export(pager: Pager) -> None:
    page = (DOCS / f"{pager.SYSTEM}.md").read_text("utf-8")

    assert f"rota export --format {pager.SYSTEM}" in page


def test_a_page_is_about_a_pager() -> None:
    assert {page.stem for page in DOCS.glob("*.md")} - {pager.SYSTEM for pager in PAGERS} == set()


@every_pager
def test_agents_without_an_id_are_all_named(pager: Pager) -> None:
    if pager.SYSTEM in ("paging-csv", "paging-json"):
        return

    system = pager.SYSTEM.removesuffix("-terraform")

    with pytest.raises(InputError) as caught:
        pager.write(example(system, contacts=(("ana", system, "ANA"),)))

    messages = [fault.message for fault in caught.value.faults]
    assert [message for message in messages if message.startswith("agent ")] == [
        f"agent `{agent}` has no id for {system}" for agent in ("bo", "cem", "dev")
    ]
    assert all(fault.help for fault in caught.value.faults)

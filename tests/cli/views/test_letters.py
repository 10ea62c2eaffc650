from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rota.cli.views.letters import letters_of


@pytest.mark.parametrize(
    ("templates", "letters"),
    [
        (["early", "late", "night", "day"], {"day": "D", "early": "E", "late": "L", "night": "N"}),
        (["day", "dusk"], {"day": "DA", "dusk": "DU"}),
        (["late", "late-de", "late-fr"], {"late": "L", "late-de": "LD", "late-fr": "LF"}),
        (["early", "early-2"], {"early": "E", "early-2": "E2"}),
        (["night", "nights"], {"night": "N", "nights": "N1"}),
        (["夜", "朝"], {"夜": "夜", "朝": "朝"}),
        (["-", "--"], {"-": "-1", "--": "-2"}),
    ],
)
def test_a_template_is_called_by_its_shortest_own_beginning(
    templates: list[str], letters: dict[str, str]
) -> None:
    assert letters_of(templates) == letters


@given(st.sets(st.text("abAB-12 é夜", max_size=5), max_size=12))
def test_no_two_templates_share_an_abbreviation(templates: set[str]) -> None:
    letters = letters_of(templates)
    assert letters.keys() == templates
    assert len(set(letters.values())) == len(templates)

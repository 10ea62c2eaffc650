from __future__ import annotations

from constraints.coverage import Coverage
from constraints.min_rest import MinRest
from constraints.one_at_a_time import OneAtATime
from rota.cli.views.verdict_view import verdict_view
from rota.constraint import Place, Violation
from rota.verify import Verdict

RULES = (OneAtATime(), MinRest(hours=11), Coverage())


def hard(number: int) -> Violation:
    return Violation("min_rest", Place(f"a{number}"), number, "minutes", None, f"a{number} rests too little")


def soft(queue: str, cost: int) -> Violation:
    message = f"{queue or 'nobody'} at {cost}"
    return Violation("coverage", Place(queue=queue), cost, "agent-minutes", cost, message)


def test_hard_violations_come_first_and_no_rule_floods_the_screen(text_of) -> None:
    verdict = Verdict(
        hard=tuple(hard(number) for number in range(1, 5)),
        soft=(soft("", 900), soft("phone", 60), soft("mail", 120)),
    )
    assert text_of(verdict_view(verdict, RULES, most=2), columns=80) == (
        "1 of 2 hard rules kept, cost 1,080\n"
        "\n"
        "must  min_rest: 4 violations\n"
        "  a4 rests too little\n"
        "  a3 rests too little\n"
        "  ... and 2 more\n"
        "\n"
        "should  coverage: 3 findings, cost 1,080\n"
        "  mail at 120 (cost 120)\n"
        "  phone at 60 (cost 60)\n"
        "  ... and 1 more\n"
    )


def test_a_roster_without_fault_takes_one_line(text_of) -> None:
    assert text_of(verdict_view(Verdict((), ()), RULES), columns=80) == "all 2 hard rules kept, cost 0\n"


def test_brackets_in_messages_are_text(text_of) -> None:
    verdict = Verdict((Violation("min_rest", Place(), 1, "minutes", None, "[red]ana[/] rests"),), ())
    assert "  [red]ana[/] rests\n" in text_of(verdict_view(verdict, RULES), columns=80)

"""What README.md and docs/ show of a terminal is what comes out, where it hangs on no search."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from commands import Command
from teams import write_roster, write_workspace

REPOSITORY = Path(__file__).parent.parent
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
BLOCKS = [
    block
    for page in PAGES
    for block in re.findall(
        r"^```console\n(.*?)^```$", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL
    )
]
WORKSPACE = re.search(r"^```yaml\n(.*?)^```$", PAGES[0].read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)


def shown(command: str) -> list[str]:
    """The lines that stand below a command, up to the next one."""
    (found,) = (
        part.partition("\n")[2]
        for block in BLOCKS
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)
        if part.startswith(f"{command}\n")
    )
    return found.splitlines()


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


@pytest.fixture
def rota(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """The command line, in an empty folder, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("rota.cli.console._columns", lambda: 80)
    return Command(monkeypatch, capsys)


def test_a_mistake_is_shown_as_the_readme_shows_it(rota: Command) -> None:
    team = [
        "team: Corner shop support",
        "zone: Europe/Berlin",
        "horizon: {start: 2027-03-01, weeks: 4}",
        "contracts:",
        "  - {id: full, hours_per_week: 38}",
        "shifts:",
        '  - {id: early, start: "08:00", end: "14:00"}',
        '  - {id: late, start: "14:00", end: "20:00"}',
        "skills: [french]",
        "agents:",
        *(f"  - {{id: {name.lower()}, name: {name}, contract: full}}" for name in ("Lea", "Mo", "Zoe")),
        "  - {id: bo, name: Bo, contract: full, skills: {frensh: 2}}",
    ]
    write_workspace(Path("shop"), {"team.yaml": "\n".join(team) + "\n"})
    told = rota("check", "shop")
    assert (told.code, told.out, lines(told.err)) == (2, "", shown("rota check shop"))


def test_a_second_revision_is_published_as_the_readme_shows_it(rota: Command) -> None:
    assert WORKSPACE
    write_workspace(Path("shop"), {"team.yaml": WORKSPACE[1] + "publishing: {notice_days: 14}\n"})
    days = [date(2027, 3, 1) + timedelta(days=number) for number in range(28)]
    # Within the hours of both: Lea has the late shift on four days of the week, Mo on three.
    usual = {day: ("mo", "lea") if day.weekday() % 2 == 0 else ("lea", "mo") for day in days}
    for changed, at in (({}, "2027-02-01T10:00Z"), ({days[0]: ("lea", "mo")}, "2027-02-21T06:00Z")):
        hands = {**usual, **changed}
        put = [
            (agent, f"{template}@{day}")
            for day, pair in hands.items()
            for agent, template in zip(pair, ("early", "late"), strict=True)
        ]
        write_roster(Path("shop"), *put)
        told = rota("publish", "shop", "--by", "mo", "--yes", "--at", at)
        assert (told.code, told.err) == (0, "")
    asked = "Publish this as revision 2? [y/N]: y"
    assert lines(told.out) == [line for line in shown("rota publish shop --by mo") if line != asked]


def test_the_numbers_of_a_queue_are_explained_as_the_page_on_staffing_shows_it(
    rota: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rota.cli.console._columns", lambda: 100)
    desk = shutil.copytree(REPOSITORY / "examples" / "helpdesk-24x7", Path("desk"))
    told = rota("demand", desk, "--explain", "phone-en", "2027-03-08T10:00")
    asked = "rota demand examples/helpdesk-24x7 --explain phone-en 2027-03-08T10:00"
    assert (told.code, lines(told.out)) == (0, shown(asked))


def test_a_clash_in_the_readme_is_one_of_the_documents() -> None:
    document = REPOSITORY / "tests" / "infeasible" / "saturday_night_in_albanian" / "message.txt"
    said = lines(document.read_text("utf-8"))
    # What its rules leave open is noted before, and left out of the README.
    assert said[said.index("error: no roster keeps every hard rule") :] == shown("rota plan saturday")

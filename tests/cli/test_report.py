from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from teams import team_text, write_roster, write_workspace

from exports import payroll_csv, payroll_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command

EVIL = "<script>alert(1)</script> {{ 7*7 }} ${x} =cmd"
NOW = "--now=2027-02-01T10:00:00Z"
SHIFTS = (
    '{id: early, start: "06:00", end: "14:00"}',
    '{id: night, start: "22:00", end: "06:00"}',
    '{id: standby, start: "20:00", end: "08:00", kind: on_call, role: primary}',
)
AGENTS = (
    "{id: ana, name: Ana Kola, contract: full, skills: {german: 2}, requests: [{off: 2027-03-09}]}",
    f'{{id: bo, name: "{EVIL}", contract: full, zone: Asia/Manila, skills: {{german: 2}}}}',
)
QUEUES = ("{id: phone, channel: phone, skills: {german: 1}, handle_seconds: 300, service_level: 0.8}",)
RULES = ("{kind: min_rest, hours: 11}", "{kind: coverage, weight: 4}", "{kind: requests, weight: 100}")
FORECAST = "start,queue,contacts\n" + "".join(f"2027-03-08T{hour:02}:00,phone,4\n" for hour in range(6, 14))


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += [" ".join(data.split())] if data.strip() else []

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ana early on Monday, and asked to be off on Tuesday, when she works; Bo by night; both stand by."""
    text = team_text(agents=AGENTS, shifts=SHIFTS, queues=QUEUES, rules=RULES)
    write_workspace(tmp_path, {"team.yaml": text, "forecast.csv": FORECAST})
    write_roster(
        tmp_path,
        ("ana", "early@2027-03-08"),
        ("ana", "early@2027-03-09"),
        ("bo", "night@2027-03-08"),
        ("bo", "standby@2027-03-10"),
        cost=100,
    )
    return tmp_path


@pytest.fixture
def page(rota: Command, folder: Path) -> Page:
    told = rota("report", folder, NOW)
    assert (told.code, told.err) == (0, "")
    return Page((folder / "out" / "report.html").read_text("utf-8"))


def test_every_section_is_there_under_its_heading(page: Page) -> None:
    headings = [
        "By agent",
        "By day",
        "Coverage against demand",
        "Expected service level",
        "Fairness",
        "Wishes",
    ]
    headings += ["Hours and pay classes", "On call", "Rules", "Proof", "Changes since the last publication"]
    assert [heading for heading in headings if heading not in page.words] == []
    parts = "agents days coverage service fairness wishes hours oncall rules proof changes"
    links = " ".join(str(attributes["href"]) for attributes in page.all("a")[1:])
    assert links.replace("#", "") == parts


def test_the_file_needs_no_network_and_no_script(page: Page) -> None:
    names = {tag for tag, _ in page.tags}
    assert names & {"script", "iframe", "object", "img", "form"} == set()
    addresses = [
        value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href")
    ]
    assert {address for address in addresses if address and not address.startswith("#")} == {"data:,"}
    assert [name for _, attributes in page.tags for name in attributes if name.startswith("on")] == []


def test_what_people_wrote_is_text_and_nothing_else(page: Page) -> None:
    assert EVIL in page.words


def test_tables_have_captions_and_heads_and_pictures_have_words(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table"))
    assert {attributes.get("scope") for attributes in page.all("th")} == {"col", "row"}
    pictures = [one for one in page.all("svg") if "aria-hidden" not in one]
    assert [one for one in pictures if one.get("role") != "img" or not one.get("aria-label")] == []
    assert all(
        one["tabindex"] == "0" and one["aria-label"]
        for one in page.all("div")
        if one.get("class") == "scroll"
    )


def test_every_id_is_there_once_and_every_link_leads_to_one(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    labels = [attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes]
    targets = [str(attributes["href"])[1:] for attributes in page.all("a")]
    assert {*labels, *targets} - {*ids} == set()


def test_figures_are_those_that_other_commands_tell(page: Page) -> None:
    text = " ".join(page.words)
    assert "8 of 16 agent-hours wanted are covered (50 %); 8 are missing" in text
    assert "off duty on Tue 9 Mar" in text
    assert "05:00\u201313:00 Manila" in text
    assert "just kept: with hours" not in text
    assert "Changes none nothing is published yet" in " ".join(text.split())
    assert "room enough: hours could be 15 instead of 11" in text
    assert "Nothing is published yet . 4 new shifts for 2 agents." in text.replace("yet.", "yet .")


def test_service_falls_where_agents_are_missing(rota: Command, folder: Path) -> None:
    write_roster(folder, ("ana", "early@2027-03-09"), cost=100)
    rota("report", folder, NOW)
    words = Page((folder / "out" / "report.html").read_text("utf-8")).words
    assert "8 of 8" in words
    assert "Mon 8 Mar 06:00, 0.0 %" in words


def test_what_was_played_stands_beside_the_formula(rota: Command, folder: Path) -> None:
    played = folder / "out" / "simulation.json"
    assert rota("simulate", folder, "--replications", 5, "--out", played).code == 0
    rota("report", folder, NOW)
    text = (folder / "out" / "report.html").read_text("utf-8")
    assert "Played: 5 times through the whole horizon" in text
    played.write_text("[1]")
    rota("report", folder, NOW)
    text = (folder / "out" / "report.html").read_text("utf-8")
    assert "is not what `rota simulate --out` writes" in text


def test_changes_are_told_against_what_is_published(rota: Command, folder: Path) -> None:
    assert rota("publish", folder, "--yes", "--by", "mo", NOW).code == 0
    write_roster(folder, ("bo", "night@2027-03-08"), ("bo", "standby@2027-03-10"), cost=0)
    rota("report", folder, NOW)
    text = " ".join(Page((folder / "out" / "report.html").read_text("utf-8")).words)
    assert "Against revision 1. 2 changes for 1 agent." in text
    assert "Ana Kola removed early Mon 08 Mar 06:00-14:00 in 34 days" in text


def test_equal_rosters_give_equal_reports(rota: Command, folder: Path) -> None:
    rota("report", folder, NOW)
    first = (folder / "out" / "report.html").read_bytes()
    told = rota("report", folder, NOW, "--out", folder / "again.html")
    assert told.out.startswith(f"written: {folder / 'again.html'}, ")
    assert (folder / "again.html").read_bytes() == first


def test_hours_are_written_for_a_payroll(rota: Command, folder: Path) -> None:
    table, book = folder / "pay.csv", folder / "pay.xlsx"
    assert rota("report", folder, NOW, "--payroll", table, "--payroll", book).code == 0
    assert payroll_csv.read(table.read_bytes()) == payroll_xlsx.read(book.read_bytes())


def test_a_payroll_of_another_kind_is_refused_before_anything_is_written(rota: Command, folder: Path) -> None:
    told = rota("report", folder, NOW, "--payroll", folder / "pay.pdf")
    assert (told.code, told.err.splitlines()[0]) == (2, "error: `pay.pdf` is neither .csv nor .xlsx")
    assert not (folder / "out" / "report.html").exists()


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_stands_out_from_its_ground_by_light_by_night_and_on_paper(rota: Command, folder: Path) -> None:
    rota("report", folder, NOW)
    style = (
        (folder / "out" / "report.html").read_text("utf-8").partition("<style>")[2].partition("</style>")[0]
    )
    blocks = [
        dict(re.findall(r"--([\w-]+): (#\w+)", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.S)
    ]
    themes = [block for block in blocks if "ink" in block]
    pairs = [("ink", "card"), ("soft", "card"), ("soft", "page"), ("soft", "faint"), ("good", "accent-soft")]
    pairs += [("bad", "bad-soft"), ("bad", "card"), ("bad", "faint"), ("good", "card"), ("good", "faint")]
    pairs += [("ink", "accent-soft"), ("soft", "accent-soft"), ("accent", "card")]
    pairs += [(f"{look}-ink", look) for look in ("work", "night", "on_call", "training")]
    low = []
    for theme in themes:
        for ink, ground in pairs:
            darker, lighter = sorted((luminance(theme[ink]), luminance(theme[ground])))
            ratio = (lighter + 0.05) / (darker + 0.05)
            low += [(ink, ground, theme[ink], round(ratio, 2))] if ratio < 4.5 else []
    assert (len(themes), low) == (3, [])

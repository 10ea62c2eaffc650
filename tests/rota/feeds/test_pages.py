"""Pages as a browser gets them: what they say, and that nothing in a name becomes more than a name."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from desks import SHIFTS, WORKED, desk_roster
from real import program, run
from small import MONDAY, at, shift

from rota.feeds.addresses import page_path
from rota.feeds.figures import BurdenShares, DayCover, Figures, Share
from rota.feeds.swaps import partners_for

if TYPE_CHECKING:
    from pathlib import Path

    from desks import Desk

HOSTILE = "<script>alert(1)</script>\"' onload=x {{7*7}} \u202eevil &amp;"
FIGURES = Figures(
    span="Mon 08 Mar to Sun 14 Mar 2027",
    lawful=True,
    share="98 %",
    missing="4 h",
    days=(DayCover("Mon 08 Mar", "40", "36", "4", 0.9, f"06:00-06:30 {HOSTILE} 1 of 2"),),
    gaps=(f"Mon 08 Mar 06:00-06:30: {HOSTILE} lacks 1",),
    burdens=(BurdenShares("nights", 1.0, (Share(HOSTILE, "2", "1.0", "+1.0", 1.0),)),),
)


class Outline(HTMLParser):
    """Elements with their attributes, and the text that a reader sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.feed(page)
        self.text = " ".join(" ".join(self.said).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def hostile(desk: Desk) -> dict[str, str]:
    """Every kind of page, with names that would like to be more."""
    roster = desk_roster(*WORKED, team=HOSTILE)
    members = tuple(replace(one, name=f"{HOSTILE} {one.id}") for one in roster.members)
    desk.publish(replace(roster, members=members), 1)
    tokens = {
        kind: desk.link(kind, id)[1] for kind, id in (("agent", "ana"), ("role", "primary"), ("team", ""))
    }
    tokens["lead"] = desk.link("lead")[1]
    desk.app.shelf.state = replace(desk.read(), figures=FIGURES)
    return {kind: desk.page(token) for kind, token in tokens.items()}


def test_an_agents_page_says_what_comes_next_and_who_hands_over(desk: Desk) -> None:
    _, token = desk.link("agent", "bo")
    desk.now = at(MONDAY, "15:30")
    text = Outline(desk.page(token)).text
    assert "Bo" in text
    assert "On duty now Mon 8 Mar, 14:00\u201322:00 late · 8 h · ends in 6 h 30 min" in text
    assert "Takes over from Ana" in text
    assert "Tue 9 Mar 22:00\u201306:00 primary 8 h" in text
    assert "On call now primary nobody then Cem, Mon 8 Mar 22:00" in text
    assert "March 2027" in text
    assert "revision 1, published Sat 6 Feb 12:00" in text


def test_the_teams_page_names_who_is_on(desk: Desk) -> None:
    _, token = desk.link("team")
    desk.now = at(MONDAY, "15:30")
    text = Outline(desk.page(token)).text
    assert "Mon 8 Mar 14:00\u201322:00 late Bo 8 h, now Takes over from Ana" in text


def test_a_roster_published_months_ahead_is_what_the_pages_begin_with(desk: Desk) -> None:
    desk.now = at(date(2026, 11, 23), "12:00")
    lead, agent = (Outline(desk.page(desk.link(*whose)[1])).text for whose in (("lead",), ("agent", "ana")))
    assert "Mo 8 Tu 9 We 10" in lead
    assert "Mo 23" not in lead
    assert "March 2027" in agent
    assert "November 2026" not in agent


def test_a_night_of_the_spring_change_says_so(desk: Desk) -> None:
    night = shift("night", date(2027, 3, 27))
    roster = replace(
        desk_roster(first=date(2027, 3, 22)),
        shifts=(night,),
        assignments=(replace(desk_roster().assignments[0], shift=night.id, agent="ana"),),
    )
    desk.publish(roster, 1)
    _, token = desk.link("agent", "ana")
    assert "Sat 27 Mar 22:00\u201306:00 night 7 h, clocks go forward" in Outline(desk.page(token)).text


def test_the_buttons_are_the_addresses_that_clients_take(desk: Desk) -> None:
    _, token = desk.link("agent", "cem")
    page = Outline(desk.page(token))
    links = [attributes["href"] for tag, attributes in page.elements if tag == "a"]
    name = "help-desk-cem.ics"
    assert [link for link in links if link and not link.startswith("#")] == [
        f"webcal://rota.example.org/f/{token}/{name}",
        f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Frota.example.org%2Ff%2F{token}%2F{name}",
        f"https://outlook.office.com/calendar/0/addfromweb?url=https%3A%2F%2Frota.example.org%2Ff%2F{token}%2F{name}",
        f"https://rota.example.org/f/{token}/{name}",
        f"webcal://rota.example.org/f/{token}/on-call/{name}",
        f"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Frota.example.org%2Ff%2F{token}%2Fon-call%2F{name}",
        "https://outlook.office.com/calendar/0/addfromweb?url="
        f"https%3A%2F%2Frota.example.org%2Ff%2F{token}%2Fon-call%2F{name}",
        f"https://rota.example.org/f/{token}/on-call/{name}",
    ]
    assert desk.ask(f"/f/{token}/{name}").status == desk.ask(f"/f/{token}/on-call/{name}").status == 200


@pytest.mark.parametrize("kind", ["agent", "role", "team", "lead"])
def test_a_name_is_never_more_than_a_name_on_a_page(desk: Desk, kind: str) -> None:
    page = hostile(desk)[kind]
    outline = Outline(page)
    assert {tag for tag, _ in outline.elements} & {
        "script",
        "iframe",
        "object",
        "form",
        "img",
        "base",
    } == set()
    assert not [name for _, attributes in outline.elements for name in attributes if name.startswith("on")]
    assert not [1 for _, attributes in outline.elements if "style" in attributes]
    assert "alert(1)" in outline.text
    assert "49" not in re.findall(r"onload=x (\S+)", outline.text)
    assert "\u202e" not in re.sub(r"<title>.*?</title>", "", page) or kind == "lead"


@pytest.mark.parametrize("kind", ["agent", "role", "team", "lead"])
def test_a_page_loads_nothing_and_lets_nothing_run(desk: Desk, kind: str) -> None:
    token = desk.link(kind, {"agent": "ana", "role": "primary"}.get(kind, ""))[1]
    answer = desk.ask(page_path(token))
    style = re.search(r"<style>(.*?)</style>", answer.body.decode(), re.DOTALL)
    assert style is not None
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert answer.headers["content-security-policy"] == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["referrer-policy"] == "no-referrer"
    outline = Outline(answer.body.decode())
    loads = [
        attributes.get("src") or attributes.get("href") for tag, attributes in outline.elements if tag != "a"
    ]
    assert {load for load in loads if load} <= {"data:,"}
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_every_picture_and_region_of_a_page_has_a_name(desk: Desk) -> None:
    for page in hostile(desk).values():
        outline = Outline(page)
        ids = {attributes.get("id") for _, attributes in outline.elements}
        assert [attributes for tag, attributes in outline.elements if tag == "html"] == [{"lang": "en"}]
        assert sum(tag == "h1" for tag, _ in outline.elements) == 1
        for _, attributes in outline.elements:
            if attributes.get("role") in ("img", "region"):
                assert attributes.get("aria-label") or attributes.get("aria-labelledby") in ids
            if attributes.get("aria-labelledby"):
                assert attributes["aria-labelledby"] in ids


def test_an_agents_page_shows_no_other_agents_shifts(desk: Desk) -> None:
    _, token = desk.link("agent", "ana")
    roster = desk_roster("ana early mo", "bo late fr")
    desk.publish(roster, 1)
    assert "Bo" not in Outline(desk.page(token)).text


def test_who_could_swap_works_the_same_and_is_off_around_it() -> None:
    roster = desk_roster("ana early mo", "bo early tu", "cem early we", "cem late mo")
    (monday,) = (shift for shift in SHIFTS if shift.id == "early@2027-03-08")
    assert partners_for(roster, monday, "ana") == ("bo",)
    assert partners_for(desk_roster("ana early mo", "bo late tu"), monday, "ana") == ()


def test_the_lead_sees_the_grid_the_gaps_and_who_carries_what(desk: Desk) -> None:
    _, token = desk.link("lead")
    desk.now = at(MONDAY, "06:30")
    desk.app.shelf.state = replace(desk.read(), figures=FIGURES)
    text = Outline(desk.page(token)).text
    assert "Load covered 98 %" in text
    assert "Hard rules all kept" in text
    assert "Ana E E" in text
    assert "E early L late P primary" in text
    assert "Nights" in text


def test_a_desk_without_anything_has_pages(bare: Desk) -> None:
    for kind, id in (("agent", "ana"), ("role", "primary"), ("team", ""), ("lead", "")):
        _, token = bare.link(kind, id)
        assert "No roster is published yet" in bare.page(token)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's ratio of two colours, 1 to 21."""
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_all_text_has_the_contrast_that_readers_need(desk: Desk, scheme: int) -> None:
    page = desk.page(desk.link("agent", "ana")[1])
    blocks = re.findall(r":root \{(.*?)\}", page, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w+)", blocks[scheme]))
    pairs = [
        ("ink", "page"),
        ("ink", "card"),
        ("soft", "page"),
        ("soft", "card"),
        ("soft", "faint"),
        ("ink", "faint"),
    ]
    pairs += [
        ("accent", "card"),
        ("accent-ink", "accent"),
        ("hero-ink", "hero"),
        ("bad", "card"),
        ("good", "card"),
    ]
    pairs += [(f"{kind}-ink", kind) for kind in ("work", "night", "on_call", "training")]
    assert {pair: contrast(*(colours[name] for name in pair)) for pair in pairs if
            contrast(*(colours[name] for name in pair)) < 4.5} == {}  # fmt: skip


@pytest.mark.parametrize("kind", ["agent", "role", "team", "lead"])
def test_a_browser_shows_the_page_without_a_word_of_complaint_or_a_request(
    desk: Desk, kind: str, tmp_path: Path
) -> None:
    chromium = program("chromium")
    page = tmp_path / "page.html"
    page.write_text(hostile(desk)[kind], "utf-8")
    log, picture = tmp_path / "net.json", tmp_path / "page.png"
    told = run(
        chromium, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
        f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--virtual-time-budget=2000",
        "--window-size=1280,1600", f"--log-net-log={log}", f"--screenshot={picture}", page.as_uri(),
    )  # fmt: skip
    complaints = [
        line for line in told.stderr.splitlines() if "CONSOLE" in line and "frame-ancestors" not in line
    ]
    assert complaints == []
    assert picture.stat().st_size > 10_000
    asked = set(re.findall(r'"url":"(https?://[^"]+)"', log.read_text("utf-8")))
    assert {
        url for url in asked if "rota.example.org" in url or "outlook" in url or "calendar.google" in url
    } == set()

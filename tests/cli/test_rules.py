from __future__ import annotations

from typing import TYPE_CHECKING

from teams import team_text, write_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from commands import Command


def lines(text: str) -> list[str]:
    """What a terminal shows, without the spaces at the ends of lines."""
    return [line.rstrip() for line in text.splitlines()]


def test_every_kind_has_a_line(rota: Command) -> None:
    told = rota("rules")
    assert (told.code, told.err) == (0, "")
    assert "one_at_a_time             nobody is on two shifts at the same moment." in lines(told.out)
    assert " ".join(told.out.split()).endswith(
        "kinds; `rota rules KIND` explains one, `rota rules --in FOLDER` reads a workspace's rules packs of "
        "rules, each taken by its name and told by `rota rules NAME`: eu-working-time, sre-on-call, "
        "support-desk"
    )


def test_one_kind_is_explained_with_fields_example_and_source(rota: Command) -> None:
    told = rota("rules", "max_consecutive_days")
    assert (told.code, told.err) == (0, "")
    assert lines(told.out) == [
        "max_consecutive_days: no more than so many working days in a row.",
        "",
        "At most `days` local days in a row on which a shift of the agent starts, history included.",
        "",
        "Counted in days. Without a `weight` it is a must; with one it is a wish, and each unit costs that",
        "much.",
        "",
        "field   type                                  without it",
        "days    integer, at least 1, at most 366      5",
        "weight  integer, at least 1, at most 1000000  -",
        "shifts  list of string                        -",
        "kinds   list of work, on_call, training       work, training",
        "when    when                                  -",
        "",
        "Also `id`, which messages call it by, and `who`, the agents it is about; without: everybody.",
        "",
        "example",
        "rules:",
        "  - {kind: max_consecutive_days, days: 5}",
    ]


def test_the_source_of_a_rule_is_told_where_it_has_one(rota: Command) -> None:
    told = lines(rota("rules", "max_hours").out)
    assert told[told.index("where it comes from") + 1].startswith("Directive 2003/88/EC, article 6(b), caps")


def test_a_rule_that_is_always_a_must_or_always_a_wish_says_so(rota: Command) -> None:
    assert "Counted in shifts. Always a must." in rota("rules", "one_at_a_time").out
    assert "Counted in requests. A wish: each unit costs its `weight`" in rota("rules", "requests").out


def test_a_pack_is_told_with_its_sources_and_how_to_change_it(rota: Command) -> None:
    told = rota("rules", "support-desk")
    assert (told.code, told.err) == (0, "")
    said = [" ".join(line.split()) for line in told.out.splitlines()]
    assert said[0] == "support-desk: a pack of 10 rules"
    place = said.index("must desk-one-shift everybody: one shift at a time")
    assert said[place + 1] == "nobody is on two shifts at once"
    assert said[-5:] == [
        "in team.yaml",
        "packs: [support-desk]",
        "without: [desk-availability] # leaves one out",
        "rules:",
        "- {kind: availability, id: desk-availability, ...} # stands in its place",
    ]
    assert "help: did you mean `sre-on-call`?" in rota("rules", "sre-oncall").err


def test_a_misspelt_kind_is_answered_with_the_nearest(rota: Command) -> None:
    told = rota("rules", "headcout")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("error: there is no rule kind `headcout`\nhelp: did you mean `headcount`?\n")


def test_the_rules_of_a_workspace_are_said_in_sentences_with_what_is_wrong(
    rota: Command, tmp_path: Path
) -> None:
    rules = [
        "{kind: one_at_a_time}",
        "{kind: max_consecutive_days, days: 7}",
        "{kind: headcount, id: crowd, least: 3, shifts: [early]}",
        "{kind: headcount, least: 1, weight: 50}",
    ]
    folder = write_workspace(tmp_path, {"team.yaml": team_text(rules=rules)})
    told = rota("rules", "--in", folder)
    assert (told.code, told.err) == (1, "")
    assert lines(told.out) == [
        "must    one_at_a_time         everybody: one shift at a time",
        "                                ? can never bind: no roster of this horizon could break it",
        "must    max_consecutive_days  everybody: at most 7 working days in a row",
        "                                ? can never bind: no roster of this horizon could break it",
        "must    crowd                 at least 3 of everybody on early",
        "                                ! no roster can keep it: at least 3 asked for on early@2027-03-08,",
        "                                at most 2 possible",
        "should  headcount             at least 1 of everybody on every shift",
        "",
        "4 rules, 1 clash that no roster can keep, 2 that can never bind",
    ]


def test_one_kind_of_a_workspace_is_told_alone(rota: Command, tmp_path: Path) -> None:
    rules = ["{kind: headcount, least: 3}", "{kind: min_rest, hours: 20}"]
    folder = write_workspace(tmp_path, {"team.yaml": team_text(rules=rules)})
    told = rota("rules", "min_rest", "--in", folder)
    assert (told.code, told.err) == (0, "")
    assert lines(told.out) == [
        "must  min_rest  everybody: at least 20 h of rest between two shifts",
        "",
        "1 rule, nothing against them",
    ]

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rota.demand.backlog import backlog
from rota.demand.escalation import Escalation, escalate
from rota.demand.explain import Line, Load, explain
from rota.demand.target import DeferredTarget, LiveTarget, Target
from rota.forecast.volume import Volume

START = datetime(2027, 3, 8, 8, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)


def load_of(
    targets: dict[str, Target], contacts: dict[str, list[float]], *escalations: Escalation, **opening: object
) -> Load:
    volumes = tuple(
        Volume(START + index * HALF_HOUR, START + (index + 1) * HALF_HOUR, queue, each)
        for queue, listed in contacts.items()
        for index, each in enumerate(listed)
    )
    return Load(volumes, escalate(volumes, escalations), escalations, targets, opening)  # type: ignore[arg-type]


def test_calls_are_explained_from_contacts_to_agents() -> None:
    target = LiveTarget(
        handle_seconds=180,
        shrinkage=1 - 0.9 * 0.8,
        shrinkage_kinds=(("meetings", 0.1), ("sick", 0.2)),
        minimum=2,
    )
    load = load_of({"phone": target}, {"phone": [100]})
    assert explain(load, "phone", START) == (
        Line("contacts", "100.00 expected in 30 min, by the forecast"),
        Line("risk", "staffed on the mean; `staff_on` would ask for a quantile of the rate"),
        Line("load", "100.00 x 180 s / 1,800 s = 10.000 erlang"),
        Line("formula", "Erlang C: nobody hangs up"),
        Line("target", "80% of all contacts answered within 20 s, agents busy at most 85%"),
        Line("", "13 agents: 79.6% in time, mean wait 17.1 s, busy 76.9%: not enough"),
        Line("", "14 agents: 88.8% in time, mean wait 7.8 s, busy 71.4%"),
        Line("shrinkage", "14 / ((1 - 0.1) x (1 - 0.2)) = 19.44, rounded up (meetings 10.0%, sick 20.0%)"),
        Line("minimum", "2 in every open interval"),
        Line("demand", "20 agents"),
        Line(
            "enough",
            "for up to 108.7 contacts; no more come in 80.4% of such intervals "
            "(chance alone: the forecast tells no spread)",
        ),
    )


def test_what_is_handed_over_and_the_risk_taken_are_said() -> None:
    targets: dict[str, Target] = {
        "l1": LiveTarget(handle_seconds=180),
        "l2": LiveTarget(
            handle_seconds=600,
            patience_seconds=300,
            max_abandoned=0.05,
            definition="served",
            staff_on=0.8,
            dispersion=0.3,
        ),
    }
    load = load_of(targets, {"l1": [100, 100], "l2": [0, 2]}, Escalation("l1", "l2", 0.1, 30))
    assert explain(load, "l2", START + HALF_HOUR)[:8] == (
        Line("contacts", "2.00 expected in 30 min, by the forecast"),
        Line("", "+ 10.00 handed over: 10% of `l1`, 30 min later"),
        Line("", "= 12.00"),
        Line(
            "risk",
            "staffed on 14.88, at or below which the rate stays 80% of the time "
            "(gamma, standard deviation 30% of the mean)",
        ),
        Line("load", "14.88 x 600 s / 1,800 s = 4.959 erlang"),
        Line("formula", "Erlang A: who waits hangs up after 300 s in the mean"),
        Line(
            "target",
            "80% of the contacts served answered within 20 s, agents busy at most 85%, at most 5% hang up",
        ),
        Line("", "7 agents: 87.4% in time, mean wait 19.6 s, busy 66.2%, 6.5% hang up: not enough"),
    )


def test_deferred_work_is_explained_by_how_it_is_spread() -> None:
    target = DeferredTarget(handle_seconds=900, deadline_minutes=60, clock="open")
    load = load_of({"mail": target}, {"mail": [8, 0, 0, 0, 0]})
    assert explain(load, "mail", START + HALF_HOUR) == (
        Line("contacts", "0.00 expected in 30 min, by the forecast"),
        Line("risk", "staffed on the mean; `staff_on` would ask for a quantile of the rate"),
        Line("arrives", "0.00 x 900 s = 0 s of work"),
        Line(
            "spread",
            "work may wait 1 open h; spread as evenly as that allows, "
            "2,400 s of work are done in this interval",
        ),
        Line("agents", "2,400 s / (1,800 s x 85% busy) = 1.569, rounded up 2"),
        Line("demand", "2 agents"),
    )


def test_a_closed_queue_and_a_time_without_forecast_need_nobody() -> None:
    closed = ((START + 2 * HALF_HOUR, START + 3 * HALF_HOUR),)
    load = load_of({"phone": LiveTarget(handle_seconds=180)}, {"phone": [1, 1]}, phone=closed)
    assert explain(load, "phone", START)[-1] == Line("opening", "the queue is closed: nobody is needed")
    assert explain(load, "phone", START + 5 * HALF_HOUR) == ()
    assert explain(load, "mail", START) == ()


def test_work_left_to_the_spare_is_explained_by_its_deadline() -> None:
    target = DeferredTarget(handle_seconds=600, deadline_minutes=30, shrinkage=0.2, max_occupancy=0.8)
    load = load_of({"mail": target}, {"mail": [8, 8]})
    works = backlog(load.volumes, load.targets, {}, start=START, end=START + 2 * HALF_HOUR)
    waiting = replace(load, work=works, zone="Europe/Berlin")
    assert explain(waiting, "mail", START)[2:] == (
        Line("arrives", "8.00 x 600 s / 80% busy / 0.80 present = 125.0 agent-minutes"),
        Line("due", "within 0.5 h: by Mon 08 Mar 10:00"),
        Line("demand", "nobody at a fixed time: done by whoever is spare"),
    )
    assert explain(waiting, "mail", START + HALF_HOUR)[3] == Line(
        "due", "within 0.5 h: after the end of the horizon"
    )

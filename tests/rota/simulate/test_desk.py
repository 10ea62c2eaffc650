"""The desk by hand: who takes what, who waits, what is laid down and what is finished."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rota.simulate import desk
from rota.simulate.draw import Drawn
from rota.simulate.scenario import HandOver, Held, Scenario, Server, Stream
from rota.simulate.tally import COUNTS
from rota.simulate.worker import Worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

HOUR = 3600.0
PHONE = Stream("phone", 1, True, (600,), (), answer_seconds=20)
MAIL = Stream("mail", 1, False, (1200,), (), deadline_seconds=HOUR)
ALL_DAY = ((0.0, 8 * HOUR),)


def call(at: float, work: float = 1.0, patience: float = 1.0, *, hands_over: bool = False) -> Drawn:
    """A contact; `work` and `patience` in shares of the queue's means."""
    return Drawn(at, work, patience, hands_over)


def played(
    monkeypatch: pytest.MonkeyPatch, streams: Sequence[Stream], servers: Sequence[Server], *drawn: list[Drawn]
) -> list[dict[str, float]]:
    """The sums of what is counted, by queue, with these contacts."""
    fixed = dict(zip((stream.queue for stream in streams), drawn, strict=True))
    monkeypatch.setattr(desk, "contacts", lambda stream, random: fixed[stream.queue])
    scenario = Scenario(8 * HOUR, 1800, tuple(streams), tuple(servers))
    tallies = desk.play(scenario, seed=1, replication=0)
    return [dict(zip(COUNTS, tally.table.sum(axis=1).tolist(), strict=True)) for tally in tallies]


def told(found: dict[str, float], *names: str) -> list[float]:
    return [round(found[name], 6) for name in names]


def test_one_agent_serves_one_caller_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = Server("ana", 1, (0,), ALL_DAY)
    (phone,) = played(monkeypatch, [PHONE], [ana], [call(0), call(100), call(1185)])
    # the second waits from 100 to 600, the third from 1185 to 1200
    assert told(phone, *COUNTS) == [3, 2, 3, 0, 0, 515, 1800, 8 * HOUR, 0, 0]


def test_who_waits_hangs_up_in_time_or_late(monkeypatch: pytest.MonkeyPatch) -> None:
    impatient = Stream("phone", 1, True, (600,), (), answer_seconds=20, patience_seconds=60)
    ana = Server("ana", 1, (0,), ALL_DAY)
    calls = [call(0, 2), call(100, patience=0.25), call(200, patience=2), call(1150, patience=1)]
    (phone,) = played(monkeypatch, [impatient], [ana], calls)
    # two hang up, after 15 and 120 s; the last one waits 50 s
    assert told(phone, "offered", "in_time", "served", "abandoned", "early", "wait") == [4, 1, 2, 2, 1, 185]


def test_what_waits_from_before_is_done_first_by_what_is_left_of_its_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waiting = replace(MAIL, held=(Held(-7200.0, 2, 1800.0), Held(-600.0, 1, 3000.0)))
    monkeypatch.setattr(
        desk,
        "held",
        lambda stream, random: [
            (call(one.arrived), one.left_seconds) for one in stream.held for _ in range(one.contacts)
        ],
    )
    ana = Server("ana", 1, (0,), ALL_DAY)
    (mail,) = played(monkeypatch, [waiting], [ana], [call(0)])
    # Begun at 0, 1200, 2400 and 3600; due at 1800 (two), 3000 and 3600: all but the first are late.
    assert told(mail, "offered", "served", "in_time", "wait") == [4, 4, 1, 7200 + 8400 + 3000 + 3600]
    assert mail["backlog"] == 2 + 1  # at 1800 and, the last about to be begun, at 3600


def test_nobody_calls_a_closed_queue_and_who_waits_at_closing_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    closing = Stream("phone", 1, True, (600,), (), answer_seconds=20, opening=((1000.0, 2000.0),))
    ana = Server("ana", 1, (0,), ALL_DAY)
    (phone,) = played(monkeypatch, [closing], [ana], [call(900), call(1000, 9), call(1900), call(2000)])
    assert told(phone, "offered", "served", "abandoned", "wait", "busy") == [2, 1, 1, 100, 5400]


def test_the_lowest_tier_the_narrowest_and_the_longest_free_take_a_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    narrow = Stream("narrow", 1, True, (600,), (), answer_seconds=20)
    servers = [
        Server("second", 2, (0,), ALL_DAY),
        Server("broad", 1, (0, 1), ALL_DAY),
        Server("late", 1, (0,), ((100.0, 8 * HOUR),)),
        Server("early", 1, (0,), ALL_DAY),
    ]
    workers: list[Worker] = []

    class Kept(Worker):
        """Remembered, so that what it did can be seen."""

        def __init__(self, server: Server) -> None:
            super().__init__(server)
            workers.append(self)

    monkeypatch.setattr(desk, "Worker", Kept)
    played(monkeypatch, [PHONE, narrow], servers, [call(200 + index, 5) for index in range(5)], [])
    began = {worker.server.agent: worker.busy[0][0] for worker in workers}
    assert began == {"early": 200, "late": 201, "broad": 202, "second": 203}


def test_a_call_interrupts_deferred_work_which_is_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = Server("ana", 1, (0, 1), ALL_DAY)
    phone, mail = played(monkeypatch, [PHONE, MAIL], [ana], [call(300)], [call(0), call(10, 2)])
    # 300 s of mail, 600 s of call, 900 s of mail, then the second of 2400 s, done at 4200 and due at 3610
    assert told(phone, "in_time", "wait") == [1, 0]
    assert told(mail, "offered", "in_time", "served", "wait", "busy") == [2, 1, 2, 1790, 4200]


def test_a_call_is_finished_after_the_shift_and_deferred_work_is_handed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ana, bo = Server("ana", 1, (0, 1), ((0.0, 500.0),)), Server("bo", 1, (1,), ((900.0, 8 * HOUR),))
    phone, mail = played(monkeypatch, [PHONE, MAIL], [ana, bo], [call(400)], [call(0)])
    # ana does 400 s of mail and stays until 1000; bo does the other 800 s from 900 on
    assert told(phone, "served", "busy", "there") == [1, 1000, 1000]
    assert told(mail, "served", "in_time", "busy", "there") == [1, 1, 1800, 1000 + 8 * HOUR - 900]


def test_who_comes_back_during_a_call_goes_on_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ana = Server("ana", 1, (0,), ((0.0, 300.0), (400.0, 8 * HOUR)))
    (phone,) = played(monkeypatch, [PHONE], [ana], [call(0), call(350)])
    # the break from 300 to 400 is spent on the call, which ends at 600; then the next
    assert told(phone, "served", "wait", "busy", "there") == [2, 250, 1200, 8 * HOUR]


def test_deferred_work_waits_until_the_queue_opens_and_is_counted_where_it_is_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mail = Stream("mail", 1, False, (1200,), (), deadline_seconds=HOUR, opening=((7200.0, 9000.0),))
    ana = Server("ana", 1, (0,), ALL_DAY)
    (found,) = played(monkeypatch, [mail], [ana], [call(0), call(6000, 20), call(26_000)])
    # the first is due 1800 s after opening and done after 1200; the second is never done, the third due later
    assert told(found, "offered", "in_time", "served", "wait") == [2, 1, 1, 7200]
    assert found["oldest"] > 0


def test_chats_are_taken_at_once_and_slow_each_other_down(monkeypatch: pytest.MonkeyPatch) -> None:
    chat = Stream("chat", 1, True, (600, 800), (), answer_seconds=20)
    ana = Server("ana", 1, (0,), ALL_DAY)
    (found,) = played(monkeypatch, [chat], [ana], [call(0), call(300), call(400)])
    # at 300 s half is left, which takes 400 s beside another; at 700 s the third begins and half of the
    # second is left; both go on until 1100, the third alone for the 300 s that its other half takes
    assert told(found, "served", "in_time", "wait", "busy") == [3, 2, 300, 1400]


def test_what_is_handed_over_arrives_when_it_is_done_or_after_the_lag(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = Stream("phone", 1, True, (600,), (), answer_seconds=20, hand_over=HandOver(1, 0.5, 2000))
    second = Stream("second", 2, True, (600,), (), answer_seconds=20, opening=((1900.0, 2100.0),))
    servers = [Server("ana", 1, (0,), ALL_DAY), Server("bo", 2, (1,), ALL_DAY)]
    calls = [call(0, hands_over=True), call(1000, hands_over=False), call(3000, hands_over=True)]
    one, two = played(monkeypatch, [first, second], servers, calls, [])
    # the first arrives at 2000, the last at 5000 where nobody takes it
    assert told(one, "served") == [3]
    assert told(two, "offered", "in_time") == [1, 1]


def test_without_agents_everybody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    phone, mail = played(monkeypatch, [PHONE, MAIL], [], [call(0)], [call(0), call(8 * HOUR - 60)])
    assert told(phone, "offered", "there") == [0, 0]
    assert phone["backlog"] == 16
    assert told(mail, "offered", "in_time") == [1, 0]

"""The law that binds every rule: what `encode` allows and charges is what `check` finds.

A random roster is fixed, once by turning its cells into constants and once by holding free cells. If
the check yields a hard violation the solver must say infeasible, otherwise its objective must equal
the sum of the costs that the check yields. Times are drawn from few values, so that limits are hit
exactly; histories and horizon ends are drawn too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from ortools.sat.python import cp_model

from constraints.one_at_a_time import OneAtATime
from rota.agent import Agent, Contract
from rota.constraint import Selection
from rota.encoding import encode
from rota.holiday import Holiday
from rota.localtime import resolve
from rota.night import Night
from rota.problem import Absence, Problem, Request
from rota.queue import Demand, Queue, Work
from rota.shift import Shift
from rota.shift_rule import EVERY_KIND, WORKED, ShiftRule
from rota.solve.lower import Lowered
from rota.verify import verify
from rota.when import When

MONDAY = date(2027, 3, 22)
"""The week that ends with the spring change of Europe/Berlin, on Sunday 28 March 2027."""

if TYPE_CHECKING:
    from rota.constraint import Constraint

TEMPLATES = {
    "dawn": (time(4), 360, 0),
    "early": (time(6), 480, 30),
    "late": (time(14), 480, 0),
    "night": (time(22), 480, 30),
    "day": (time(9), 600, 60),
    "long": (time(12), 720, 0),
    "block": (time(9), 4320, 0),
}
ZONES = ("Europe/Berlin", "Europe/Berlin", "Asia/Manila", "America/New_York")
SKILLS = ("german", "french")

WHO = st.sampled_from(
    [
        Selection(),
        Selection(),
        Selection(ids=("a0", "a2")),
        Selection(tags=("newcomer",)),
        Selection(tiers=(1,)),
        Selection(contracts=("full", "half")),
        Selection(skills=("french",)),
    ]
)
WEIGHT = st.sampled_from([None, None, 1, 7])
KINDS = st.sampled_from([EVERY_KIND, EVERY_KIND, WORKED, ("work",), ("on_call", "training")])
NAMED = st.sampled_from([(), (), ("night",), ("early", "late", "long")])
"""What every rule's own strategy draws from: whom, hard or soft, which kinds, which templates."""
WHEN = st.sampled_from(
    [
        *[When()] * 4,
        When(days=("mon", "fri", "sat")),
        When(first=MONDAY + timedelta(days=3), last=MONDAY + timedelta(days=9)),
        When(holidays=True),
        When(holidays=False, eves=False),
        When(days=("sat", "sun"), last=MONDAY + timedelta(days=6)),
    ]
)
"""The dates on which a rule on shifts holds; `hold` gives one to each such rule."""


def shift_on(template: str, day: date, zone: str = "Europe/Berlin", **more) -> Shift:
    """A shift of one of the law's templates; its end follows the wall clock across a DST change."""
    begins, minutes, unpaid = TEMPLATES[template]
    start = resolve(day, begins, zone)
    ends = datetime.combine(day, begins) + timedelta(minutes=minutes)
    end = resolve(ends.date(), ends.time(), zone)
    return Shift(f"{template}@{day}", template, start, end, day, zone, break_minutes=unpaid, **more)


@st.composite
def agents(draw, count: int) -> tuple[Agent, ...]:
    contracts = [Contract("full", 2400), Contract("half", 1200), Contract("small", 600), Contract("none", 0)]
    return tuple(
        Agent(
            id=f"a{index}",
            name=f"Agent {index}",
            zone=draw(st.sampled_from(ZONES)),
            contract=draw(st.sampled_from(contracts)),
            tier=draw(st.integers(1, 2)),
            skills=tuple((skill, level) for skill in SKILLS if (level := draw(st.integers(0, 2)))),
            tags=("newcomer",) if draw(st.booleans()) else (),
        )
        for index in range(count)
    )


@st.composite
def problems(
    draw, *, most_agents: int = 3, most_days: int = 7, load: bool = False, around: date = MONDAY
) -> Problem:
    """Small problems with history, absences and requests; with queues and demand where `load`.

    They begin on `around` or up to eight days later.
    """
    people = draw(agents(draw(st.integers(1, most_agents))))
    begin = around + timedelta(days=draw(st.integers(0, 8)))
    days = draw(st.integers(1, most_days))
    before = draw(st.integers(0, 4))
    names = draw(st.lists(st.sampled_from(sorted(TEMPLATES)), min_size=1, max_size=3, unique=True))
    extra = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["work", "work", "on_call", "training"]),
            "tier": st.sampled_from([0, 0, 2]),
            "skills": st.sampled_from([(), (), (("german", 1),), (("french", 2), ("german", 1))]),
        }
    )
    details = {name: draw(extra) for name in names}

    def shifts(first: date, count: int) -> tuple[Shift, ...]:
        made = (
            shift_on(name, first + timedelta(days=offset), **details[name])
            for offset in range(count)
            for name in names
        )
        return tuple(sorted(made, key=lambda shift: (shift.start, shift.id)))

    team_days, home_days = draw(holidays(people, begin, days))
    past_shifts = marked(shifts(begin - timedelta(days=before), before), team_days)
    past = {
        (agent.id, shift.id) for agent in people for shift in past_shifts if draw(st.sampled_from([0, 1]))
    }
    start = resolve(begin, time(0), "Europe/Berlin")
    end = resolve(begin + timedelta(days=days), time(0), "Europe/Berlin")
    return Problem(
        team="law",
        zone="Europe/Berlin",
        start=start,
        end=end,
        agents=people,
        shifts=marked(shifts(begin, days), team_days),
        absences=draw(absences(people, start, days)),
        requests=draw(requests(people, begin, days, names)),
        past_shifts=past_shifts,
        past=frozenset(past),
        holidays=team_days,
        home_holidays=home_days,
        night=draw(
            st.sampled_from([Night(), Night(), Night(time(0), time(5), 300), Night(time(22), time(22), 1)])
        ),
        **(draw(loads(start, days)) if load else {}),
    )


def marked(shifts: tuple[Shift, ...], days: tuple[Holiday, ...]) -> tuple[Shift, ...]:
    """The shifts, each with what its day is in the team's calendar."""
    kinds = {holiday.day: holiday.kind for holiday in days}
    return tuple(replace(shift, holiday=kinds.get(shift.day)) for shift in shifts)


@st.composite
def holidays(
    draw, people: tuple[Agent, ...], begin: date, days: int
) -> tuple[tuple[Holiday, ...], tuple[tuple[str, Holiday], ...]]:
    """The team's holidays, and those at each agent's home: the team's, none, or a day later."""
    found = {draw(st.integers(-1, days)): draw(st.sampled_from(["public", "public", "eve"])) for _ in "12"}
    team = tuple(
        Holiday(begin + timedelta(days=offset), f"day {offset}", kind)
        for offset, kind in sorted(found.items())
    )
    homes = {agent.id: draw(st.sampled_from([0, 0, 1, None])) for agent in people}
    home = (
        (agent, replace(holiday, day=holiday.day + timedelta(days=later)))
        for agent, later in homes.items()
        if later is not None
        for holiday in team
    )
    return team, tuple(sorted(home))


@st.composite
def absences(draw, people: tuple[Agent, ...], start: datetime, days: int) -> tuple[Absence, ...]:
    found = []
    for agent in people:
        for _ in range(draw(st.integers(0, 2))):
            begins = start + timedelta(hours=draw(st.sampled_from([-24, -5, 0, 6, 14, 22, 24, 30])))
            length = timedelta(hours=draw(st.sampled_from([1, 8, 24, 48, 24 * days + 24])))
            found.append(Absence(agent.id, begins, begins + length, leave=draw(st.booleans())))
    return tuple(sorted(found))


@st.composite
def requests(
    draw, people: tuple[Agent, ...], begin: date, days: int, names: list[str]
) -> tuple[Request, ...]:
    one = st.builds(
        Request,
        agent=st.sampled_from([agent.id for agent in people]),
        day=st.integers(0, days).map(lambda offset: begin + timedelta(days=offset)),
        wish=st.sampled_from(["on", "off"]),
        template=st.sampled_from(["", *names]),
        weight=st.integers(1, 3),
    )
    return tuple(sorted(draw(st.lists(one, max_size=3))))


@st.composite
def loads(draw, start: datetime, days: int) -> dict[str, tuple[Queue, ...] | tuple[Demand, ...]]:
    queues = (
        Queue("fr", "phone", (("french", 1),)),
        Queue("de", "phone", (("german", 1),)),
        Queue("deep", "ticket", (("german", 2),), tier=2),
        Queue("any", "mail"),
    )
    hours = draw(st.lists(st.integers(0, 24 * days - 1), max_size=6, unique=True))
    demand = tuple(
        Demand(start + timedelta(hours=hour), start + timedelta(hours=hour + 1), queue.id, agents)
        for hour in sorted(hours)
        for queue in queues
        if (agents := draw(st.integers(-1, 3))) >= 0
    )
    return {"queues": queues, "demand": demand, "work": draw(works(start, days, hours, queues))}


@st.composite
def works(draw, start: datetime, days: int, hours: list[int], queues: tuple[Queue, ...]) -> tuple[Work, ...]:
    """Work that may wait, of some queues, in a few of the hours that have demand and in others."""
    found = []
    for queue in queues:
        mine = draw(st.lists(st.sampled_from([*hours, *range(24 * days)]), max_size=5, unique=True))
        due = start
        for days_ago in draw(st.sampled_from([[], [], [3], [2, 1]])):
            due += timedelta(hours=draw(st.sampled_from([0, 1, 5, 24])))
            minutes = draw(st.sampled_from([0, 20, 60, 200]))
            came = start - timedelta(days=days_ago)
            found.append(
                Work(
                    came,
                    start,
                    queue.id,
                    minutes,
                    due if due <= start + timedelta(days=days) else None,
                    open=False,
                )
            )
        for hour in sorted(mine):
            begin = start + timedelta(hours=hour)
            due = max(due, begin + timedelta(hours=draw(st.sampled_from([0, 1, 1, 2, 5, 24, 72]))))
            minutes = draw(st.sampled_from([0, 20, 60, 60, 100, 200]))
            within = due if due <= start + timedelta(days=days) else None
            is_open = draw(st.sampled_from([True, True, True, False]))
            found.append(Work(begin, begin + timedelta(hours=1), queue.id, minutes, within, is_open))
    return tuple(sorted(found, key=lambda work: (work.start, work.queue)))


@st.composite
def rosters(draw, problem: Problem) -> frozenset[tuple[str, str]]:
    """Any cells at all: lawful or not is for the law to find. Some agents work always, some hardly ever."""
    odds = {agent.id: draw(st.sampled_from([0, 1, 2, 4, 9])) for agent in problem.agents}
    return frozenset(
        (agent.id, shift.id)
        for agent in problem.agents
        for shift in problem.shifts
        if draw(st.integers(0, odds[agent.id])) == odds[agent.id]
    )


def law(rule, problem: Problem, cells: frozenset[tuple[str, str]]) -> None:
    """Hold one rule to it on one roster."""
    verdict = verify(problem, [rule], cells)
    fixed = {
        (agent.id, shift.id): (agent.id, shift.id) in cells
        for agent in problem.agents
        for shift in problem.shifts
    }
    constant = encode(problem, [rule], fixed=fixed)
    held, tight = encode(problem, [rule]), encode(problem, [rule, OneAtATime()], tight=True)
    for agent in problem.agents:
        for shift in problem.shifts:
            held.fix(agent, shift, works=fixed[agent.id, shift.id])
            tight.fix(agent, shift, works=fixed[agent.id, shift.id])
    expected = None if verdict.hard else verdict.cost
    assert objective(constant) == expected, verdict
    assert objective(held) == expected, verdict
    # Beside a rule that excludes shifts from each other, of which a tight encoding makes use.
    overlaps = verify(problem, [OneAtATime()], cells).hard
    assert objective(tight) == (None if overlaps else expected), verdict


def hold(data: st.DataObject, rules: st.SearchStrategy[Constraint], **size: int | bool) -> None:
    """Draw a rule, a problem and a roster, and hold the rule to the law."""
    problem = data.draw(problems(**size))
    rule = data.draw(rules)
    if isinstance(rule, ShiftRule):
        rule = rule.model_copy(update={"when": data.draw(WHEN)})
    law(rule, problem, data.draw(rosters(problem)))


def objective(encoding) -> int | None:
    """The least cost of what is left free in an encoding, None where it is infeasible."""
    if encoding.broken:
        return None
    if not encoding.rows and not encoding.prices:
        return encoding.offset
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(Lowered(encoding).model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    return round(solver.objective_value) if encoding.prices else encoding.offset


def instant(text: str) -> datetime:
    """An aware UTC datetime from ISO text without an offset."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

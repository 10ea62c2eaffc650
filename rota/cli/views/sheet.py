@dataclass(frozen=True)
class _Sheet:
    """What is written into cells, whatever block they come to stand in."""

    showing: Showing

    @cached_property
    def letters(self) -> dict[str, str]:
        return letters_of(shift.template for shift in self.showing.problem.shifts)

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        grouped = groupby(self.showing.days, key=lambda day: day.isocalendar()[:2])
        return tuple(tuple(days) for _, days in grouped)

    @cached_property
    def agents(self) -> tuple[Agent, ...]:
        return tuple(sorted(self.showing.problem.agents, key=lambda agent: (agent.tier, agent.id)))

    @cached_property
    def cells(self) -> dict[tuple[str, date], Text]:
        return {(agent.id, day): self._cell(agent, day) for agent in self.agents for day in self.showing.days}

    def _cell(self, agent: Agent, day: date) -> Text:
        problem = self.showing.problem
        shifts = [shift for shift in self.showing.duty.coming(agent) if self.showing.column(shift) == day]
        wishes = [self.showing.met(one) for one in self.showing.requests_of(agent) if one.day == day]
        mark = (MET if all(wishes) else MISSED) if wishes else ""
        if shifts:
            night = any(problem.is_night(agent, shift) for shift in shifts)
            letters = "+".join(self.letters[shift.template] for shift in shifts)
            return Text(letters + mark, style=NIGHT_STYLE if night else "bold")
        if day in problem.leave_of[agent.id]:
            return Text(LEAVE + mark, style=LEAVE_STYLE)
        return Text((FREE_WEEKEND if day.weekday() >= SATURDAY else FREE) + mark, style="" if mark else "dim")

    def home(self, agent: Agent) -> str:
        """Where an agent lives whose zone is not the team's: the last part of the zone's name."""
        if agent.zone == self.showing.problem.zone:
            return ""
        return agent.zone.rpartition("/")[2].replace("_", " ")

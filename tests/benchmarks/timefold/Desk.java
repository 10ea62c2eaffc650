package rota.peer;

import java.util.ArrayList;
import java.util.List;

import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactCollectionProperty;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;

/** The whole problem, and who takes what. */
@PlanningSolution
public class Desk {

    @ProblemFactCollectionProperty
    @ValueRangeProvider
    private List<Agent> agents = new ArrayList<>();

    @PlanningEntityCollectionProperty
    private List<Duty> duties = new ArrayList<>();

    @PlanningScore
    private HardSoftLongScore score;

    /** Minutes of rest between two duties of an agent. */
    long rest;

    public List<Agent> getAgents() {
        return agents;
    }

    public List<Duty> getDuties() {
        return duties;
    }

    public HardSoftLongScore getScore() {
        return score;
    }

    public void setScore(HardSoftLongScore score) {
        this.score = score;
    }
}

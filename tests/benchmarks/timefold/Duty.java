package rota.peer;

import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;

/** One place on a shift, which one agent takes. Times are minutes, days are numbered. */
@PlanningEntity
public class Duty {

    @PlanningId
    private int number;
    private String shift;
    private int day;
    private long start;
    private long end;
    private String skill;

    @PlanningVariable
    private Agent agent;

    public Duty() {
    }

    Duty(int number, String shift, int day, long start, long end, String skill) {
        this.number = number;
        this.shift = shift;
        this.day = day;
        this.start = start;
        this.end = end;
        this.skill = skill;
    }

    public int getNumber() {
        return number;
    }

    String shift() {
        return shift;
    }

    public int getDay() {
        return day;
    }

    public long getStart() {
        return start;
    }

    public long getEnd() {
        return end;
    }

    String skill() {
        return skill;
    }

    public Agent getAgent() {
        return agent;
    }

    public void setAgent(Agent agent) {
        this.agent = agent;
    }
}

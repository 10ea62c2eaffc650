package rota.peer;

import static ai.timefold.solver.core.api.score.stream.ConstraintCollectors.count;
import static ai.timefold.solver.core.api.score.stream.Joiners.equal;
import static ai.timefold.solver.core.api.score.stream.Joiners.overlapping;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.stream.Constraint;
import ai.timefold.solver.core.api.score.stream.ConstraintFactory;
import ai.timefold.solver.core.api.score.stream.ConstraintProvider;

/** The rules of an employee scheduling desk, hard and soft, as constraint streams. */
public class Rules implements ConstraintProvider {

    /** Minutes of rest; one problem a process. */
    static long rest;

    @Override
    public Constraint[] defineConstraints(ConstraintFactory factory) {
        return new Constraint[] {
            skill(factory), rest(factory), oneADay(factory), away(factory),
            disliked(factory), wished(factory), evenly(factory),
        };
    }

    Constraint skill(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
            .filter(duty -> !duty.skill().isEmpty() && !duty.getAgent().skills.contains(duty.skill()))
            .penalize(HardSoftLongScore.ONE_HARD)
            .asConstraint("skill");
    }

    Constraint rest(ConstraintFactory factory) {
        return factory.forEachUniquePair(Duty.class, equal(Duty::getAgent),
                overlapping(Duty::getStart, duty -> duty.getEnd() + rest))
            .penalizeLong(HardSoftLongScore.ONE_HARD, Rules::missingRest)
            .asConstraint("rest");
    }

    private static long missingRest(Duty one, Duty other) {
        boolean earlier = one.getStart() <= other.getStart();
        return earlier ? one.getEnd() + rest - other.getStart() : other.getEnd() + rest - one.getStart();
    }

    Constraint oneADay(ConstraintFactory factory) {
        return factory.forEachUniquePair(Duty.class, equal(Duty::getAgent), equal(Duty::getDay))
            .penalize(HardSoftLongScore.ONE_HARD)
            .asConstraint("one a day");
    }

    Constraint away(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
            .filter(duty -> duty.getAgent().isAway(duty.getStart(), duty.getEnd()))
            .penalizeLong(HardSoftLongScore.ONE_HARD, duty -> duty.getEnd() - duty.getStart())
            .asConstraint("away");
    }

    Constraint disliked(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
            .filter(duty -> duty.getAgent().price(duty.getDay()) > 0)
            .penalize(HardSoftLongScore.ONE_SOFT, duty -> duty.getAgent().price(duty.getDay(), 1))
            .asConstraint("disliked day");
    }

    Constraint wished(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
            .filter(duty -> duty.getAgent().price(duty.getDay()) < 0)
            .reward(HardSoftLongScore.ONE_SOFT, duty -> duty.getAgent().price(duty.getDay(), -1))
            .asConstraint("wished day");
    }

    Constraint evenly(ConstraintFactory factory) {
        return factory.forEach(Duty.class)
            .groupBy(Duty::getAgent, count())
            .complement(Agent.class, agent -> 0)
            .penalize(HardSoftLongScore.ONE_SOFT, Agent::share)
            .asConstraint("evenly");
    }
}

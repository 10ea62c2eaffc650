package rota.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;

/**
 * Reads a problem, solves it until a moment, and tells each better solution as a line of JSON.
 *
 * <p>Arguments: a file as peer_timefold.py writes it, the moment in milliseconds since 1970, how many solvers
 * of different seeds run side by side (each uses one core), the greatest cost that wishes can come to.
 */
public final class Peer {

    private static HardSoftLongScore best = HardSoftLongScore.of(Long.MIN_VALUE, 0);
    private static Desk found;

    private Peer() {
    }

    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[0]);
        long until = Long.parseLong(arguments[1]);
        long wished = Long.parseLong(arguments[3]);
        List<Thread> threads = new ArrayList<>();
        for (int seed = 0; seed < Integer.parseInt(arguments[2]); seed++) {
            Desk desk = read(path);
            Rules.rest = desk.rest;
            Solver<Desk> solver = solver(seed, until);
            solver.addEventListener(event -> keep(event.getNewBestSolution(), wished));
            threads.add(new Thread(() -> keep(solver.solve(desk), wished)));
        }
        for (Thread thread : threads) {
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        tellCells(wished);
    }

    private static Solver<Desk> solver(long seed, long until) {
        long left = Math.max(100, until - System.currentTimeMillis());
        SolverConfig config = new SolverConfig()
            .withSolutionClass(Desk.class)
            .withEntityClasses(Duty.class)
            .withConstraintProviderClass(Rules.class)
            .withRandomSeed(seed)
            .withTerminationConfig(new TerminationConfig().withSpentLimit(Duration.ofMillis(left)));
        return SolverFactory.<Desk>create(config).buildSolver();
    }

    private static synchronized void keep(Desk desk, long wished) {
        if (desk.getScore().compareTo(best) > 0) {
            best = desk.getScore();
            found = desk;
            String cost = best.hardScore() < 0 ? "null" : String.valueOf(wished - best.softScore());
            System.out.printf("{\"cost\": %s, \"hard\": %d}%n", cost, -best.hardScore());
            System.out.flush();
        }
    }

    private static void tellCells(long wished) {
        String cells = found.getDuties().stream()
            .map(duty -> String.format("[\"%s\", \"%s\"]", duty.getAgent().id, duty.shift()))
            .collect(Collectors.joining(", "));
        System.out.printf("{\"cells\": [%s], \"cost\": %d}%n", cells, wished - best.softScore());
    }

    private static Desk read(Path path) throws IOException {
        Desk desk = new Desk();
        Agent agent = null;
        for (String line : Files.readAllLines(path)) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "rest" -> desk.rest = Long.parseLong(words[1]);
                case "agent" -> desk.getAgents().add(agent = new Agent(words[1]));
                case "skill" -> agent.skills.add(words[1]);
                case "away" -> agent.absences.add(new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])});
                case "price" -> agent.prices.put(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                case "shares" -> agent.shares = numbers(words);
                case "duty" -> desk.getDuties().add(duty(desk.getDuties().size(), words));
                default -> throw new IOException("a line begins with " + words[0]);
            }
        }
        return desk;
    }

    private static int[] numbers(String[] words) {
        int[] numbers = new int[words.length - 1];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = Integer.parseInt(words[index + 1]);
        }
        return numbers;
    }

    private static Duty duty(int number, String[] words) {
        String skill = words.length > 5 ? words[5] : "";
        long start = Long.parseLong(words[3]);
        return new Duty(number, words[1], Integer.parseInt(words[2]), start, Long.parseLong(words[4]), skill);
    }
}

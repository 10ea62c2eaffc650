package rota.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who can be put on a duty; a value that Timefold chooses, so all of it is set before the search. */
public class Agent {

    final String id;
    final Set<String> skills = new HashSet<>();
    final List<long[]> absences = new ArrayList<>();
    /** By day, what a duty on it costs; a day on which the agent wishes to work has a price below zero. */
    final Map<Integer, Integer> prices = new HashMap<>();
    /** What 0, 1, 2, ... duties cost, for being more or fewer than the fair share. */
    int[] shares = {0};

    Agent(String id) {
        this.id = id;
    }

    boolean isAway(long start, long end) {
        for (long[] absence : absences) {
            if (absence[0] < end && start < absence[1]) {
                return true;
            }
        }
        return false;
    }

    int price(int day) {
        return prices.getOrDefault(day, 0);
    }

    int price(int day, int sign) {
        return Math.max(0, sign * price(day));
    }

    int share(int duties) {
        return shares[Math.min(duties, shares.length - 1)];
    }
}

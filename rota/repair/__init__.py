"""Living with a roster: what a change takes from it, and the least painful way to mend it."""

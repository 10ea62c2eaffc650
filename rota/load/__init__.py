"""Files become values here: every fault is found at once and carries its place."""

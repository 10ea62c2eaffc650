"""Where in their shifts people pause or learn: a second stage that leaves the roster as it is."""

"""How a roster is shown on a terminal: pure functions from values to what rich can render."""

"""Load to demand: how many agents a forecast takes, interval by interval."""

"""A day at the desk, played through many times: what callers get from a finished roster."""

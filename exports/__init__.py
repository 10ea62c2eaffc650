"""Roster to bytes and back: one file a format, each a pure writer with its reader."""

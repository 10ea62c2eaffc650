"""Shift rosters and on-call rotations, solved, proved and verified."""

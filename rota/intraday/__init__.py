"""The rest of a day that goes otherwise than planned: what can still be changed, and what is best."""

"""Feeds and pages at secret addresses: what agents subscribe to once."""

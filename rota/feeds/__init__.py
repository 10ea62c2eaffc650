"""Feeds and pages that agents subscribe to, rendered from publications and served over HTTP."""

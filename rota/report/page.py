"""The report as HTML: one file, no script, nothing loaded from anywhere, every word of others escaped.

Its look is that of the pages that feeds come with: their style sheet, and one more for what only a
report has.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from rota.report.report import Report

STYLES = ("feeds/style.css", "report/report.css")


@cache
def _environment() -> Environment:
    loaders = {"report": PackageLoader("rota.report"), "feeds": PackageLoader("rota.feeds")}
    return Environment(
        loader=PrefixLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    environment = _environment()
    loader = environment.loader
    return "".join(loader.get_source(environment, name)[0] for name in STYLES) if loader else ""


def page(report: Report) -> bytes:
    """The whole file, in UTF-8; equal reports give equal bytes."""
    # Marked as safe: the styles are files of ours.
    template = _environment().get_template("report/report.html")
    return template.render(style=Markup(_style()), report=report).encode()

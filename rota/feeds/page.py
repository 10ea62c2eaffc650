"""Pages of HTML: no script, nothing loaded from anywhere, names escaped wherever they stand.

The style's digest is in the policy, so that no other style and no script runs whatever a name says
(Content Security Policy Level 3, section 6.7).
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rota.feeds.answers import PAGE, SAFE
from rota.feeds.document import Document

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("rota.feeds"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    environment = _environment()
    loader = environment.loader
    return loader.get_source(environment, "style.css")[0] if loader else ""


@cache
def policy() -> str:
    """What a browser may do with a page: show it, with its own style."""
    digest = b64encode(sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def page(template: str, values: Mapping[str, object]) -> Document:
    """A page of one of the templates."""
    # Marked as safe: the style is a file of ours.
    text = _environment().get_template(template).render(style=Markup(_style()), policy=policy(), **values)
    headers = (
        (b"cache-control", b"private, no-cache"),
        (b"content-security-policy", f"{policy()}; frame-ancestors 'none'".encode()),
        *SAFE,
    )
    return Document(text.encode(), PAGE, None, headers)

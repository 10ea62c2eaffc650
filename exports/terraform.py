"""Terraform's JSON syntax (developer.hashicorp.com/terraform/language/syntax/json): texts and references.

A string of such a file is a template, in which `${` and `%{` begin expressions: in a text that is
data they are written doubled, `$${` and `%%{`. A byte order mark at the beginning, which Terraform
would drop, is written as an expression that yields it.
"""

from __future__ import annotations

import re

from exports.json_layout import layout
from rota.errors import Fault, InputError

FILE = "main.tf.json"

_ESCAPED = re.compile(r"\$\$\{|%%\{|\$\{|%\{")
_REFERENCE = re.compile(r"\$\{([A-Za-z][\w.]*)\.id\}", re.ASCII)
_MARK = '${"\\ufeff"}'


def literal(text: str) -> str:
    """The text as a template that yields it."""
    mark, rest = (_MARK, text[1:]) if text.startswith("\ufeff") else ("", text)
    return mark + rest.replace("${", "$${").replace("%{", "%%{")


def text_of(template: str) -> str:
    """The inverse of `literal`; raises InputError for a template with an expression in it."""

    def bare(found: re.Match[str]) -> str:
        if len(found[0]) == 2:
            raise InputError([Fault(FILE, 0, 0, f"`{template}` is an expression, where a text should be")])
        return found[0][1:]

    mark = "\ufeff" if template.startswith(_MARK) else ""
    return mark + _ESCAPED.sub(bare, template.removeprefix(_MARK))


def reference(kind: str, name: str) -> str:
    """The id that Terraform, or the pager, gives a resource: `${kind.name.id}`."""
    return f"${{{kind}.{name}.id}}"


def referred(template: str, kind: str) -> str:
    """The name of the resource that `reference` made this of; raises InputError for anything else."""
    found = _REFERENCE.fullmatch(template)
    if not found or not found[1].startswith(f"{kind}."):
        raise InputError([Fault(FILE, 0, 0, f"`{template}` is no reference to a `{kind}`")])
    return found[1].removeprefix(f"{kind}.")


def terraform_file(document: dict[str, object]) -> dict[str, bytes]:
    """`main.tf.json`, an entry of a list a line; empty kinds of resources are left out."""
    kept = {
        key: {kind: named for kind, named in value.items() if named} if isinstance(value, dict) else value
        for key, value in document.items()
    }
    return {FILE: (layout({key: value for key, value in kept.items() if value}) + "\n").encode()}

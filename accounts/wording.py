"""Texts that are shown to people word for word: shipped as TOML beside the policies, one table per language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

POLICY = Path(__file__).resolve().parent / "policy"


@cache
def read(name: str) -> dict[str, Any]:
    """Read a file of accounts/policy."""
    return tomllib.loads((POLICY / f"{name}.toml").read_text(encoding="utf-8"))


def gate(language: str) -> dict[str, str]:
    """Return the sentences of the gate (product 3): `intro`, `box`, `delete`."""
    return _in_language(read("gate"), language)


def cookies(language: str) -> str:
    """Return the cookie notice (product 1)."""
    return _in_language(read("cookies"), language)["text"]


def filled(html: str) -> SafeString:
    """Put the publisher's own name and addresses into a policy's cleaned text."""
    values = {
        "{publisher}": settings.PUBLISHER_NAME,
        "{privacy_contact}": settings.PRIVACY_CONTACT,
        "{moderators_contact}": settings.MODERATORS_CONTACT,
        "{authority}": str(settings.SUPERVISORY_AUTHORITY),
    }
    for placeholder, value in values.items():
        html = html.replace(placeholder, escape(value))
    return mark_safe(html)  # noqa: S308 # cleaned by accounts.safety when it was written; the values are escaped


def _in_language(texts: dict[str, Any], language: str) -> dict[str, str]:
    found: dict[str, str] = texts.get(language) or texts["en"]
    return found

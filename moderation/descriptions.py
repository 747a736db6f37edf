"""What thresholds and kinds of evidence mean, in the languages of the interface other than English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

TEXTS = Path(__file__).parent / "policy" / "descriptions"
#: Between the name of a threshold and the language that it is for.
OF_LANGUAGE = "-"


def of_threshold(name: str, english: str) -> str:
    """Return what a threshold does, in the reader's language where it is told there."""
    texts = _texts()
    shared, _, language = name.partition(OF_LANGUAGE)
    told: str | None = texts.get("thresholds", {}).get(shared)
    if told is None:
        return english
    return f"{told} {texts['by_language'].format(language=language)}" if language else told


def of_evidence(kind: str, english: str) -> str:
    """Return what a kind of evidence is, in the reader's language where it is told there."""
    told: str = _texts().get("policy", {}).get(kind, english)
    return told


def _texts() -> Mapping[str, Any]:  # tables of TOML
    return _read((get_language() or "en").partition("-")[0])


@cache
def _read(language: str) -> Mapping[str, Any]:  # as above
    path = TEXTS / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}

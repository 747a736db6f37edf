"""What thresholds and kinds of evidence mean in the other languages of the interface, and whose they are."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moderation.enums.screening import Check

TEXTS = Path(__file__).parent / "policy" / "descriptions"
#: Between the name of a threshold and the language that it is for.
OF_LANGUAGE = "-"
#: How rules say more than the kind of evidence: with that kind, and the rest.
MORE = (
    (re.compile(r"(\w+) of (\d+)"), r"\1", r"(× \2)"),
    (re.compile(r"(\d+) links"), "many", r"(× \1)"),
    (re.compile(r"looks like (.+)"), "language", r"(\1)"),
    (re.compile(r"written in (.+)"), "script", r"(\1)"),
)
#: What entries of the shipped lists are; the newsroom writes its own words for its own.
LISTED = {
    "listed": _("listed"),
    "profanity": _("coarse word"),
    "insult": _("insult"),
    "hostile to a group": _("hostile to a group"),
    "slur": _("slur"),
    "threat to a group": _("threat to a group"),
    "advertising": _("advertising"),
    "threat": _("threat"),
    "spam cue": _("sign of advertising"),
    "abuse": _("abuse"),
    "despair": _("despair"),
    "urging": _("urging to suicide"),
    "extremism": _("extremism"),
    "minors": _("harm to minors"),
    "drugs": _("drugs"),
    "method": _("method of suicide"),
    "violence": _("violence"),
}
#: Whose the thresholds are that are not called after their check, by their whole name or its first word.
THEIRS = {
    "newcomer_approvals": Check.LINKS,
    "most_links": Check.LINKS,
    "glued": Check.SENTENCES,
    "unbroken": Check.SENTENCES,
    "repeat": Check.REPEATS,
    "campaign": Check.REPEATS,
    "mash": Check.NONSENSE,
    "wall": Check.NONSENSE,
    "mild": Check.WORDS,
}


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


def plain(number: float) -> str:
    """Write a number as the reader's language does, without decimals that say nothing."""
    return str(localize(int(number) if float(number).is_integer() else number))


def check_of(name: str) -> Check | None:
    """Name the check that a threshold or a kind of evidence belongs to; None for what all checks go by."""
    start = name.partition("_")[0].partition(OF_LANGUAGE)[0]
    beginning = (check for check in Check if name.startswith(check))
    return next(beginning, THEIRS.get(name.partition(OF_LANGUAGE)[0]) or THEIRS.get(start))


def of_which_kind(rule: str, detail: str) -> tuple[str, str]:
    """Tell the kind of evidence in a rule's word for what it saw from what else that says: how many, which one."""
    for form, kind, more in MORE:
        if found := form.fullmatch(detail):
            return f"{rule}.{found.expand(kind)}", found.expand(more)
    return f"{rule}.{detail}", ""


def _texts() -> Mapping[str, Any]:  # tables of TOML
    return _read((get_language() or "en").partition("-")[0])


@cache
def _read(language: str) -> Mapping[str, Any]:  # as above
    path = TEXTS / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}

"""What a version of a policy changes, told word by word (V47)."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from django.utils.safestring import SafeString

from accounts import wording
from accounts.actions import policies
from accounts.models import PolicyText, PolicyVersion
from accounts.safety.sanitize import text_of

#: An unchanged stretch longer than this many words is shortened to its ends.
LONG = 24
ENDS = 10

Kind = Literal["kept", "removed", "added"]


@dataclass(frozen=True)
class Change:
    """A version in one language, beside the one before: `steps` are empty for a first version."""

    version: PolicyVersion
    text: PolicyText
    body: SafeString
    steps: list[tuple[Kind, str]]


def of(version: PolicyVersion, language: str) -> Change:
    """Set a version beside the one before it in the same language."""
    text = policies.text_for(version, language)
    earlier = (
        PolicyText.objects.filter(
            version__document=version.document,
            version__number__lt=version.number,
            version__published_at__isnull=False,
            language=text.language,
        )
        .order_by("-version__number")
        .first()
    )
    steps = between(text_of(earlier.body), text_of(text.body)) if earlier else []
    return Change(version, text, wording.filled(text.body), steps)


def between(old: str, new: str) -> list[tuple[Kind, str]]:
    """Compare two texts word by word, in reading order."""
    before, after = old.split(), new.split()
    steps: list[tuple[Kind, str]] = []
    for kind, i, j, k, m in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if kind == "equal":
            steps.append(("kept", " ".join(_shortened(before[i:j]))))
            continue
        if i < j:
            steps.append(("removed", " ".join(before[i:j])))
        if k < m:
            steps.append(("added", " ".join(after[k:m])))
    return steps


def _shortened(words: list[str]) -> list[str]:
    return words if len(words) <= LONG else [*words[:ENDS], "…", *words[-ENDS:]]

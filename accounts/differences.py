"""What a version of a policy changes, told word by word (V47)."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from accounts import diff, wording
from accounts.actions import policies
from accounts.models import PolicyText, PolicyVersion
from accounts.safety.sanitize import text_of

#: An unchanged stretch of more words than this is shortened to its ends.
LONG = 24
ENDS = 10


@dataclass(frozen=True)
class Change:
    """A version in one language beside the one before: `runs` are empty for a first version."""

    version: PolicyVersion
    text: PolicyText
    body: SafeString
    runs: list[diff.Run]


def of(version: PolicyVersion, language: str) -> Change:
    """Set a version beside the one published before it in the same language."""
    text = policies.text_for(version, language)
    published = PolicyText.objects.filter(version__in=PolicyVersion.objects.of(version.document).published())
    earlier = published.filter(language=text.language, version__number__lt=version.number)
    before = earlier.order_by("-version__number").first()
    runs = [_shortened(run) for run in diff.runs(text_of(before.body), text_of(text.body))] if before else []
    return Change(version, text, wording.filled(text.body), runs)


def _shortened(run: diff.Run) -> diff.Run:
    words = run.text.split(" ")
    if run.kind != "same" or len(words) <= LONG:
        return run
    return diff.Run("same", " ".join([*words[:ENDS], "…", *words[-ENDS:]]))

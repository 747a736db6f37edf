"""Whether the privacy policy says what the site does (V73)."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.doctor import Finding, doubtful, well
from accounts.enums import Document
from accounts.models import PolicySnapshot, PolicyVersion
from accounts.privacy import changes, snapshot, told

#: So many changes are told one by one.
TOLD = 12


def of_declarations(_now: datetime) -> Iterator[Finding]:
    """Say what the site declares by now that it did not when the newest privacy policy was published, or no longer."""
    about = _("Privacy policy and what the site does")
    version = PolicyVersion.objects.of(Document.PRIVACY).published().order_by("-number").first()
    if version is None:
        return
    mend = _(
        "Read the policy with that in mind, and publish a new version that says what is so "
        "(docs/how-to/change-the-policies.md): what the site declares is then kept with it."
    )
    kept = PolicySnapshot.objects.filter(version=version).first()
    number = {"number": version.number}
    if kept is None:
        said = _("What the site declared when version %(number)d was published was not kept.")
        yield doubtful(about, said % number, mend)
        return
    changed = _changed(told.content(kept.sha256))
    if changed:
        said = _("Since version %(number)d was published the site declares something else: %(what)s")
        yield doubtful(about, said % (number | {"what": changed}), mend)
    else:
        yield well(about, _("The site declares what it did when version %(number)d was published.") % number)


def _changed(declared: snapshot.Snapshot) -> str:
    """Tell the changes in the active language, or else in the first in which there are any."""
    now, own = snapshot.take(), get_language() or "en"
    for language in [own, *(code for code, _name in settings.LANGUAGES if code != own)]:
        lines = [str(line) for group in changes.between(declared, now, language) for line in group.lines]
        if lines:
            more = _("… and %(number)d more.") % {"number": len(lines) - TOLD}
            return " ".join(lines[:TOLD] + ([more] if len(lines) > TOLD else []))
    return ""

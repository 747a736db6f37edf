"""Whether the desk is well: policies in every language, and enough people to decide (A61)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.doctor import Finding, doubtful, ill, well
from accounts.enums import Document
from accounts.models import PolicyVersion
from articles.models import Edition
from moderation import coverage


def of_policies(now: datetime) -> Iterator[Finding]:
    """Say whether each policy is in force, in the language of each edition."""
    editions = {edition.language: str(edition) for edition in Edition.objects.all()}
    for document in Document:
        about = str(document.label)
        version = PolicyVersion.objects.of(document).in_force(now).first()
        if version is None:
            yield ill(about, _("None is in force."), _("Publish one: manage.py set_up brings what ships."))
            continue
        missing = editions.keys() - set(version.texts.values_list("language", flat=True))
        if missing:
            said = _("It is not there in the language of: %(names)s.")
            names = ", ".join(editions[language] for language in sorted(missing))
            mend = _("Publish a version in every language of the paper (docs/how-to/change-the-policies.md).")
            yield ill(about, said % {"names": names}, mend)
        else:
            yield well(about, _("It is in force in every language."))


def of_desk(_now: datetime) -> Iterator[Finding]:
    """Say whether somebody is there everywhere to decide, and another to answer letters."""
    about, gaps = _("Desk"), coverage.gaps()
    for gap in gaps:
        said = _("%(section)s (%(edition)s): %(deciders)d moderators, %(answerers)d people who answer letters.")
        mend = _(
            "Give somebody the role there: at least one decides, and two answer letters, for nobody reviews themself."
        )
        yield doubtful(about, said % vars(gap), mend)
    if not gaps:
        yield well(about, _("Somebody decides everywhere, and another answers letters."))

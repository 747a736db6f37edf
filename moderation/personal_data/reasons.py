"""What the comments are for, by the record of processing, and why some of what they leave is kept or withheld."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.privacy.declarations import Activity

COMMENTING = Activity(
    code="commenting",
    name=_("Reader comments"),
    purpose=_("Publish what readers write under articles"),
    basis=LegalBasis.CONTRACT,
    people=_("members who comment"),
    recipients=_("everybody who reads the site"),
)
SCREENING = Activity(
    code="screening",
    name=_("Screening and moderation"),
    purpose=_("Keep comments within the rules; a machine may hold a comment, only a person removes it"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("members who comment"),
)
NOTICES = Activity(
    code="reports",
    name=_("Reports and notices"),
    purpose=_("Take in, decide and answer reports and notices of illegal content (DSA Art. 16)"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("readers who report, members whose comments are reported"),
)
MISTAKES = Activity(
    code="mistakes",
    name=_("Mistakes reported in articles"),
    purpose=_("Put right what articles say, and answer who pointed it out"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("readers who report a mistake"),
)
DUE_PROCESS = Activity(
    code="due-process",
    name=_("Decisions and complaints"),
    purpose=_("Give reasons for restrictions and decide complaints (DSA Art. 17, 20)"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("members who were restricted, people who write letters"),
)
DESK = Activity(
    code="desk",
    name=_("Work of the moderators"),
    purpose=_("Show who decided what, and keep the reviewer apart from the one who decided (DSA Art. 20(6))"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("moderators"),
    is_of_staff=True,
)

LEDGER = _("points to an account that names nobody after erasure")
TREE = _("place and dates hold the thread together; the text is gone")
PROOF = _("reasons of a restriction, kept for complaints and courts (GDPR Art. 17(3)(b), (e)), then blanked")
SEAL = _(
    "a report or a complaint about the text is open, or still possible; encrypted, its key is destroyed at the end"
)
OTHERS = _("who else was involved is told by role only (GDPR Art. 15(4))")
WEIGHING = _("the moderators' own weighing; the statement has the reasons")
SCREEN = _("how the screening recognises repeats and disguises; telling would defeat it")
#: Stands where the law asks for a text that has been erased.
ERASED = "[erased]"

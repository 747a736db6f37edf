"""What accounts are for, by the record of processing, and why some of what they leave is kept or withheld."""

from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.privacy.declarations import Activity

ACCOUNT = Activity(
    code="account",
    name=_("Accounts"),
    purpose=_("Let people register, sign in and be recognised"),
    basis=LegalBasis.CONTRACT,
    people=_("members"),
    recipients=_("the provider of the site account one signs in with, if one does"),
)
ACCEPTANCE = Activity(
    code="acceptance",
    name=_("Acceptance of the rules"),
    purpose=_("Show which version of the rules and of the privacy policy a person accepted or acknowledged"),
    basis=LegalBasis.CONTRACT,
    people=_("members"),
)
CONSENT = Activity(
    code="consent",
    name=_("Consent records"),
    purpose=_("Prove each choice about an optional purpose (GDPR Art. 7(1))"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("members and readers who chose"),
)
RIGHTS = Activity(
    code="rights",
    name=_("Rights of the data subject"),
    purpose=_("Make copies and erase accounts when people ask, and show that it was done (GDPR Art. 12-22)"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("members"),
)
POST = Activity(
    code="post",
    name=_("Letters"),
    purpose=_("Send the letters that the other activities need"),
    basis=LegalBasis.CONTRACT,
    people=_("members and people who write to us"),
    recipients=_("the publisher's mail server"),
)
STAFF = Activity(
    code="staff",
    name=_("Work of the staff"),
    purpose=_("Show who on the staff did what, and give each only the access that the work needs"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("staff"),
    is_of_staff=True,
)
BREACH = Activity(
    code="breach",
    name=_("Register of breaches"),
    purpose=_("Write down each breach of security, and tell the authority and the people concerned (GDPR Art. 33, 34)"),
    basis=LegalBasis.LEGAL_OBLIGATION,
    people=_("members concerned; staff who keep the register"),
    recipients=_("the supervisory authority"),
)
BLOCK_MEMORY = Activity(
    code="block-memory",
    name=_("Memory of blocks"),
    purpose=_("Keep a blocked person from returning under a new account, for a limited time"),
    basis=LegalBasis.LEGITIMATE_INTEREST,
    people=_("former members with a counted sanction"),
)

LEDGER = _("points to an account that names nobody after erasure")
PROOF = _("proof towards authorities and courts (GDPR Art. 17(3)(e)); names nobody after erasure")
OTHERS = _("who else was involved is told by role only (GDPR Art. 15(4))")
SECRET = _("protects the account; a copy would endanger it")

"""What the site declared with a privacy policy, for programs, in the terms of TILT (V73).

The Transparency Information Language (Elias Grünewald, Frank Pallas: “TILT: A GDPR-Aligned Transparency Information
Language and Toolkit for Practical Privacy Engineering”, 2021; schema: github.com/Transparency-Information-Language)
names the fields. What it asks for and the site does not know is left out, never guessed: the publisher's postal
address, country, representative and data protection officer, sources, transfers, and what becomes of who discloses
nothing. `docs/privacy-data.schema.json` says what is there.
"""

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.addresses import absolute_url
from accounts.enums import LegalBasis
from accounts.models import PolicySnapshot
from accounts.privacy import told
from accounts.privacy.changes import kept
from accounts.privacy.snapshot import WITH_ACCOUNT, WITH_RECORD, Snapshot, said_in

Json = dict[str, Any]


def document(of: PolicySnapshot, language: str, *, is_in_force: bool) -> Json:
    """Write a version's declarations in a language, and how people use their rights here."""
    declared = told.content(of.sha256)
    said_by = declared["controller"]
    with override(language):
        return {
            "meta": _meta(of, language, is_in_force=is_in_force) | {"name": said_by["name"]},
            "controller": {"name": said_by["name"], "email": said_by["contact"]},
            "dataDisclosed": _disclosed(declared, language),
            **_rights(said_by["contact"], said_in(said_by["authority"], language)),
            "automatedDecisionMaking": {
                "inUse": False,
                "logicInvolved": _("Rules and learned scores may keep a comment waiting until a person has read it."),
                "scopeAndIntendedEffects": _("No measure is taken by automated means alone."),
            },
            # Not of TILT, which knows recipients of one kind of data only, and no cookies.
            "recipients": [
                {name: said_in(one[name], language) for name in ("name", "what", "when")}
                for one in declared["recipients"]
            ],
            "storedByBrowsers": [
                {"names": one["names"]} | {name: said_in(one[name], language) for name in ("where", "what", "until")}
                for one in declared["stored"]
            ],
        }


def _meta(of: PolicySnapshot, language: str, *, is_in_force: bool) -> Json:
    version = of.version
    assert version.published_at  # noqa: S101 # a snapshot is kept when its version is published
    url = absolute_url("accounts:policy_version", number=version.number)
    published = version.published_at.isoformat()
    return {
        "_id": str(uuid5(NAMESPACE_URL, url)),
        "created": published,
        "modified": published,
        "version": version.number,
        "language": language,
        "status": "active" if is_in_force else "inactive",
        "url": url,
        "_hash": of.sha256,
    }


def _disclosed(declared: Snapshot, language: str) -> list[Json]:
    """List each kind of data of each purpose."""
    return [
        {
            "_id": f"{code}:{model}",
            "category": said_in(table["name"], language),
            "properties": list(table["columns"]),
            **_why(about, language),
            "storage": [_storage(declared, table["kept"], language)],
        }
        for code, about in declared["purposes"].items()
        for model, table in about["data"].items()
    ]


def _why(about: Json, language: str) -> Json:
    purpose, basis = said_in(about["purpose"], language), LegalBasis(about["basis"])
    is_weighed = basis == LegalBasis.LEGITIMATE_INTEREST
    recipients = about["recipients"]
    return {
        "purposes": [{"purpose": said_in(about["name"], language), "description": purpose}],
        "legalBases": [{"reference": f"GDPR-{basis.value}", "description": str(basis.label)}],
        "legitimateInterests": [{"exists": True, "reasoning": purpose}] if is_weighed else [],
        "recipients": [{"category": said_in(recipients, language)}] if recipients else [],
    }


def _storage(declared: Snapshot, rules: list[str], language: str) -> Json:
    timed = [declared["periods"][rule] for rule in rules if rule in declared["periods"]]
    return {
        "temporal": [
            {"description": said_in(one["what"], language), "ttl": f"P{one['days']}D"} for one in timed
        ],
        "purposeConditional": [
            kept(declared, rule, language) for rule in rules if rule in (WITH_ACCOUNT, WITH_RECORD)
        ],
        "legalBasisConditional": [],
        "aggregationFunction": "max",
    }  # fmt: skip


def _rights(contact: str, authority: str) -> Json:
    """Say where each right is used (GDPR Art. 13(2)(b) to (d))."""
    asking, copies = absolute_url("accounts:ask"), absolute_url("accounts:exports")
    taken_out = _("A copy that people read and programs, made when you ask for it in the privacy settings.")
    return {
        "accessAndDataPortability": _right(taken_out, copies, contact)
        | {"administrativeFee": {"amount": 0, "currency": "EUR"}},
        "rightToInformation": _right(_("Ask here, or by mail."), asking, contact),
        "rightToRectificationOrDeletion": _right(
            _("Name and language are changed, and the account is deleted, in the settings; ask for anything else."),
            asking,
            contact,
        ),
        "rightToDataPortability": _right(taken_out, copies, contact),
        "rightToWithdrawConsent": _right(
            _("Each optional purpose is switched off in the privacy settings, in one step."),
            absolute_url("accounts:privacy"),
            contact,
        ),
        "rightToComplain": {
            "available": True,
            "description": _("You can complain to the supervisory authority."),
            "supervisoryAuthority": {"name": authority},
        },
    }


def _right(description: str, url: str, email: str) -> Json:
    return {"available": True, "description": description, "url": url, "email": email}

"""The copy of a statement of reasons that anybody can check (V63)."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.chain import proofs
from accounts.locale import as_read_in
from accounts.privacy.signatures import Document, Part
from moderation.chained import DECISION, STATEMENT
from moderation.models import StatementOfReasons


def document(statement: StatementOfReasons) -> Document:
    """Write a statement down in the language in which its person was told (DSA Art. 17(3)).

    Nothing in it opens a page: whoever was restricted may show it to whom they like.
    """
    clause, chain = statement.clause, _chain(statement)
    with as_read_in(statement.language):
        rule = _("Ground %(number)s of the comment rules, version %(version)s: %(heading)s") % {
            "number": clause.ground_id,
            "version": clause.version.number,
            "heading": clause.heading,
        }
        law = f"{_('Law:')} {statement.law}" if statement.law else ""
        led = f"{_('What led to it:')} {statement.get_source_display()}."
        program = (
            _("A program drew the moderators' attention to it. A person decided.")
            if statement.is_detected_automatically
            else _("No program took part. A person decided.")
        )
        said = {
            _("Reference"): statement.reference,
            _("User ID"): statement.person.public_id,
            _("Date"): date_format(localtime(statement.issued_at), "DATETIME_FORMAT"),
            _("What was decided"): statement.scope,
            _("The facts"): "\n".join((statement.facts, led, program)),
            _("The rule"): "\n".join(filter(None, (rule, clause.text, law))),
            _("Why it applies"): statement.why,
            _("Whether you were heard"): statement.procedure,
            _("Its place in our chain of decisions"): _place(chain),
        }
        return Document(
            title=_("Statement of reasons"),
            language=statement.language,
            issued_at=statement.issued_at,
            parts=tuple(Part(heading, text) for heading, text in said.items() if text),
            record={
                "reference": statement.reference,
                "account": statement.person.public_id,
                "measure": statement.measure,
                "ground": clause.ground_id,
                "rules_version": clause.version.number,
                "law": statement.law,
                "source": statement.source,
                "is_detected_automatically": statement.is_detected_automatically,
                "content_at": statement.content_at.isoformat(),
                "issued_at": statement.issued_at.isoformat(),
                "ends_at": statement.ends_at and statement.ends_at.isoformat(),
                "chain": chain,
            },
        )


def _chain(statement: StatementOfReasons) -> list[dict[str, Any]]:
    """Prove that the decision and its reasons were chained, each that was (V64)."""
    rows = ((DECISION, statement.decision.pk), (STATEMENT, statement.pk))
    return [proof for log, key in rows if (proof := proofs.of(log, key))]


def _place(chain: list[dict[str, Any]]) -> str:
    """Say in words where they stand."""
    said = _("Entry %(number)d, below checkpoint %(checkpoint)d: %(hash)s")
    lines = (
        said % {"number": one["number"], "checkpoint": one["checkpoint"]["number"], "hash": one["checkpoint"]["hash"]}
        for one in chain
    )
    return "\n".join(lines) or _("None yet. A copy that you take a quarter of an hour after the decision names it.")

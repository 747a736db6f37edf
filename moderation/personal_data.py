"""What comments, reports and due process hold about people."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import LegalBasis
from accounts.privacy.declarations import Activity, Leaving, PersonalData, Retention
from accounts.privacy.matching import by_address
from moderation.enums import AppealState, Status
from moderation.models import Appeal, Comment, Decision

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
)

LEDGER = _("points to an account that names nobody after erasure")
TREE = _("place and dates hold the thread together; the text is gone")
PROOF = _("reasons of a restriction, kept for complaints and courts (GDPR Art. 17(3)(b), (e)), then blanked")
OTHERS = _("who else was involved is told by role only (GDPR Art. 15(4))")
SCREEN = _("how the screening recognises repeats and disguises; telling would defeat it")
#: Stands where the law asks for a text that has been erased.
ERASED = "[erased]"


def _unsealed(before: datetime) -> Q:
    """Texts that nobody can see any more and whose window for complaints ended, unless a complaint is open."""
    hidden = ~Q(status=Status.PUBLISHED) | Q(withdrawn_at__lt=before)
    touched = Exists(Decision.objects.filter(comment=OuterRef("pk"), made_at__gte=before))
    contested = Exists(Appeal.objects.filter(contested__comment=OuterRef("pk")).exclude(state=AppealState.DECIDED))
    return hidden & Q(submitted_at__lt=before) & ~touched & ~contested


def _old_version(before: datetime) -> Q:
    contested = Appeal.objects.filter(contested__comment=OuterRef("comment")).exclude(state=AppealState.DECIDED)
    return Q(replaced_at__lt=before) & ~Q(Exists(contested))


#: Six months to complain (DSA Art. 20(1)), and thirty days.
WINDOW = timedelta(days=184 + 30)
SEALED = Retention(
    code="sealed-texts",
    what=_("texts of removed, held and withdrawn comments: time to complain and 30 days"),
    keep=WINDOW,
    model="moderation.Comment",
    expired=_unsealed,
    redacted={"body": "", "html": "", **dict.fromkeys(Comment.FINGERPRINTS)},
)
VERSIONS = Retention(
    code="earlier-versions",
    what=_("texts that an edit or a redaction replaced"),
    keep=WINDOW,
    model="moderation.CommentVersion",
    expired=_old_version,
    redacted={"body": "", "html": ""},
)
STATEMENTS = Retention(
    code="statements",
    what=_("wording of statements of reasons"),
    keep=timedelta(days=3 * 365),
    model="moderation.StatementOfReasons",
    expired=lambda before: Q(issued_at__lt=before),
    redacted={"facts": "", "why": "", "scope": "", "law": ""},
)
LETTERS = Retention(
    code="letters",
    what=_("letters about decisions, counted from the answer"),
    keep=timedelta(days=3 * 365),
    model="moderation.Appeal",
    expired=lambda before: Q(decided_at__lt=before),
    redacted={"explanation": ERASED, "answer": ERASED, "subject": "", "user_id": "", "sender": "", "message_id": ""},
)
INCOMPLETE = Retention(
    code="incomplete-letters",
    what=_("letters that never became complete"),
    keep=WINDOW,
    model="moderation.Appeal",
    expired=lambda before: Q(state=AppealState.INCOMPLETE, received_at__lt=before),
)
REPORTS = Retention(
    code="reports",
    what=_("who sent a report, and in what words, counted from the decision"),
    keep=timedelta(days=3 * 365),
    model="moderation.Report",
    expired=lambda before: Q(decided_at__lt=before),
    redacted={"text": ERASED, "name": "", "email": "", "reporter": None},
)
RETENTION = [SEALED, VERSIONS, STATEMENTS, LETTERS, INCOMPLETE, REPORTS]


def _set_by(model: str, maker: str, when: str, impersonal: tuple[str, ...]) -> PersonalData:
    """Declare a table of the newsroom's own settings: the one thing personal in it is who set a row."""
    return PersonalData(
        model=model,
        subject=maker,
        activity=DESK,
        exported=(when,),
        kept={maker: LEDGER},
        impersonal=(when, *impersonal),
    )


PERSONAL_DATA = [
    _set_by("moderation.Ruleset", "made_by", "made_at", ("changes",)),
    _set_by(
        "moderation.Threshold", "changed_by", "changed_at", ("value", "default", "lowest", "highest", "description")
    ),
    _set_by(
        "moderation.Thread", "set_by", "set_at", ("article", "discussion", "message", "last_number", "published_count")
    ),
    _set_by("moderation.PolicyRow", "changed_by", "changed_at", ("ground", "action", "default", "description")),
    _set_by(
        "moderation.ListEntry",
        "added_by",
        "added_at",
        (
            "kind",
            "pattern",
            "language",
            "ground",
            "action",
            "severity",
            "detail",
            "is_quiet",
            "allowed",
            "owner",
            "why",
            "retired_at",
        ),
    ),
    PersonalData(
        model="moderation.Comment",
        subject="author",
        activity=COMMENTING,
        exported=(
            "id",
            "article__title",
            "parent",
            "language",
            "body",
            "status",
            "submitted_at",
            "edited_at",
            "placed_at",
            "redacted_at",
            "withdrawn_at",
            "version",
            "reply_count",
        ),
        withheld={
            **dict.fromkeys(Comment.FINGERPRINTS, SCREEN),
            "html": _("the text again"),
            "card": _("the text again, as readers see it"),
        },
        redacted={"body": "", "html": "", **dict.fromkeys(Comment.FINGERPRINTS)},
        kept={
            "author": LEDGER,
            "article": TREE,
            "parent": TREE,
            "submitted_at": TREE,
            "edited_at": TREE,
            "placed_at": TREE,
            "redacted_at": TREE,
            "withdrawn_at": TREE,
            "card": _("written anew without text or name"),
            "status": _("the ledger of decisions adds up to it"),
        },
        impersonal=(
            "submission",
            "number",
            "path",
            "depth",
            "language",
            "version",
            "erased_at",
            "reply_count",
            "ruleset",
            "failed_rules",
        ),
        is_left_on_wish=True,
        retention=SEALED,
    ),
    PersonalData(
        model="moderation.CommentVersion",
        subject="comment__author",
        activity=COMMENTING,
        exported=("comment", "number", "body", "replaced_at"),
        withheld={"html": _("the text again")},
        redacted={"body": "", "html": ""},
        kept={"replaced_at": TREE},
        impersonal=("comment", "number"),
        retention=VERSIONS,
    ),
    PersonalData(
        model="moderation.CommentVersion",
        subject="replaced_by",
        activity=DESK,
        exported=("comment", "number", "replaced_at"),
        kept={"replaced_by": LEDGER},
    ),
    PersonalData(
        model="moderation.Finding",
        subject="comment__author",
        activity=SCREENING,
        exported=("comment", "version", "rule", "ground", "action", "detail"),
        is_deleted=True,
        withheld={"score": SCREEN, "is_disguised": SCREEN},
        impersonal=("rule_version", "start", "end", "entry"),
    ),
    PersonalData(
        model="moderation.CaseComment",
        subject="comment__author",
        activity=SCREENING,
        exported=("comment", "version", "is_open"),
        impersonal=("case", "comment", "version", "is_open"),
    ),
    PersonalData(
        model="moderation.Case",
        subject="taken_by",
        activity=DESK,
        exported=("kind", "opened_at", "leased_until"),
        redacted={"taken_by": None, "leased_until": None},
        impersonal=(
            "kind",
            "article",
            "risk",
            "grounds",
            "is_held",
            "report_count",
            "opened_at",
            "closed_at",
            "leased_until",
        ),
    ),
    PersonalData(
        model="moderation.Decision",
        subject="subject",
        activity=DUE_PROCESS,
        exported=(
            "measure",
            "comment",
            "comment_version",
            "ground__code",
            "rules_version__number",
            "source",
            "statement__reference",
            "omission",
            "made_at",
        ),
        kept=dict.fromkeys(
            (
                "subject",
                "measure",
                "comment",
                "comment_version",
                "ground",
                "rules_version",
                "source",
                "statement",
                "omission",
                "made_at",
            ),
            _("the ledger of decisions: no free text, and its subject names nobody after erasure"),
        ),
        impersonal=("case", "reverses"),
    ),
    PersonalData(
        model="moderation.Decision",
        subject="decided_by",
        activity=DESK,
        exported=("measure", "made_at"),
        kept={"decided_by": LEDGER},
    ),
    PersonalData(
        model="moderation.StatementOfReasons",
        subject="person",
        activity=DUE_PROCESS,
        exported=(
            "reference",
            "language",
            "clause__heading",
            "measure",
            "scope",
            "ends_at",
            "facts",
            "source",
            "is_detected_automatically",
            "is_illegal",
            "law",
            "why",
            "content_at",
            "issued_at",
            "delivered_at",
            "viewed_at",
            "bounced_at",
        ),
        kept=dict.fromkeys(
            (
                "person",
                "measure",
                "scope",
                "ends_at",
                "facts",
                "source",
                "law",
                "why",
                "content_at",
                "issued_at",
                "delivered_at",
                "viewed_at",
                "bounced_at",
            ),
            PROOF,
        ),
        impersonal=("reference", "language", "clause", "is_detected_automatically", "is_illegal"),
        retention=STATEMENTS,
    ),
    PersonalData(
        model="moderation.Sanction",
        subject="subject",
        activity=DUE_PROCESS,
        exported=("kind", "state", "ordinal", "imposed_at", "ended_at"),
        withheld={
            "milder_measure_note": _("the moderators' own weighing; the statement has the reasons"),
        },
        redacted={"milder_measure_note": ""},
        kept=dict.fromkeys(("subject", "kind", "state", "ordinal", "imposed_at", "ended_at"), PROOF),
        impersonal=("imposed_by_decision", "ended_by_decision"),
    ),
    PersonalData(
        model="moderation.Appeal",
        subject="person",
        activity=DUE_PROCESS,
        exported=(
            "reference",
            "kind",
            "state",
            "channel",
            "subject",
            "user_id",
            "explanation",
            "sender",
            "language",
            "missing",
            "received_at",
            "completed_at",
            "due_at",
            "outcome",
            "answer",
            "decided_at",
            "sole_moderator_note",
        ),
        withheld={"message_id": _("a number of the mail system")},
        redacted={
            "explanation": ERASED,
            "subject": "",
            "user_id": "",
            "sender": "",
            "message_id": "",
            "sole_moderator_note": "",
        },
        kept=dict.fromkeys(
            (
                "person",
                "kind",
                "state",
                "channel",
                "received_at",
                "completed_at",
                "due_at",
                "outcome",
                "answer",
                "decided_at",
            ),
            PROOF,
        ),
        impersonal=("reference", "sanction", "contested", "case", "language", "missing"),
        retention=LETTERS,
    ),
    PersonalData(
        model="moderation.Appeal",
        found_by=by_address("sender"),
        activity=DUE_PROCESS,
        exported=("reference", "received_at", "subject", "explanation", "sender"),
        redacted={"explanation": ERASED, "subject": "", "user_id": "", "sender": "", "message_id": ""},
        retention=INCOMPLETE,
    ),
    PersonalData(
        model="moderation.Appeal",
        subject="contested_by",
        activity=DESK,
        exported=("reference",),
        kept={"contested_by": LEDGER},
        withheld={"contested_by": OTHERS},
    ),
    PersonalData(
        model="moderation.Appeal",
        subject="decided_by",
        activity=DESK,
        exported=("reference", "decided_at"),
        kept={"decided_by": LEDGER},
        withheld={"decided_by": OTHERS},
    ),
    PersonalData(
        model="moderation.Report",
        subject="reporter",
        activity=NOTICES,
        exported=(
            "reference",
            "comment",
            "kind",
            "ground__code",
            "text",
            "name",
            "email",
            "is_in_good_faith",
            "language",
            "received_at",
            "outcome",
            "decided_at",
        ),
        redacted={"text": ERASED, "name": "", "email": ""},
        kept=dict.fromkeys(("reporter", "kind", "received_at", "outcome", "decided_at"), LEDGER),
        impersonal=("reference", "comment", "case", "ground", "is_in_good_faith", "language"),
        retention=REPORTS,
    ),
    PersonalData(
        model="moderation.Report",
        found_by=by_address("email"),
        activity=NOTICES,
        exported=("reference", "comment", "kind", "text", "name", "email", "received_at", "outcome", "decided_at"),
        redacted={"text": ERASED, "name": "", "email": ""},
        retention=REPORTS,
    ),
    PersonalData(
        model="moderation.Report",
        subject="comment__author",
        activity=NOTICES,
        exported=("comment", "kind", "ground__code", "received_at", "outcome", "decided_at"),
        withheld={"reporter": OTHERS, "name": OTHERS, "email": OTHERS, "text": OTHERS},
        retention=REPORTS,
    ),
]

NOT_PERSONAL = {
    "moderation.Ground": _("a ground of the rules"),
    "moderation.Clause": _("words of the rules"),
    "moderation.Nudge": _("that somebody was asked to think again, not who, nor what they wrote"),
}

LEAVING = Leaving(
    closing="moderation.actions.leaving.hide",
    reopened="moderation.actions.leaving.show",
    before_erasure="moderation.actions.leaving.remember",
    after_erasure="moderation.actions.leaving.erase",
)

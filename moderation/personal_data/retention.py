"""How long texts, letters and reports are kept."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.privacy.declarations import Retention
from moderation.enums import AppealState, Status
from moderation.models import Appeal, Comment, Decision, Report
from moderation.personal_data.reasons import ERASED


def _unsealed(before: datetime) -> Q:
    """Texts that nobody sees any more and whose window for complaints ended, unless a complaint or a report is open."""
    hidden = ~Q(status=Status.PUBLISHED) | Q(withdrawn_at__lt=before)
    touched = Exists(Decision.objects.filter(comment=OuterRef("pk"), made_at__gte=before))
    contested = Exists(Appeal.objects.filter(contested__comment=OuterRef("pk")).exclude(state=AppealState.DECIDED))
    reported = Exists(Report.objects.open().filter(comment=OuterRef("pk")))
    return hidden & Q(submitted_at__lt=before) & ~touched & ~contested & ~Q(reported)


def _old_version(before: datetime) -> Q:
    contested = Appeal.objects.filter(contested__comment=OuterRef("comment")).exclude(state=AppealState.DECIDED)
    return Q(replaced_at__lt=before) & ~Q(Exists(contested))


def _closed(before: datetime) -> Q:
    """Sealed copies whose end has come, unless a letter about the text is open: longer only while that runs."""
    contested = Appeal.objects.filter(contested__comment=OuterRef("comment")).exclude(state=AppealState.DECIDED)
    return Q(counted_from__lte=before) & ~Q(Exists(contested))


#: Six months to complain (DSA Art. 20(1)), and thirty days.
WINDOW = timedelta(days=184 + 30)
SEALED = Retention(
    code="sealed-texts",
    what=_("texts of removed, held and withdrawn comments: time to complain and 30 days"),
    keep=WINDOW,
    least=WINDOW,
    model="moderation.Comment",
    expired=_unsealed,
    redacted={"body": "", "html": "", **dict.fromkeys(Comment.FINGERPRINTS)},
)
SEALED_COPIES = Retention(
    code="sealed-copies",
    what=_("sealed copies of erased texts, counted from the erasure or from the decision about them"),
    keep=WINDOW,
    least=WINDOW,
    model="moderation.SealedCopy",
    expired=_closed,
    act="moderation.actions.seals.destroy",
    is_replayed=True,
)
VERSIONS = Retention(
    code="earlier-versions",
    what=_("texts that an edit or a redaction replaced"),
    keep=WINDOW,
    least=WINDOW,
    model="moderation.CommentVersion",
    expired=_old_version,
    redacted={"body": "", "html": ""},
)
STATEMENTS = Retention(
    code="statements",
    what=_("wording of statements of reasons"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.StatementOfReasons",
    expired=lambda before: Q(issued_at__lt=before),
    redacted={"facts": "", "why": "", "scope": "", "law": "", "procedure": ""},
)
#: What goes of a hearing, at its end or with the account.
HEARD = {"facts": "", "why": "", "law": "", "milder_measure_note": "", "reply": "", "answer": ERASED}
HEARINGS = Retention(
    code="hearings",
    what=_("hearings before a block, counted from the decision"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.Hearing",
    expired=lambda before: Q(decided_at__lt=before),
    redacted=HEARD,
)
#: What goes of a warning or a pause for misuse, at its end or with the account.
MISUSED = {"facts": "", "gravity": "", "intention": "", "objection": ""}
MISUSE = Retention(
    code="misuse",
    what=_("why somebody was warned or paused for misuse of reports"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.Misuse",
    expired=lambda before: Q(made_at__lt=before),
    redacted=MISUSED,
)
#: What goes of a case about harassment of a moderator, with its time or the account of who is said to have done it.
FOUND, TOLD = {"answer": ""}, {"words": ""}
HARASSMENTS = Retention(
    code="harassments",
    what=_("what was found about harassment of moderators, counted from the decision"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.Harassment",
    expired=lambda before: Q(decided_at__lt=before),
    redacted=FOUND,
)
TOLD_OF = Retention(
    code="harassment-pieces",
    what=_("what was told of harassment of moderators, counted from the decision"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.HarassmentPiece",
    expired=lambda before: Q(harassment__decided_at__lt=before),
    redacted=TOLD,
)
LETTERS = Retention(
    code="letters",
    what=_("letters about decisions, counted from the answer"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.Appeal",
    expired=lambda before: Q(decided_at__lt=before),
    redacted={"explanation": ERASED, "answer": ERASED, "subject": "", "user_id": "", "sender": "", "message_id": ""},
)
SCANS = Retention(
    code="scans",
    what=_("scans of letters about decisions, counted from the answer"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.Scan",
    expired=lambda before: Q(letter__decided_at__lt=before),
)
INCOMPLETE = Retention(
    code="incomplete-letters",
    what=_("letters that never became complete"),
    keep=WINDOW,
    least=WINDOW,
    model="moderation.Appeal",
    expired=lambda before: Q(state=AppealState.INCOMPLETE, received_at__lt=before),
)
REPORTS = Retention(
    code="reports",
    what=_("who sent a report, and in what words, counted from the decision"),
    keep=timedelta(days=3 * 365),
    least=WINDOW,
    model="moderation.Report",
    expired=lambda before: Q(decided_at__lt=before),
    redacted={"text": ERASED, "name": "", "email": "", "reporter": None},
)
MISTAKES = Retention(
    code="mistakes",
    what=_("who reported a mistake in an article, and in what words, counted from the answer"),
    keep=timedelta(days=365),
    model="moderation.Mistake",
    expired=lambda before: Q(decided_at__lt=before),
    redacted={"text": ERASED, "email": "", "reporter": None, "answer": ""},
)
SECOND = Retention(
    code="second-judgements",
    what=_("second judgements, counted from the day they were made"),
    keep=timedelta(days=2 * 365),
    least=timedelta(days=365),
    model="moderation.SecondJudgement",
    expired=lambda before: Q(made_at__lt=before),
)
WAITED = Retention(
    code="sampled-decisions",
    what=_("which decisions were drawn to be judged again, once nothing is left of what was judged"),
    keep=timedelta(days=2 * 365),
    least=timedelta(days=365),
    model="moderation.SampledDecision",
    expired=lambda before: Q(round__ends_at__lt=before, judgements__isnull=True),
)
NOTES = Retention(
    code="notes",
    what=_("notes of the moderators to one another"),
    keep=timedelta(days=365),
    model="moderation.Note",
    expired=lambda before: Q(made_at__lt=before),
)
RETENTION = [
    SEALED, SEALED_COPIES, VERSIONS, STATEMENTS, HEARINGS, HARASSMENTS, TOLD_OF, LETTERS,
    SCANS, INCOMPLETE, REPORTS, MISUSE, MISTAKES, SECOND, WAITED, NOTES,
]  # fmt: skip

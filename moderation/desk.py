"""What a moderator sees of a case: the comment with its evidence, its surroundings and its author's record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from allauth.account.models import EmailAddress
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext, override

from accounts.models import User
from moderation import ladder, permissions, reporters
from moderation.actions import hearings, procedure, seals, statements, suspensions
from moderation.enums import MILDER, Measure, Status
from moderation.enums.screening import Check
from moderation.ladder import Step
from moderation.models import (
    Appeal,
    Case,
    CaseComment,
    Clause,
    Comment,
    CommentVersion,
    Decision,
    Finding,
    Hearing,
    Note,
    Report,
    Sanction,
    SealedCopy,
    StatementOfReasons,
)
from moderation.reporters import ReporterRecord
from moderation.screening import Action

#: How many comments before and after are shown.
NEIGHBOURS = 2
LAST_DECISIONS = 5
LAST_NOTES = 10
#: The ground under which passages are covered.
PERSONAL_DATA = 7


@dataclass(frozen=True)
class Segment:
    """A stretch of the text and the rules that point at it; plain where none do."""

    text: str
    findings: tuple[Finding, ...] = ()

    @property
    def grounds(self) -> tuple[int | None, ...]:
        """Name the grounds that they point at, each once."""
        return tuple(dict.fromkeys(finding.ground_id for finding in self.findings))

    @property
    def is_personal(self) -> bool:
        """Say whether it is somebody's personal data, which is shown only to who opens it."""
        return any(finding.ground_id == PERSONAL_DATA for finding in self.findings)


@dataclass(frozen=True)
class Suggestion:
    """A ground the evidence points at, with the statement's words filled in."""

    clause: Clause
    facts: str
    why: str


@dataclass(frozen=True)
class AuthorRecord:
    """What has been decided about the author so far (C29)."""

    author: User
    written: int
    outcomes: dict[str, int]
    grounds: list[tuple[Clause, int]]
    last: list[Decision]
    #: Warnings and suspensions, each with its statement, and whether it was taken back.
    milder: list[Decision]
    suspension: StatementOfReasons | None
    #: What the ladder proposes next (D03).
    next_step: Step
    sanctions: list[Sanction]
    #: The hearing before a block that is not decided yet, and whether a block needs one here.
    hearing: Hearing | None
    is_heard_before: bool
    letters: list[Appeal]
    notes: list[Note]
    #: Whether the mailbox has been proven.
    is_verified: bool

    @property
    def next_is_final(self) -> bool:
        """Say whether another block would be the second counted one."""
        return any(sanction.ordinal == 1 for sanction in self.sanctions)


@dataclass(frozen=True)
class Card:
    """One comment on the desk."""

    comment: Comment
    segments: tuple[Segment, ...]
    findings: list[Finding]
    #: Each with how its sender's reports on other comments were answered; None for a stranger's.
    reports: list[tuple[Report, ReporterRecord | None]]
    #: How many of them are a wave.
    wave: int
    parents: list[Comment]
    before: list[Comment]
    after: list[Comment]
    suggestions: list[Suggestion]
    record: AuthorRecord
    decisions: list[Decision]
    versions: list[CommentVersion]
    #: What the rules say to the author, by ground.
    clauses: dict[int, Clause]
    #: What is left of an erased text.
    copy: SealedCopy | None

    @property
    def sealed_until(self) -> datetime | None:
        return seals.until(self.copy) if self.copy else None

    @property
    def is_kept(self) -> bool:
        """Say whether the author's data is stored and not used, so that nobody decides by it (GDPR Art. 18)."""
        return self.comment.author.restricted_at is not None

    @property
    def is_sealed(self) -> bool:
        """Say whether the text is opened only by somebody who says what for (C31, V14)."""
        return self.copy is not None or self.comment.status == Status.REMOVED

    @property
    def may_be_screened_again(self) -> bool:
        """Say whether a rule failed that may not fail again; what a text is like does not change."""
        return bool({*filter(None, self.comment.failed_rules.split(","))} - {Check.LENGTH, Check.CHARACTERS})

    @property
    def approval(self) -> Decision | None:
        """Return a person's last decision to let it stand, unless that was taken back; a report reopens it (C14)."""
        last = next((one for one in reversed(self.decisions) if one.decided_by_id), None)
        is_approval = last is not None and last.measure in (Measure.PUBLISH, Measure.KEEP, Measure.RESTORE)
        return last if last and is_approval and not last.reversals.exists() else None

    @property
    def has_sealed_versions(self) -> bool:
        """Say whether earlier texts are sealed too: what was removed, and what a redaction took out."""
        return self.is_sealed or self.comment.redacted_at is not None


def segments(body: str, findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """Cut the text where the grounds change that findings point at; overlapping findings share a segment."""
    placed = [(f.start, f.end, f) for f in findings if f.start is not None and f.end is not None and f.start < f.end]
    cuts = sorted({0, len(body), *(min(at, len(body)) for start, end, _ in placed for at in (start, end))})

    def within(start: int, end: int) -> tuple[Finding, ...]:
        return tuple(finding for first, last, finding in placed if first < end and start < last)

    pieces = groupby(pairwise(cuts), lambda piece: {finding.ground_id for finding in within(*piece)})
    runs = [(cut[0][0], cut[-1][1]) for cut in (list(piece) for _grounds, piece in pieces)]
    return tuple(Segment(body[start:end], within(start, end)) for start, end in runs)


def card(comment: Comment, now: datetime) -> Card:
    """Gather what a moderator needs to judge the comment, without leaving the queue (C28)."""
    findings = list(Finding.objects.filter(comment=comment, version=comment.version).select_related("ground", "entry"))
    reports = list(comment.reports.select_related("ground", "reporter").order_by("received_at"))
    senders = reporters.records(reports)
    clauses = clauses_for(comment.author, now)
    placed = Comment.objects.placed().filter(article=comment.article).select_related("author")
    before = placed.filter(path__lt=comment.path).exclude(path__in=comment.ancestor_paths).order_by("-path")
    return Card(
        comment=comment,
        segments=segments(comment.body, findings),
        findings=sorted(findings, key=lambda f: -(f.score or 0)),
        reports=[(report, senders.get(report.pk)) for report in reports],
        wave=len(reporters.wave(reports)),
        parents=list(placed.filter(path__in=comment.ancestor_paths).order_by("path")),
        before=list(before[:NEIGHBOURS])[::-1],
        after=list(placed.filter(path__gt=comment.path).order_by("path")[:NEIGHBOURS]),
        suggestions=suggestions(comment, findings, reports, clauses),
        record=author_record(comment.author, clauses, now),
        decisions=list(comment.decisions.select_related("decided_by", "ground").order_by("pk")),
        versions=list(comment.versions.select_related("replaced_by")),
        clauses=clauses,
        copy=seals.of(comment),
    )


def suggestions(
    comment: Comment, findings: Sequence[Finding], reports: Sequence[Report], clauses: Mapping[int, Clause]
) -> list[Suggestion]:
    """List the grounds that findings and reports name, the best supported first."""
    weight: dict[int, float] = {}
    asking = [(f.ground_id, f.score or 1) for f in findings if f.action != Action.NONE.word]
    for ground, score in asking + [(r.ground_id, 1) for r in reports]:
        if ground:
            weight[ground] = weight.get(ground, 0) + score
    named = sorted((n for n in weight if n in clauses), key=lambda n: (-weight[n], n))
    return [suggestion(comment, clauses[number], findings) for number in named]


def suggestion(comment: Comment, clause: Clause, findings: Sequence[Finding] = ()) -> Suggestion:
    """Fill in the statement's words for a ground, in the author's language; the moderator can change them."""
    quoted = [
        comment.body[f.start : f.end] for f in findings if f.ground_id == clause.ground_id and f.start is not None
    ]
    if clause.ground_id == PERSONAL_DATA:  # no statement says it again
        quoted = [f"{passage[:2]}…" for passage in quoted]
    with override(comment.author.language):
        if comment.erased_at:  # the moderator says what the sealed copy shows, and no more than is needed
            return Suggestion(clause, "", clause.letter)
        passages = [gettext("“%(passage)s”") % {"passage": said} for said in quoted[:5] or [comment.body[:300]]]
        facts = gettext("The comment says: %(passages)s") % {"passages": ", ".join(passages)}
    return Suggestion(clause, facts, clause.letter)


def suggested(comment: Comment, ground: str, now: datetime) -> Suggestion | None:
    """Fill in the statement's words for the ground of this number; None where there is none."""
    clause = clauses_for(comment.author, now).get(int(ground)) if ground.isdecimal() else None
    findings = Finding.objects.filter(comment=comment, version=comment.version)
    return suggestion(comment, clause, list(findings)) if clause else None


def clauses_for(author: User, now: datetime) -> dict[int, Clause]:
    """Return the nineteen clauses in force, by number, in the author's language or in English."""
    version = statements.rules_in_force(now)
    found = Clause.objects.filter(version=version, language__in=("en", author.language)).select_related("version")
    in_order = sorted(found, key=lambda clause: clause.language == author.language)
    return {clause.ground_id: clause for clause in in_order}


def author_record(author: User, clauses: Mapping[int, Clause], now: datetime) -> AuthorRecord:
    """Count what was decided about the author, with the last decisions, sanctions and letters."""
    about = Decision.objects.filter(subject=author, decided_by__isnull=False)
    counted = about.order_by().values_list("measure").annotate(Count("pk"))
    removed = about.filter(measure__in=(Measure.REMOVE, Measure.REDACT), reversals__isnull=True)
    per_ground = dict(removed.order_by().values_list("ground").annotate(Count("pk")))
    return AuthorRecord(
        author=author,
        written=Comment.objects.by(author).count(),
        outcomes={str(Measure(measure).label): count for measure, count in counted},
        grounds=[(clauses[number], count) for number, count in sorted(per_ground.items())],
        last=list(about.select_related("ground", "decided_by").order_by("-pk")[:LAST_DECISIONS]),
        milder=list(
            about.filter(measure__in=MILDER)
            .annotate(taken_back=Exists(Decision.objects.filter(reverses=OuterRef("pk"))))
            .select_related("statement")
            .order_by("-pk")
        ),
        suspension=suspensions.standing(author, now),
        next_step=ladder.next_step(author, now),
        hearing=(hearing := hearings.standing(author)),
        is_heard_before=hearing is not None or procedure.is_heard_here(),
        sanctions=list(Sanction.objects.against(author).order_by("-imposed_at")),
        letters=list(Appeal.objects.filter(person=author).order_by("-received_at")),
        notes=list(Note.objects.on(author).select_related("made_by")[:LAST_NOTES]),
        is_verified=EmailAddress.objects.filter(user=author, verified=True).exists(),
    )


def changes(comment: Comment, seen_version: int) -> list[tuple[str, str]]:
    """Compare the version a moderator saw with the one that stands: (kept, added or removed; words)."""
    seen = CommentVersion.objects.filter(comment=comment, number=seen_version).values_list("body", flat=True).first()
    old, new = (seen or "").split(), comment.body.split()
    steps: list[tuple[str, str]] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            steps.append(("kept", " ".join(old[i1:i2])))
            continue
        steps += [(k, " ".join(words)) for k, words in (("removed", old[i1:i2]), ("added", new[j1:j2])) if words]
    return steps


def next_case(moderator: User, now: datetime) -> Case | None:
    """Return the most urgent case that nobody else has open; a letter that others must answer comes last.

    A case in which nothing but kept comments is left waits until their author's data is used again.
    """
    theirs = Case.objects.due(now).filter(permissions.cases(moderator))
    free = theirs.free_for(moderator.pk, now).urgent_first(now)
    kept = CaseComment.objects.filter(case=OuterRef("pk"), is_open=True, comment__author__restricted_at__isnull=False)
    used = CaseComment.objects.filter(case=OuterRef("pk"), is_open=True, comment__author__restricted_at__isnull=True)
    free = free.filter(~Exists(kept) | Exists(used))
    return free.exclude(appeal__contested_by=moderator).first() or free.first()


def beginning_of(text: str, most: int) -> str:
    """Cut a line of the list; Django's own way asks the translations for each."""
    cut = text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
    # the line runs as its own words do, whatever the page's direction
    return f"\u2068{cut}\u2069"

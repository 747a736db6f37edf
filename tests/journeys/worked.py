"""What somebody leaves behind who has worked for the paper, too."""

from datetime import timedelta
from uuid import UUID

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from accounts.enums import Document
from accounts.models import (
    Breach,
    BreachNotice,
    BreachVersion,
    DossierAccess,
    PolicyVersion,
)
from articles.actions import assignments
from articles.enums import TagAct
from articles.models import (
    Article,
    ArticleEvent,
    ArticleNote,
    Assignment,
    AssignmentChange,
    Breaking,
    Brief,
    BulkJob,
    ChecklistOverride,
    Comparison,
    Correction,
    EmbargoLift,
    Link,
    LinkTarget,
    LiveEntry,
    PaperEvent,
    Photo,
    Presence,
    Preview,
    PushNotice,
    Revision,
    Story,
    Tag,
    TagEvent,
    UnsavedText,
)
from moderation.actions import decisions, ledger
from moderation.enums import (
    AppealKind,
    AppealState,
    Channel,
    Measure,
)
from moderation.models import (
    Appeal,
    Badge,
    Case,
    Choice,
    Clause,
    CorrectionCredit,
    Harassment,
    HarassmentPiece,
    Hearing,
    ListEntry,
    Mistake,
    Misuse,
    Note,
    PolicyRow,
    RuleExample,
    Ruleset,
    Scan,
    SecondJudgement,
    Thread,
    Threshold,
    WebhookTarget,
)
from tests.moderation import making, sampling
from tests.moderation.making import NOW

#: No word, hash or key of ours contains it.
MARK = "qzx"


class Worked:
    """The part of `tests.journeys.leaver.Leaver` that was on the staff."""

    def _as_staff(self) -> None:
        """The person has worked for the paper, too."""
        person = self.person
        Scan.objects.create(letter=self.letter, kind="pdf", data=b"%PDF", size=4, added_by=person, added_at=NOW)
        Note.objects.create(about=self.moderator, text="n", made_by=person, made_at=NOW)
        Choice.objects.create(comment=self.reply, version=1, why="c", made_by=person, made_at=NOW)
        revoked = {"revoked_by": person, "revoked_at": NOW}
        Badge.objects.create(person=self.moderator, kind="expert", given_by=person, given_at=NOW, **revoked)
        since = dict.fromkeys(("made_at", "begins_at", "told_until"), NOW)
        WebhookTarget.objects.create(name="w", address="https://w.example/", made_by=person, **since)
        role, section = Group.objects.create(name="editors"), self.article.section
        given = {"role": role, "sections": [section], "editions": [self.article.edition], "now": NOW}
        assignments.assign(person=person, by=None, **given)
        Assignment.objects.create(person=self.moderator, role=role, made_by=person, made_at=NOW)
        AssignmentChange.objects.create(person=self.moderator, role="r", after="*", made_by=person, made_at=NOW)
        person.user_permissions.add(Permission.objects.first())
        Story.objects.update(created_by=person)
        Article.objects.update(created_by=person)
        said = {"slug": "s", "title": "t", "section": self.article.section}
        revision = Revision.objects.create(article=self.article, number=9, made_by=person, made_at=NOW, **said)
        Preview.objects.create(revision=revision, made_by=person, made_at=NOW, expires_at=NOW + timedelta(days=3))
        said = {"edition": self.article.edition, "section": section, "title": "t"}
        Brief.objects.create(assignee=person, made_by=person, made_at=NOW, **said)
        BulkJob.objects.create(asked_by=person, asked_at=NOW, language="en", act="submit")
        event = ArticleEvent.objects.create(
            article=self.article, revision=revision, act="revise", to_state="draft", made_by=person, made_at=NOW
        )
        PaperEvent.objects.create(thing="photo", key="1", act="change", made_by=person, made_at=NOW)
        tag = Tag.objects.create(edition=self.article.edition, name="Ferry", folded="ferry", slug="ferry")
        TagEvent.objects.create(tag=tag, act=TagAct.MAKE, after="Ferry", made_by=person, made_at=NOW)
        ChecklistOverride.objects.create(event=event, points="summary", reason="r")
        EmbargoLift.objects.create(event=event, reason="r")
        target = LinkTarget.objects.create(address="/en/gone-1/", turn_at=NOW)
        Link.objects.create(article=self.article, target=target, left_at=NOW, left_by=person, reason="r")
        said = {"article": self.article, "quote": "q", "body": f"@{person.public_id}", "made_at": NOW}
        note = ArticleNote.objects.create(made_by=person, resolved_by=person, resolved_at=NOW, **said)
        note.mentions.create(person=person)
        self._told_readers(revision)
        Presence.objects.create(article=self.article, person=person, seen_at=NOW)
        UnsavedText.objects.create(
            article=self.article, writer=person, opening=UUID(int=1), serial=1, kept_at=NOW,
            fields={"title": f"{MARK}930"},
        )  # fmt: skip
        self.planted.add("articles.UnsavedText.fields")
        Photo.objects.bulk_create([Photo(credit="c", uploaded_by=person)])

    def _told_readers(self, revision: Revision) -> None:
        """The person has put right, made breaking news, written in a live blog and sent news."""
        person, article = self.person, self.article
        said = {"body": "<p>b</p>", "made_by": person, "made_at": NOW}
        LiveEntry.objects.create(article=article, **said).revisions.create(number=1, **said)
        PushNotice.objects.create(article=article, title="n", made_by=person, made_at=NOW, audience=0)
        added = Correction.objects.create(article=article, kind="addition", text="t", made_by=person, made_at=NOW)
        said = {"before": article.revisions.earliest("number"), "after": revision, "made_by": person}
        Comparison.objects.create(correction=added, made_at=NOW, **said)
        said = {"edition": article.edition, "article": article, "headline": "h", "hours": 1}
        Breaking.objects.create(began_by=person, began_at=NOW, ended_by=person, ended_at=NOW, **said)

    def _at_the_desk(self) -> None:
        """The person has decided, answered and set what others see."""
        person = self.person
        PolicyVersion.objects.create(document=Document.PRIVACY, number=2, published_by=person)
        Case.objects.create(opened_at=NOW, taken_by=person, leased_until=NOW)
        mine = making.comment(self.article, author=person)
        other = making.comment(self.article)
        ledger.record(
            comment=other, measure=Measure.KEEP, now=NOW, decided_by=person, text=ledger.Text("b", "<p>b</p>")
        )
        Appeal.objects.create(
            kind=AppealKind.COMPLAINT, channel=Channel.FORM, person=self.moderator, contested=mine.decisions.first(),
            contested_by=person, explanation="e", received_at=NOW,
        )  # fmt: skip
        Appeal.objects.create(
            kind=AppealKind.RESTORATION, state=AppealState.DECIDED, channel=Channel.FORM, person=self.moderator,
            explanation="e", received_at=NOW, outcome="upheld", answer="a", decided_by=person, decided_at=NOW,
        )  # fmt: skip
        Hearing.objects.create(
            person=self.moderator, opened_by=person, comment=mine, case=Case.objects.create(opened_at=NOW),
            language="en", clause=Clause.objects.first(), facts="f", why="w", milder_measure_note="m", conduct_at=NOW,
            opened_at=NOW, ends_at=NOW + timedelta(days=7), outcome="nothing", answer="a", decided_by=person,
            decided_at=NOW,
        )  # fmt: skip
        self._harassed(other.author)
        self._judged_again(other)
        Misuse.objects.create(
            person=self.moderator, step="warning", language="en", facts="f", gravity="g", unfounded=3, of_all=4,
            made_by=person, made_at=NOW, taken_back_by=person, taken_back_at=NOW,
        )  # fmt: skip
        self._mistakes(mine, other)
        DossierAccess.objects.create(staff=person, person=self.moderator, what="w", purpose="p", opened_at=NOW)
        breach = Breach.objects.create(known_at=NOW, due_at=NOW + timedelta(days=3), entered_at=NOW)
        BreachVersion.objects.create(breach=breach, facts={}, written_by=person, written_at=NOW)
        BreachNotice.objects.create(breach=breach, sent_at=NOW, sent_by=person, recipients=1)
        Ruleset.objects.create(made_at=NOW, made_by=person)
        Thread.objects.update(set_by=person, set_at=NOW)
        Threshold.objects.create(
            name="x", value=1, default=1, lowest=0, highest=2, description="d", changed_by=person, changed_at=NOW
        )
        PolicyRow.objects.create(
            kind="x", action="hold", default="hold", description="d", changed_by=person, changed_at=NOW
        )
        ListEntry.objects.create(kind="bad-hosts", pattern="x.example", added_at=NOW, added_by=person)
        LogEntry.objects.create(
            user=person, content_type=ContentType.objects.get_for_model(Group), object_id="1", object_repr="editors",
            action_flag=CHANGE,
        )  # fmt: skip

    def _harassed(self, colleague) -> None:
        """Somebody has harassed the person, and a colleague, about whom the person has decided."""
        person = self.person
        decided = {"outcome": "none", "answer": "a", "decided_by": person, "decided_at": NOW, "shield_ended_at": NOW}
        for target, said in ((person, {}), (colleague, decided)):
            case = Case.objects.create(kind="harassment", opened_at=NOW)
            of = {"case": case, "target": target, "person": self.moderator, "opened_at": NOW}
            harassment = Harassment.objects.create(**of, **said)
            HarassmentPiece.objects.create(harassment=harassment, words="w", added_by=person, added_at=NOW)

    def _judged_again(self, other) -> None:
        """The person has judged a decision again, and kept an example."""
        person = self.person
        sampled = sampling.drawn(decisions.publish(comment=other, version=2, moderator=making.moderator(), now=NOW))
        said = {"verdict": "publish", "note": "n", "made_by": person, "made_at": NOW}
        SecondJudgement.objects.create(sampled=sampled, **said)
        said = {"language": "en", "text": "t", "why": "w", "made_by": person, "made_at": NOW}
        RuleExample.objects.create(ground=making.ground(5), **said)

    def _mistakes(self, mine, other) -> None:
        """The person has reported mistakes, written what led to a correction, taken a task and answered one."""
        person = self.person
        answered = {"text": "t", "state": "no-mistake", "received_at": NOW, "answer": "a", "decided_at": NOW}
        Mistake.objects.create(comment=other, reporter=person, decided_by=self.moderator, **answered)
        Mistake.objects.create(comment=other, decided_by=person, **answered)
        Mistake.objects.create(comment=mine, text="t", received_at=NOW, taken_by=person, taken_at=NOW)
        put_right = Correction.objects.create(
            article=self.article, kind="addition", text="t", made_by=self.moderator, made_at=NOW
        )
        CorrectionCredit.objects.create(correction=put_right, comment=mine, made_at=NOW)

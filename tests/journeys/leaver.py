"""A person with something in every table that can hold something about anybody, each text marked."""

from datetime import timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, JSONField, TextField

from accounts import outbox
from accounts.models import (
    AppendOnly,
    User,
)
from accounts.privacy.declarations import registry
from moderation.actions import appreciations, ledger, mutes
from moderation.enums import (
    AppealKind,
    AppealState,
    CaseKind,
    Channel,
    Measure,
    ReportKind,
    SanctionKind,
)
from moderation.models import (
    Appeal,
    Badge,
    Case,
    CaseComment,
    Choice,
    Clause,
    Decision,
    Finding,
    Harassment,
    HarassmentPiece,
    Hearing,
    ImportedAuthor,
    ImportedComment,
    Mistake,
    Misuse,
    Note,
    Report,
    RuleExample,
    Sanction,
    SavedFilter,
    Scan,
    SecondJudgement,
    StatementOfReasons,
)
from tests.journeys.joined import ADDRESS, NAME, Joined
from tests.journeys.worked import MARK, Worked
from tests.moderation import making, sampling
from tests.moderation.making import NOW


class Leaver(Joined, Worked):
    """Makes the person, and remembers which marker stands in which column."""

    def __init__(self) -> None:
        self.rules = making.rules()
        self.moderator = making.person()
        self.article = making.article()
        self.person = making.person(name=NAME, language="en")
        User.objects.filter(pk=self.person.pk).update(email=ADDRESS)
        self.person.refresh_from_db()
        self.planted: set[str] = set()
        self._account()
        self._consents()
        self._comments()
        self._due_process()
        self._as_staff()
        self._at_the_desk()
        self._strangers()
        self._mark_everything()

    def _comments(self) -> None:
        self.comment = making.comment(self.article, author=self.person, body=f"{MARK}902 is what I think")
        self.reply = making.comment(self.article, parent=self.comment, body="I disagree")
        self.removed = making.comment(self.article, author=self.person, body=f"{MARK}903")
        self.held = making.comment(self.article, author=self.person, body=f"{MARK}904", measure=Measure.HOLD)
        ledger.record(
            comment=self.comment, measure=Measure.PUBLISH, now=NOW, text=ledger.Text(f"{MARK}905", f"<p>{MARK}905</p>")
        )
        Finding.objects.create(comment=self.comment, version=1, rule="capitals", action="flag", detail="d")
        case = Case.objects.create(opened_at=NOW)
        CaseComment.objects.create(case=case, comment=self.held, version=1)
        Report.objects.create(
            comment=self.reply, reporter=self.person, kind=ReportKind.GROUND, ground=making.ground(5),
            text="t", name="n", email="e@example.org", received_at=NOW,
        )  # fmt: skip
        ImportedAuthor.objects.create(person=self.person, source="elsewhere", digest="0" * 64)
        ImportedComment.objects.create(comment=self.comment, source="elsewhere", old_id="7")
        appreciations.give(comment=self.reply, person=self.person, now=NOW)
        mutes.mute(muted=self.reply.author, person=self.person, now=NOW)
        mutes.mute(muted=self.person, person=self.reply.author, now=NOW)
        Choice.objects.create(comment=self.comment, version=2, why=f"{MARK}906", made_by=self.moderator, made_at=NOW)
        self.planted.add("moderation.Choice.why")
        words = f"{MARK}931"
        Badge.objects.create(person=self.person, kind="expert", words=words, given_by=self.moderator, given_at=NOW)
        User.objects.filter(pk=self.person.pk).update(badges=f"expert * {words}")
        self.planted |= {"moderation.Badge.words", "accounts.User.badges"}
        SavedFilter.objects.create(
            owner=self.person, name=f"{MARK}907", query=f"{MARK}908", words=f"{MARK}909", made_at=NOW
        )
        SavedFilter.objects.create(owner=self.moderator, name="n", words=self.person.public_id, made_at=NOW)
        self.planted |= {"moderation.SavedFilter.name", "moderation.SavedFilter.query", "moderation.SavedFilter.words"}
        Report.objects.create(
            comment=self.comment,
            reporter=self.moderator,
            kind=ReportKind.GROUND,
            ground=making.ground(5),
            received_at=NOW,
        )

    def _due_process(self) -> None:
        clause = Clause.objects.filter(version=self.rules).first()
        self.statement = StatementOfReasons.objects.create(
            person=self.person, language="en", clause=clause, measure=Measure.BLOCK, scope="s", facts="f", why="w",
            law="l", source="own", content_at=NOW, issued_at=NOW,
        )  # fmt: skip
        hearing = Hearing.objects.create(
            person=self.person, opened_by=self.moderator, comment=self.removed, language="en", clause=clause,
            case=Case.objects.create(kind=CaseKind.HEARING, opened_at=NOW), facts=f"{MARK}940", why=f"{MARK}941",
            law=f"{MARK}942", milder_measure_note=f"{MARK}943", reply=f"{MARK}944", channel=Channel.FORM,
            conduct_at=NOW, opened_at=NOW, replied_at=NOW, ends_at=NOW + timedelta(days=7),
        )  # fmt: skip
        harassment = Harassment.objects.create(
            case=Case.objects.create(kind=CaseKind.HARASSMENT, opened_at=NOW), target=self.moderator,
            person=self.person, opened_at=NOW,
        )  # fmt: skip
        HarassmentPiece.objects.create(
            harassment=harassment, words="w", added_by=self.moderator, added_at=NOW, comment=self.comment
        )
        Misuse.objects.create(
            person=self.person, step="warning", language="en", facts=f"{MARK}946", gravity=f"{MARK}947",
            intention=f"{MARK}948", unfounded=3, of_all=4, made_by=self.moderator, made_at=NOW,
        )  # fmt: skip
        self.planted |= {f"moderation.Misuse.{column}" for column in ("facts", "gravity", "intention")}
        decision = Decision.objects.create(
            measure=Measure.BLOCK, subject=self.person, ground=making.ground(5), rules_version=self.rules,
            decided_by=self.moderator, statement=self.statement, made_at=NOW,
        )  # fmt: skip
        self.sanction = Sanction.objects.create(
            subject=self.person, kind=SanctionKind.BLOCK, ordinal=1, imposed_at=NOW, imposed_by_decision=decision,
            milder_measure_note="m", mode="hearing", hearing=hearing, urgency=f"{MARK}945",
        )  # fmt: skip
        self.planted |= {"moderation.Hearing.facts", "moderation.Hearing.why", "moderation.Sanction.urgency"}
        User.objects.filter(pk=self.person.pk).update(blocked_at=NOW)
        self.letter = Appeal.objects.create(
            kind=AppealKind.REVIEW, channel=Channel.FORM, person=self.person, sanction=self.sanction,
            contested=decision, subject="s", user_id="u", explanation="e", sender="x@example.org", message_id="m",
            received_at=NOW, sole_moderator_note="n", answer="a",
        )  # fmt: skip
        Scan.objects.create(letter=self.letter, kind="pdf", data=b"%PDF", size=4, added_by=self.moderator, added_at=NOW)
        Note.objects.create(about=self.person, text="n", made_by=self.moderator, made_at=NOW)
        ledger.record(
            comment=self.removed, measure=Measure.REMOVE, now=NOW, decided_by=self.moderator, ground=making.ground(5),
            rules_version=self.rules, omission="order",
        )  # fmt: skip
        self._compared()

    def _compared(self) -> None:
        sampled = sampling.drawn(self.removed.decisions.latest("pk"))
        SecondJudgement.objects.create(
            sampled=sampled, verdict="publish", note=f"{MARK}949", made_by=making.person(), made_at=NOW
        )
        self.planted.add("moderation.SecondJudgement.note")
        said = {"language": "en", "text": "t", "why": "w", "made_by": self.moderator, "made_at": NOW}
        RuleExample.objects.create(ground=making.ground(5), comment=self.removed, **said)

    def _strangers(self) -> None:
        """Rows that no key ties to the person: they spell the address or the name."""
        outbox.enqueue(channel="mail", key="two", payload={"to": ADDRESS.upper(), "text": f"{MARK}920"}, now=NOW)
        unfinished = Appeal.objects.create(
            kind=AppealKind.RESTORATION, state=AppealState.INCOMPLETE, channel=Channel.EMAIL, sender=ADDRESS,
            subject=f"{MARK}921", explanation=f"{MARK}922", received_at=NOW,
        )  # fmt: skip
        Scan.objects.create(letter=unfinished, kind="pdf", data=b"%PDF", size=4, added_by=self.moderator, added_at=NOW)
        Report.objects.create(
            comment=self.reply, kind=ReportKind.ILLEGAL, text=f"{MARK}923", name=f"{MARK}924", email=ADDRESS,
            is_in_good_faith=True, received_at=NOW,
        )  # fmt: skip
        Mistake.objects.create(comment=self.reply, text=f"{MARK}926", email=ADDRESS, received_at=NOW)
        LogEntry.objects.create(
            user=self.moderator, content_type=ContentType.objects.get_for_model(User), object_id=str(self.person.pk),
            object_repr=NAME, change_message=f"{MARK}925", action_flag=CHANGE,
        )  # fmt: skip
        LogEntry.objects.create(
            user=self.moderator, content_type=ContentType.objects.get_for_model(EmailAddress), object_id="1",
            object_repr=f"{ADDRESS} (x)", action_flag=CHANGE,
        )  # fmt: skip

    def _mark_everything(self) -> None:
        """Put a marker of its own into every text column that is declared to say something about the person."""
        numbers = count(1)
        for entry in registry().personal:
            is_somebody_elses = not (entry.is_deleted or entry.redacted or entry.kept)
            if entry.found_by or is_somebody_elses or entry.activity.code in ("publishing", "desk", "staff"):
                continue
            for column in marked_columns(entry):
                field = entry.model_class._meta.get_field(column)
                is_planted = f"{entry.model}.{column}" in self.planted
                if is_planted or issubclass(entry.model_class, AppendOnly) or field.unique:
                    continue
                marker = f"{MARK}{next(numbers):03}"
                value = {"note": marker} if isinstance(field, JSONField) else marker
                keys = list(entry.rows(self.person).values_list("pk", flat=True))
                touched = entry.model_class._default_manager.filter(pk__in=keys).update(**{column: value})
                assert touched, f"The leaver has no {entry.model}."
                self.planted.add(f"{entry.model}.{column}")


def marked_columns(entry) -> list[str]:
    """List the declared text columns that can hold words, apart from those of other people."""
    named = {*(path for path in entry.exported if "__" not in path), *entry.withheld, *entry.redacted, *entry.kept}
    fields = [entry.model_class._meta.get_field(name) for name in sorted(named - set(entry.impersonal))]
    texts = [f for f in fields if isinstance(f, CharField | TextField | JSONField) and not f.choices]
    return [f.name for f in texts if f.name not in ("language", "card", "file", "receipt", "digest")]

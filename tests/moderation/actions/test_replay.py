"""The ledger tells the truth whatever people do in whatever order: a state machine over one thread."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from accounts.models import User
from moderation import cards, lifecycle
from moderation.actions import comments, decisions, facts, judging, leaving, ledger, policies, reports, threads
from moderation.actions.questions import NotTheirTurn
from moderation.asking import Session
from moderation.enums import Measure, Status
from moderation.models import CaseComment, Comment, Decision, Thread
from tests.moderation import asking, making
from tests.moderation.making import NOW

PICK = st.integers(min_value=0, max_value=50)
WORDS = st.sampled_from(["bridge", "ferry", "harbour", "council", "market", "river", "school", "tram"])
REFUSED = (
    lifecycle.IllegalTransition,
    ledger.StaleComment,
    comments.EditWindowClosed,
    judging.Reconsider,
    facts.NoSuchPlace,
    reports.NothingToReport,
    reports.AlreadyReported,
    decisions.NothingRedacted,
    comments.NotAllowed,
    NotTheirTurn,
)


class Discussing(RuleBasedStateMachine):
    """Readers and moderators at work under one article."""

    #: Whether the third of the readers is an expert whom the others ask.
    asks = False

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        making.rules()
        self.article = making.article()
        self.readers = [making.member() for _ in range(3)]
        if self.asks:
            ends = NOW + timedelta(days=90)
            session = Session(NOW, ends, ends, readers_reply=True)
            threads.ask(article=self.article, session=session, by=asking.chief(), now=NOW)
            self.readers[2] = asking.expert(self.article)
        self.moderator = making.moderator()
        self.minute = 0
        self.said = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def now(self):
        self.minute += 1
        return NOW + timedelta(minutes=30 * self.minute)

    def chosen(self, pick: int) -> Comment:
        keys = list(Comment.objects.order_by("pk").values_list("pk", flat=True))
        return Comment.objects.with_context().get(pk=keys[pick % len(keys)])

    def attempt(self, act, **arguments) -> None:
        """What is refused leaves everything as it was; the invariants say so."""
        with suppress(REFUSED):
            act(**arguments)

    def body(self, word: str) -> str:
        self.said += 1
        return f"The {word} is what {self.said} of us talk about this evening, and gladly."

    @rule(reader=PICK, word=WORDS, loud=st.booleans())
    def write(self, reader, word, loud):
        body = self.body(word).upper() if loud else self.body(word)
        self._submit(self.readers[reader % 3], body, article=self.article.pk)

    @precondition(lambda self: self.said)
    @rule(reader=PICK, word=WORDS, pick=PICK)
    def answer(self, reader, word, pick):
        if Comment.objects.exists():
            self._submit(self.readers[reader % 3], self.body(word), parent=self.chosen(pick).pk)

    def _submit(self, author, body, **where):
        now = self.now()

        def act():
            place = facts.place(author=author, now=now, **where)
            comments.submit(author=author, place=place, submission=comments.Submission(body, is_final=True), now=now)

        self.attempt(act)

    @precondition(lambda _self: Comment.objects.exists())
    @rule(pick=PICK, word=WORDS, loud=st.booleans())
    def edit(self, pick, word, loud):
        comment = self.chosen(pick)
        body = self.body(word).upper() if loud else self.body(word)
        self.attempt(
            comments.edit,
            comment=comment,
            version=comment.version,
            submission=comments.Submission(body, is_final=True),
            now=comment.submitted_at + timedelta(minutes=5),
        )

    @precondition(lambda _self: Comment.objects.exists())
    @rule(pick=PICK)
    def withdraw(self, pick):
        self.attempt(comments.withdraw, comment=self.chosen(pick), now=self.now())

    @precondition(lambda _self: Comment.objects.exists())
    @rule(pick=PICK, reader=PICK)
    def report(self, pick, reader):
        complaint = reports.Complaint(ground=making.ground(5))
        self.attempt(
            reports.lodge,
            comment=self.chosen(pick),
            complaint=complaint,
            reporter=self.readers[reader % 3],
            now=self.now(),
        )

    @precondition(lambda _self: Comment.objects.exists())
    @rule(pick=PICK, measure=st.sampled_from(["publish", "remove", "redact", "restore"]))
    def decide(self, pick, measure):
        comment = self.chosen(pick)
        arguments = {
            "comment": comment,
            "version": comment.version,
            "moderator": self.moderator,
            "now": self.now(),
        }
        if measure in ("remove", "redact"):
            arguments["reasons"] = making.reasons()
        if measure == "redact":
            arguments["body"] = f"{comment.body} […]"
        self.attempt(getattr(decisions, measure), **arguments)

    @invariant()
    def status_is_the_replay_of_the_decisions(self):
        measures: dict[int, list[Measure]] = {}
        for comment, measure in Decision.objects.order_by("pk").values_list("comment", "measure"):
            measures.setdefault(comment, []).append(Measure(measure))
        for comment in Comment.objects.all():
            assert Status(comment.status) == lifecycle.replay(measures.get(comment.pk, []))

    @invariant()
    def counts_equal_a_recount(self):
        thread = Thread.objects.get(article=self.article)
        assert thread.published_count == Comment.objects.readable().count()
        assert thread.last_number == Comment.objects.count()
        replies, answers = (
            Counter(found.values_list("parent", flat=True))
            for found in (Comment.objects.readable(), Comment.objects.answers())
        )
        for comment in Comment.objects.all():
            assert (comment.reply_count, comment.answer_count) == (replies[comment.pk], answers[comment.pk])
        assert thread.unanswered_count == Comment.objects.questions(answered=False).count()
        assert thread.answered_count == Comment.objects.questions(answered=True).count()

    @invariant()
    def cards_show_what_may_be_read(self):
        for comment in Comment.objects.with_context():
            assert comment.card == cards.render(comment)
            assert (comment.body in comment.card) == comment.is_readable

    @invariant()
    def what_is_held_waits_in_the_queue(self):
        waiting = CaseComment.objects.filter(is_open=True, case__closed_at__isnull=True)
        items = Counter(waiting.values_list("comment", flat=True))
        for comment in Comment.objects.filter(status=Status.HELD):
            assert items[comment.pk] == 1


class Asking(Discussing):
    """The same where readers ask an expert, whose account goes away and comes back (C56)."""

    asks = True

    @rule(reader=PICK)
    def leave_and_come_back(self, reader):
        person = User.objects.get(pk=self.readers[reader % 3].pk)
        moment = None if person.closing_at else NOW
        User.objects.filter(pk=person.pk).update(closing_at=moment)
        person.closing_at = self.readers[reader % 3].closing_at = moment
        (leaving.hide if moment else leaving.show)(person=person, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(("people", "examples"), [(Discussing, 8), (Asking, 5)])
def test_the_ledger_tells_the_truth_whatever_people_do(people, examples):
    cache.clear()
    policies.settings.cache_clear()
    chosen = settings(
        max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=[*HealthCheck]
    )
    run_state_machine_as_test(people, settings=chosen)

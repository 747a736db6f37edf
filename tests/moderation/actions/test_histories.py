"""Whatever is done to accounts in whatever order, nothing is half done: sanctions, letters, leaving, traces (QR7)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import Closure, User
from accounts.privacy import traces
from moderation.actions import appeals, policies, sanctions
from moderation.enums import AppealKind, AppealOutcome, Measure, SanctionKind, SanctionState
from moderation.models import Appeal, Decision, Sanction
from tests.faults import truth
from tests.moderation import making
from tests.moderation.making import NOW

PICK = st.integers(min_value=0, max_value=50)
REFUSED = (
    sanctions.NotAllowed,
    sanctions.AlreadySanctioned,
    sanctions.OldConduct,
    sanctions.FinalSanction,
    sanctions.NotInForce,
    appeals.NothingToContest,
    appeals.WindowClosed,
    appeals.AlreadyOpen,
    appeals.NotYours,
    appeals.WrongOutcome,
    appeals.AlreadyDecided,
    closing.NothingToCancel,
)


class Living(RuleBasedStateMachine):
    """Three readers, whom three moderators sanction and answer, and who leave when they like."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        making.rules()
        article = making.article()
        self.readers = [making.member() for _ in range(3)]
        self.emails = {reader.pk: reader.email for reader in self.readers}
        for reader in self.readers:
            making.comment(article, author=reader)
        self.moderators = [making.moderator() for _ in range(3)]
        self.now = NOW

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def later(self):
        self.now += timedelta(hours=1)
        return self.now

    def reader(self, pick: int) -> User:
        return User.objects.get(pk=self.readers[pick % 3].pk)

    def attempt(self, act, **arguments) -> None:
        """What is refused leaves everything as it was; the invariants say so."""
        with suppress(REFUSED), transaction.atomic():
            act(**arguments)

    @rule(pick=PICK, by=PICK, kind=st.sampled_from(SanctionKind))
    def sanction(self, pick, by, kind):
        now = self.later()
        self.attempt(making.block, subject=self.reader(pick), by=self.moderators[by % 3], now=now, kind=kind)

    @precondition(lambda _self: Sanction.objects.exists())
    @rule(pick=PICK, kind=st.sampled_from([AppealKind.RESTORATION, AppealKind.REVIEW]))
    def write(self, pick, kind):
        chosen = list(Sanction.objects.order_by("pk"))
        about = chosen[pick % len(chosen)]
        self.attempt(
            appeals.lodge,
            kind=kind,
            person=about.subject,
            contested=about.imposed_by_decision,
            subject="Letter",
            explanation="It was not me.",
            now=self.later(),
        )

    @precondition(lambda _self: Appeal.objects.open().exists())
    @rule(
        pick=PICK,
        by=PICK,
        outcome=st.sampled_from([AppealOutcome.LIFTED, AppealOutcome.ANNULLED, AppealOutcome.UPHELD]),
    )
    def answer(self, pick, by, outcome):
        waiting = list(Appeal.objects.open().select_related("sanction", "case", "person", "contested").order_by("pk"))
        self.attempt(
            appeals.decide,
            appeal=waiting[pick % len(waiting)],
            moderator=self.moderators[by % 3],
            outcome=outcome,
            answer="So be it.",
            now=self.later(),
        )

    @rule(pick=PICK)
    def leave(self, pick):
        person = self.reader(pick)
        if person.erased_at is None:
            self.attempt(closing.request, person=person, texts=TextsAtErasure.ERASE, now=self.later())

    @precondition(lambda _self: Closure.objects.exists())
    @rule(pick=PICK)
    def stay(self, pick):
        asked = list(Closure.objects.select_related("person").order_by("pk"))
        self.attempt(closing.cancel, closure=asked[pick % len(asked)], now=self.later())

    @rule(pick=PICK)
    def leave_at_once(self, pick):
        person = self.reader(pick)
        if person.erased_at is None:
            self.attempt(closing.erase_now, person=person, texts=TextsAtErasure.ERASE, now=self.later())

    @rule(days=st.sampled_from([1, 15, 220]))
    def wait(self, days):
        self.now += timedelta(days=days)
        closing.erase_due(now=self.now)
        closing.erase_late(now=self.now)

    @invariant()
    def nothing_is_half_done(self):
        assert truth.breaches() == []

    @invariant()
    def sanctions_are_counted_one_after_the_other(self):
        for reader in self.readers:
            counted = list(Sanction.objects.against(reader).counted())
            assert [one.ordinal for one in counted] == list(range(1, len(counted) + 1))

    @invariant()
    def a_second_sanction_is_never_lifted(self):
        assert not Sanction.objects.filter(ordinal__gte=Sanction.FINAL, state=SanctionState.LIFTED).exists()
        lifted = Decision.objects.filter(measure=Measure.LIFT).count()
        assert Sanction.objects.filter(ended_by_decision__measure=Measure.LIFT).count() <= lifted

    @invariant()
    def who_left_is_remembered_by_what_counts(self):
        for reader in User.objects.filter(pk__in=self.emails, erased_at__isnull=False):
            counted = list(Sanction.objects.against(reader).counted())
            remembered = traces.find(email=self.emails[reader.pk], now=reader.erased_at)
            assert (remembered.ordinal if remembered else 0) == (counted[-1].ordinal if counted else 0)


@pytest.mark.django_db
def test_nothing_is_half_done_whatever_happens_to_accounts():
    cache.clear()
    policies.settings.cache_clear()
    chosen = settings(max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=[*HealthCheck])
    run_state_machine_as_test(Living, settings=chosen)

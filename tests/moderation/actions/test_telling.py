"""Webhooks: who is told of what, signed, once, and without a person in it; tried against a real server (C72)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.setting_log import Log
from accounts.enums import Setting
from accounts.models import OutboxItem, SettingChange
from accounts.outbox import delivery
from articles.models import Article
from moderation.actions import appeals, decisions, telling, webhooks
from moderation.enums import AppealKind, AppealOutcome, Measure
from moderation.models import Comment, ImportedComment, WebhookTarget
from moderation.webhooks import Event
from tests.moderation import making, sink

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def program():
    with sink.running() as server:
        yield server


@pytest.fixture
def chief():
    return making.person("Chief", is_staff=True, is_superuser=True)


@pytest.fixture
def log(chief):
    return Log(chief, timezone.now())


@pytest.fixture
def article():
    making.rules()
    return making.article()


@pytest.fixture
def target(program, log, article):
    made = WebhookTarget(name="Archive", address=program.address, events=Event.values)
    webhooks.make(target=made, log=log)
    return made


def work(at=None) -> str:
    said = telling.gather(now=at or timezone.now())
    while item := delivery.claim(now=timezone.now()):
        delivery.deliver(item, now=timezone.now())
    return said


def types(program) -> list[str]:
    return [got.said["type"] for got in program.got]


def test_a_comment_is_told_with_keys_and_addresses_and_nothing_of_its_author(program, target, article, settings):
    comment = making.comment(
        article, author=making.person("Ada Lovelace"), now=timezone.now(), body="Nobody may read it."
    )
    work()
    (got,) = program.got
    assert got.said | {"timestamp": ""} == {
        "type": "comment.published",
        "timestamp": "",
        "data": {
            "comment": comment.pk,
            "version": 1,
            "article": article.pk,
            "ground": None,
            "address": f"{settings.SITE_URL}/en/comments/{comment.pk}/",
            "api": f"{settings.SITE_URL}/api/1/comments/{comment.pk}",
        },
    }
    assert got.is_signed_with(target.secret)
    assert got.headers["content-type"] == "application/json"
    assert abs(int(got.headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    assert not any(word in got.body.decode() for word in ("Ada", "Nobody"))
    target.refresh_from_db()
    assert target.answered_at is not None


def test_every_decision_about_a_comment_is_told(program, target, article):
    moderator, now = making.moderator(), timezone.now()
    comment = making.comment(article, measure=Measure.HOLD, now=now)
    decisions.publish(comment=comment, version=1, moderator=moderator, now=now)
    comment = Comment.objects.with_context().get(pk=comment.pk)
    decisions.remove(comment=comment, version=1, moderator=moderator, reasons=making.reasons(5), now=now)
    comment = Comment.objects.with_context().get(pk=comment.pk)
    decisions.restore(comment=comment, version=1, moderator=moderator, now=now)
    work()
    assert sorted(types(program)) == [
        "comment.held", "comment.published", "comment.removed", "comment.restored", *["decision.made"] * 3,
    ]  # fmt: skip
    (removed,) = (got.said["data"] for got in program.got if got.said["type"] == "comment.removed")
    assert removed["ground"] == 5
    made = [got.said["data"]["measure"] for got in program.got if got.said["type"] == "decision.made"]
    assert sorted(made) == ["publish", "remove", "restore"]


def test_letters_are_told_without_the_reference_that_opens_them(program, target, article):
    now, comment = timezone.now(), making.comment(article)
    decision = decisions.remove(
        comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(5), now=now
    )
    letter = appeals.lodge(
        kind=AppealKind.COMPLAINT, person=comment.author, contested=decision, subject="Why",
        explanation="It was a joke.", now=now,
    )  # fmt: skip
    appeals.decide(
        appeal=letter, moderator=making.moderator(), outcome=AppealOutcome.UPHELD, answer="It stays.", now=now
    )
    WebhookTarget.objects.update(events=["letter.received", "letter.decided"])
    work()
    received, decided = (got.said for got in program.got)
    assert (received["type"], received["data"]["letter"]) == ("letter.received", letter.pk)
    assert (decided["type"], decided["data"]["outcome"]) == ("letter.decided", "upheld")
    assert not any(letter.reference in got.body.decode() or "joke" in got.body.decode() for got in program.got)


def test_an_article_is_told_at_its_minute(program, target, article):
    WebhookTarget.objects.update(begins_at=timezone.now() - timedelta(hours=1))
    minute = timezone.now() - 5 * MINUTE
    Article.objects.filter(pk=article.pk).update(published_at=minute)
    work(minute - MINUTE)
    assert program.got == []
    work(minute)
    work()
    assert types(program) == ["article.published"]
    assert program.got[0].said["data"]["address"].endswith(article.get_absolute_url())


def test_it_is_told_once_however_often_and_by_however_many_it_is_looked_for(program, target, article):
    making.comment(article, now=timezone.now())
    assert work() == "1 messages for 1 webhooks"
    WebhookTarget.objects.update(told_until=target.told_until, last_decision=target.last_decision)
    assert work() == "0 messages for 1 webhooks"
    assert len(program.got) == 1


def test_what_was_committed_late_is_found(program, target, article):
    now = timezone.now() - MINUTE
    first = making.comment(article, now=now)
    work(now)
    late = making.comment(article, now=now - MINUTE / 2)
    work(now + MINUTE / 2)
    assert [got.said["data"]["comment"] for got in program.got] == [first.pk, late.pk]
    telling.gather(now=now + 5 * MINUTE)
    target.refresh_from_db()
    assert target.last_decision == late.decisions.get().pk


def test_what_happened_before_and_what_nobody_wants_is_not_told(program, article, log):
    making.comment(article, now=timezone.now())
    made = WebhookTarget(name="Archive", address=program.address, events=["comment.removed"])
    webhooks.make(target=made, log=log)
    making.comment(article, now=timezone.now())
    work()
    assert program.got == []


def test_what_was_imported_is_not_told(program, target, article):
    comment = making.comment(article, now=timezone.now())
    ImportedComment.objects.create(comment=comment, source="coral", old_id="1")
    work()
    assert program.got == []


def test_both_secrets_sign_for_a_day(program, target, article, log):
    former = target.secret
    webhooks.rotate(target=target, log=log)
    making.comment(article, now=timezone.now())
    work()
    (got,) = program.got
    assert got.is_signed_with(former)
    assert got.is_signed_with(target.secret)
    assert former != target.secret
    assert target.secrets(log.now + timedelta(days=2)) == target.secrets(log.now)[:1]


def test_the_secret_is_in_no_table(target):
    row = str(WebhookTarget.objects.values_list().get())
    assert target.secret.removeprefix("whsec_") not in row


@pytest.mark.parametrize(
    ("status", "said"), [(500, "It answers 500."), (404, "It answers 404."), (302, "leads elsewhere")]
)
def test_what_fails_is_tried_again_with_the_same_name(program, target, article, status, said):
    program.answers = [(status, {"Location": "http://127.0.0.1/"} if status == 302 else {})]
    making.comment(article, now=timezone.now())
    work()
    item = OutboxItem.objects.get(channel="webhook")
    assert (item.delivered_at, item.attempts) == (None, 1)
    assert said in item.last_error
    target.refresh_from_db()
    assert target.failing_since is not None
    delivery.retry([item], now=timezone.now())
    work()
    assert OutboxItem.objects.get(channel="webhook").delivered_at is not None
    first, second = program.got
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    target.refresh_from_db()
    assert (target.failing_since, target.last_error) == (None, "")


def test_a_busy_one_is_left_alone_as_long_as_it_asks(program, target, article):
    program.answers = [(429, {"Retry-After": "600"})]
    making.comment(article, now=timezone.now())
    work()
    item = OutboxItem.objects.get(channel="webhook")
    assert item.not_before - timezone.now() > timedelta(minutes=9)


def test_one_that_fails_for_days_is_paused_and_the_administrators_are_told(program, target, article, chief, log):
    program.answers = [(500, {})]
    WebhookTarget.objects.update(failing_since=timezone.now() - timedelta(days=4))
    making.comment(article, now=timezone.now())
    work()
    target.refresh_from_db()
    assert target.paused_at is not None
    letter = OutboxItem.objects.get(channel="mail")
    assert (letter.person, letter.key.split(":")[0]) == (chief, "webhook-paused")
    making.comment(article, now=timezone.now())
    assert work() == "0 messages for 0 webhooks"
    webhooks.go_on(target=target, log=log)
    assert work() == "0 messages for 1 webhooks"
    making.comment(article, now=timezone.now())
    work()
    assert len(program.got) == 2


def test_one_that_is_gone_is_paused_at_once(program, target, article):
    program.answers = [(410, {})]
    making.comment(article, now=timezone.now())
    work()
    target.refresh_from_db()
    assert target.paused_at is not None
    assert OutboxItem.objects.get(channel="webhook").given_up_at is not None


def test_nothing_private_is_asked(target, article, settings):
    settings.OUTGOING_LOOPBACK = False
    making.comment(article, now=timezone.now())
    work()
    assert "may not be asked" in OutboxItem.objects.get(channel="webhook").last_error


def test_what_waits_for_one_that_is_removed_is_not_sent(program, target, article, log):
    making.comment(article, now=timezone.now())
    telling.gather(now=timezone.now())
    webhooks.remove(target=target, log=log)
    work()
    assert program.got == []


def test_only_administrators_make_them_and_it_is_logged(target, article, chief):
    with pytest.raises(webhooks.NotAllowed):
        webhooks.make(
            target=WebhookTarget(name="x", address="https://x.example"), log=Log(making.moderator(), making.NOW)
        )
    change = SettingChange.objects.get(what=Setting.WEBHOOK)
    assert (change.subject, change.made_by, change.after["address"]) == ("Archive", chief, target.address)
    assert target.secret not in str(change.after)

"""Asking for the digest, confirming, changing and ending it (A32, V23, V25)."""

from datetime import timedelta

import pytest
from django.core import mail as letters
from django.db import DatabaseError, transaction
from django.db.models import QuerySet

from accounts.actions import closing, consents
from accounts.enums import Surface
from accounts.models import ConsentEvent, OutboxItem, Purpose, PurposeText
from accounts.outbox import mail
from accounts.privacy import erasure, export, retention
from articles.actions import agreements, subscriptions
from articles.actions.agreements import NotOffered, TooMany
from articles.actions.subscriptions import MOST_A_DAY
from articles.enums import Cadence
from articles.models import Subscription, SubscriptionEvent
from articles.subscribing import links
from tests.accounts import making as accounts
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.subscribing import READER, paper, subscriber, waiting, wish, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _paper():
    paper()


@pytest.fixture
def member():
    return accounts.member(email="member@example.org")


def acts():
    return list(SubscriptionEvent.objects.order_by("pk").values_list("act", flat=True))


def switch(person, *, is_given):
    purpose = Purpose.objects.get(code="newsletter")
    consents.choose(person=person, purpose=purpose, is_given=is_given, language="en", surface=Surface.SETTINGS, now=NOW)


def is_on(person):
    return next(one.is_given for one in consents.choices(person, "en") if one.purpose.code == "newsletter")


def test_nothing_is_sent_but_one_question_before_the_mailbox_confirms():
    subscriptions.ask(address="Reader@Example.org", wish=wish(), now=NOW)
    work()
    (letter,) = letters.outbox
    subscription = Subscription.objects.get()
    assert (letter.to, subscription.address, subscription.confirmed_at) == ([READER], READER, None)
    assert links.page_url(subscription) in letter.body
    assert acts() == []
    assert not Subscription.objects.written_to().exists()


def test_what_is_agreed_to_is_written_down_without_address_or_program():
    news = making.section("sport")
    subscriber(wanted=wish(Cadence.WEEKLY, news.pk))
    event = SubscriptionEvent.objects.get()
    text = PurposeText.objects.get(purpose="newsletter", language="en")
    assert (event.act, event.cadence, event.sections) == ("given", "weekly", "sport")
    assert event.wording_id == text.fingerprint
    names = {field.name for field in SubscriptionEvent._meta.fields}
    assert names == {
        "id", "receipt", "act", "edition", "cadence", "sections", "privacy_version", "wording", "age_met", "made_at",
    }  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(SubscriptionEvent).update(act="ended")


def test_ending_deletes_the_address_and_what_was_not_sent_and_can_be_said_twice():
    subscription = subscriber()
    mail.post(
        template="articles/mail/digest_known",
        to=READER,
        context={},
        key=f"digest:{subscription.receipt.hex}:1",
        now=NOW,
        channel="digest",
    )
    assert waiting() == [READER]
    subscriptions.end(subscription=subscription, now=NOW)
    subscriptions.end(subscription=subscription, now=NOW)
    assert waiting() == []
    assert not Subscription.objects.exists()
    assert acts() == ["given", "ended"]


def test_confirming_twice_and_changing_to_the_same_leave_one_record():
    subscription = subscriber()
    subscriptions.confirm(subscription=subscription, now=NOW)
    subscriptions.amend(subscription=subscription, wish=wish(), now=NOW)
    assert acts() == ["given"]
    subscriptions.amend(subscription=subscription, wish=wish(Cadence.WEEKLY), now=NOW)
    assert acts() == ["given", "changed"]


def test_a_form_changes_nothing_of_what_runs_and_its_letter_leads_to_the_page():
    subscriber()
    letters.outbox.clear()
    subscriptions.ask(address=READER, wish=wish(Cadence.WEEKLY), now=NOW)
    work()
    subscription = Subscription.objects.get()
    assert subscription.cadence == "daily"
    assert "gets it already" in letters.outbox[0].body
    assert links.page_url(subscription) in letters.outbox[0].body


def test_one_mailbox_is_asked_three_times_a_day_however_it_is_spelt():
    for spelling in ("reader@example.org", "reader+a@example.org", "READER@example.org", "reader+b@example.org"):
        subscriptions.ask(address=spelling, wish=wish(), now=NOW)
    work()
    assert len(letters.outbox) == MOST_A_DAY
    subscriptions.ask(address=READER, wish=wish(), now=NOW + timedelta(days=1))
    work(NOW + timedelta(days=1))
    assert len(letters.outbox) == MOST_A_DAY + 1


def test_so_many_in_an_hour_close_the_form_for_all(monkeypatch):
    monkeypatch.setattr(agreements, "MOST_AN_HOUR", 2)
    for number in range(3):  # the third is asked for before the worker has done the first two
        subscriptions.ask(address=f"stranger{number}@example.org", wish=wish(), now=NOW)
    work()
    assert len(letters.outbox) == 2
    with pytest.raises(TooMany):
        subscriptions.ask(address=READER, wish=wish(), now=NOW + timedelta(minutes=59))
    subscriptions.ask(address=READER, wish=wish(), now=NOW + timedelta(minutes=61))


def test_without_words_to_agree_to_nothing_is_offered():
    Purpose.objects.filter(code="newsletter").update(retired_at=NOW)
    with pytest.raises(NotOffered):
        subscriptions.ask(address=READER, wish=wish(), now=NOW)


def test_who_never_confirms_is_forgotten_after_seven_days():
    subscriptions.ask(address=READER, wish=wish(), now=NOW)
    work()
    subscriber("other@example.org")
    retention.run(now=NOW + timedelta(days=7))
    assert Subscription.objects.count() == 2
    retention.run(now=NOW + timedelta(days=7, seconds=1))
    assert Subscription.objects.get().address == "other@example.org"


def test_the_record_of_an_agreement_outlives_its_end_by_three_years():
    subscription = subscriber()
    end = NOW + timedelta(days=2000)
    subscriptions.amend(subscription=subscription, wish=wish(Cadence.WEEKLY), now=NOW)
    retention.run(now=end)
    assert acts() == ["changed"]  # what holds is kept as long as it holds
    subscriptions.end(subscription=subscription, now=end)
    retention.run(now=end + timedelta(days=3 * 365))
    assert acts() == ["changed", "ended"]
    retention.run(now=end + timedelta(days=3 * 365, seconds=1))
    assert acts() == []


def test_a_member_subscribes_at_once_and_the_settings_say_so(member):
    assert is_on(member) is False
    subscriptions.subscribe(person=member, wish=wish(), now=NOW)
    assert is_on(member) is True
    assert letters.outbox == []
    assert Subscription.objects.get().mailbox == "member@example.org"
    subscriptions.end(subscription=Subscription.objects.get(), now=NOW)
    assert is_on(member) is False


def test_the_switch_of_the_settings_subscribes_and_ends(member):
    switch(member, is_given=True)
    assert Subscription.objects.get().cadence == "weekly"
    switch(member, is_given=False)
    assert not Subscription.objects.exists()
    assert acts() == ["given", "ended"]
    assert ConsentEvent.objects.count() == 2


def test_switching_off_ends_what_the_mailbox_had_without_the_account_too():
    subscriber()
    member = accounts.member(email=READER)
    switch(member, is_given=True)
    assert Subscription.objects.get().person == member
    making.edition("de")
    subscriber(wanted=wish(edition="de"))
    switch(member, is_given=False)
    assert not Subscription.objects.exists()


def test_a_mailbox_that_confirms_and_is_a_members_is_the_members(member):
    confirmed = subscriber("member@example.org")
    assert (confirmed.person, confirmed.address) == (member, "")
    assert is_on(member) is True
    member.email = "new@example.org"
    member.save()
    confirmed.refresh_from_db()
    assert confirmed.mailbox == "new@example.org"


def test_who_is_erased_subscribes_no_longer_with_or_without_the_account(member):
    subscriptions.subscribe(person=member, wish=wish(), now=NOW)
    making.edition("de")
    Subscription.objects.create(
        edition_id="de", address="member@example.org", cadence="daily", asked_at=NOW, confirmed_at=NOW
    )
    erasure.erase(person=member, now=NOW)
    assert not Subscription.objects.exists()
    assert acts() == ["given", "ended", "ended"]


def test_a_members_copy_holds_the_subscription_and_what_was_agreed_to(member):
    subscriptions.subscribe(person=member, wish=wish(Cadence.DAILY, making.section().pk), now=NOW)
    parts = export.as_data(member, now=NOW)["parts"]
    assert parts["articles.Subscription:person"]["rows"][0]["cadence"] == "daily"
    assert parts["articles.Subscription_sections:subscription__person"]["rows"][0]["section__code"] == "news"
    assert parts["articles.SubscriptionEvent:matched"]["rows"][0]["act"] == "given"


def test_an_asked_for_address_does_not_outlive_its_letter():
    subscriptions.ask(address=READER, wish=wish(), now=NOW)
    work()
    assert not OutboxItem.objects.exclude(payload={}).exists()


def test_a_restored_backup_writes_to_nobody_who_had_ended_it():
    gone, stays = subscriber(), subscriber("other@example.org")
    subscriptions.end(subscription=gone, now=NOW)
    Subscription.objects.create(
        receipt=gone.receipt, edition_id="en", address=READER, cadence="daily", asked_at=NOW, confirmed_at=NOW
    )
    closing.replay(now=NOW)
    assert Subscription.objects.get() == stays

"""Who chose news by mail before there was any gets it from the upgrade on."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from accounts.actions import consents, shipped
from accounts.models import ConsentEvent, PurposeText
from articles.models import Subscription, SubscriptionEvent
from tests.accounts import making as accounts
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
migration = import_module("articles.migrations.0116_news_by_mail")


def chose(person, *, is_given):
    return ConsentEvent.objects.create(
        person=person, purpose_id="newsletter", is_given=is_given, wording=accounts.wording(), language="en",
        privacy_version_id=consents.policies.in_force("privacy", NOW).pk, surface="settings", made_at=NOW,
    )  # fmt: skip


def test_the_newest_choice_holds_and_keeps_its_proof():
    shipped.load(now=NOW)
    making.edition()
    making.edition("de")
    wants, no_longer, german = accounts.member(), accounts.member(), accounts.member(language="de")
    for person in (wants, no_longer, german):
        chose(person, is_given=True)
    chose(no_longer, is_given=False)
    state = MigrationLoader(connection).project_state([("articles", "0116_news_by_mail")])
    migration.keep_promise(state.apps, None)
    got = {one.person: (one.edition_id, one.cadence) for one in Subscription.objects.all()}
    assert got == {wants: ("en", "weekly"), german: ("de", "weekly")}
    assert set(SubscriptionEvent.objects.values_list("wording_id", flat=True)) == {"0" * 64}


def test_the_shipped_words_are_said_anew_and_the_publishers_own_stay():
    shipped.load(now=NOW)
    texts = PurposeText.objects.filter(purpose="newsletter")
    texts.filter(language="en").update(
        name="Newsletter",
        description="We send the edition's newsletter to your address. We do not offer it yet; your choice holds from "
        "the day we do.",
    )
    texts.filter(language="de").update(description="Jeden Freitag.")
    migration.say_anew(apps, None)
    assert texts.get(language="en").name == "News by mail"
    assert texts.get(language="de").description == "Jeden Freitag."

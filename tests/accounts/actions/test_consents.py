import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.actions import consents
from accounts.enums import Document, Surface
from accounts.models import ConsentEvent, Purpose, PurposeText
from tests.accounts import making
from tests.accounts.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def purpose():
    making.policy(Document.PRIVACY)
    made = Purpose.objects.create(code="newsletter")
    PurposeText.objects.create(purpose=made, language="en", name="Newsletter", description="By mail.")
    return made


def given(person):
    return [choice.is_given for choice in consents.choices(person, "en")]


def choose(person, purpose, is_given):
    return consents.choose(
        person=person, purpose=purpose, is_given=is_given, language="en", surface=Surface.SETTINGS, now=NOW
    )


def test_every_optional_purpose_is_off_for_a_fresh_account(purpose):
    assert given(making.member()) == [False]


def test_the_newest_choice_holds_and_all_are_kept(purpose):
    person = making.member()
    for is_given in (True, False, True):
        choose(person, purpose, is_given)
        assert given(person) == [is_given]
    assert consents.history(person).count() == 3


def test_choices_of_one_person_are_not_anothers(purpose):
    choose(making.member(), purpose, True)
    assert given(making.member()) == [False]


def test_a_choice_is_never_rewritten(purpose):
    event = choose(making.member(), purpose, True)
    with pytest.raises(IntegrityError), transaction.atomic():
        QuerySet(ConsentEvent).filter(pk=event.pk).update(is_given=False)


def test_the_page_switches_on_and_off_with_the_same_button(client, purpose):
    making.policy(Document.RULES)
    person = making.member()
    client.force_login(person)
    for value, now_on in (("yes", True), ("no", False)):
        client.post("/en/account/privacy/purposes/newsletter/", {"given": value})
        assert given(person) == [now_on]
    client.post("/en/account/privacy/purposes/newsletter/", {})
    assert given(person) == [False]


def test_a_choice_is_told_by_the_name_of_its_purpose_in_the_readers_language(client, purpose):
    PurposeText.objects.create(purpose=purpose, language="fr", name="Lettre", description="Par courriel.")
    person = making.member()
    choose(person, purpose, is_given=True)
    assert [made.name for made in consents.told(person, "fr", 50)] == ["Lettre"]
    client.force_login(person)
    page = client.get("/fr/account/privacy/").content.decode()
    assert "Lettre" in page.split("<details>")[1].split("</details>")[0]

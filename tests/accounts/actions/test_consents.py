import hashlib
import re

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.actions import consents
from accounts.enums import Document, Surface
from accounts.models import ConsentEvent, ConsentWording, Purpose, PurposeText
from accounts.privacy import export
from tests.accounts import making
from tests.accounts.making import NOW, OF_AGE

pytestmark = pytest.mark.django_db

#: How a page names the words that it shows.
WORDS = re.compile(r'name="words" value="(\w{64})"')


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
        client.post("/en/account/privacy/purposes/newsletter/", {"given": value} | OF_AGE)
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


def test_the_words_that_were_shown_are_kept_when_the_purpose_says_something_else(client, purpose):
    person = making.member()
    choose(person, purpose, is_given=True)
    PurposeText.objects.update(name="Letters", description="By mail, at night.")
    choose(person, purpose, is_given=False)
    shown = [event.wording for event in consents.history(person)]
    assert [(one.language, one.name, one.description) for one in shown] == [
        ("en", "Letters", "By mail, at night."),
        ("en", "Newsletter", "By mail."),
    ]
    assert shown[1].sha256 == hashlib.sha256(b"Newsletter\nBy mail.").hexdigest()
    client.force_login(person)
    history = client.get("/en/account/privacy/").content.decode().split("What you chose, and when")[1]
    assert "By mail, at night." in history
    assert "By mail.</p>" in history
    rows = next(part.records() for part in export.dossier(person) if part.code == "accounts.ConsentEvent:person")
    assert [row["wording__description"] for row in rows] == ["By mail, at night.", "By mail."]


def test_the_same_words_are_kept_once_and_never_change_or_go(purpose):
    kept = {choose(making.member(), purpose, is_given=True).wording for _ in range(2)}
    assert kept == set(ConsentWording.objects.all())
    for change in (lambda rows: rows.update(name="Other"), lambda rows: rows._raw_delete(rows.db)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change(QuerySet(ConsentWording).all())


def test_staff_see_on_which_words_somebody_chose(client, purpose):
    making.policy(Document.RULES)
    choose(making.member(), purpose, is_given=True)
    PurposeText.objects.update(name="Letters")
    client.force_login(making.member(is_staff=True, is_superuser=True))
    assert "Newsletter" in client.get("/admin/accounts/consentevent/").content.decode()
    assert "By mail." in client.get("/admin/accounts/consentwording/").content.decode()


def test_words_that_changed_since_the_page_was_opened_switch_nothing_on_and_anything_off(client, purpose):
    making.policy(Document.RULES)
    person, address = making.member(), "/en/account/privacy/purposes/newsletter/"
    client.force_login(person)
    words = WORDS.search(client.get("/en/account/privacy/").content.decode())[1]
    PurposeText.objects.update(description="Quite another purpose.")
    said = client.post(address, {"given": "yes", "words": words}, follow=True).content.decode()
    assert "The words have changed" in said
    assert "Quite another purpose." in said
    assert not consents.history(person).exists()
    client.post(address, {"given": "yes", "words": WORDS.search(said)[1]} | OF_AGE)
    client.post(address, {"given": "no", "words": words})
    assert [event.is_given for event in consents.history(person)] == [False, True]

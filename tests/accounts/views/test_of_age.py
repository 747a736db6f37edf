"""Before a member consents: asked once how old they are, compared, forgotten; a refusal holds (P07, V52)."""

import re

import pytest
import time_machine
from django import forms
from django.test import Client
from django.utils import translation

from accounts import drafts
from accounts.actions import consents, shipped
from accounts.enums import Document, Surface
from accounts.forms.age import AgeForm, UnderAge
from accounts.models import ConsentEvent, Purpose
from accounts.privacy import export
from tests.accounts import making
from tests.accounts.making import NOW, OF_AGE
from tests.journeys.test_erasure import places

pytestmark = pytest.mark.django_db
PRIVACY, NEWSLETTER, PUSH = (
    "/en/account/privacy/",
    "/en/account/privacy/purposes/newsletter/",
    "/en/account/privacy/purposes/push-news/",
)
#: Sixteen today, and one day too young for Germany.
SIXTEEN, YOUNGER = "2010-03-02", "2010-03-03"
ON = {"given": "yes"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def member(client):
    shipped.load(now=NOW)
    making.policy(Document.RULES)
    made = making.member()
    client.force_login(made)
    return made


def given(person) -> set[str]:
    return {choice.purpose.code for choice in consents.choices(person, "en") if choice.is_given}


def test_a_member_is_asked_once_for_all_purposes(client, member):
    answer = client.post(NEWSLETTER, ON)
    assert (answer.status_code, answer.url) == (302, NEWSLETTER)  # no browser keeps a form that it could send again
    page = client.get(NEWSLETTER).content.decode()
    assert "News by mail" in page
    assert given(member) == set()
    assert client.post(NEWSLETTER, ON | {"birth_date": SIXTEEN, "country": "DE"}).url == PRIVACY
    assert client.post(PUSH, ON).url == PRIVACY
    assert given(member) == {"newsletter", "push-news"}
    assert set(ConsentEvent.objects.values_list("age_met", flat=True)) == {16}
    assert client.get(PUSH).url == PRIVACY  # nothing is left to ask


def test_switching_off_never_asks_and_states_no_age(client, member):
    client.post(NEWSLETTER, ON | OF_AGE)
    client.post(NEWSLETTER, {"given": "no"})
    assert given(member) == set()
    assert ConsentEvent.objects.latest("pk").age_met is None
    assert client.post(NEWSLETTER, ON).url == PRIVACY  # asked once, for good


def test_who_is_too_young_gets_no_optional_purpose_and_another_date_does_not_help(client, member):
    assert client.post(NEWSLETTER, ON | {"birth_date": YOUNGER, "country": "DE"}).url == NEWSLETTER
    refused = client.get(NEWSLETTER)
    assert refused.status_code == 403
    assert "We may not switch this on" in refused.content.decode()
    for address in (NEWSLETTER, PUSH):
        client.post(address, ON | OF_AGE)
        client.post(address, ON | {"birth_date": YOUNGER, "country": "DK"})  # old enough there
        assert client.get(address).status_code == 403
    assert given(member) == set()
    assert not ConsentEvent.objects.exists()
    for open_to_all in (PRIVACY, "/en/account/", "/en/contacts/"):
        assert client.get(open_to_all).status_code == 200


def test_what_was_consented_to_before_ends_with_the_refusal_and_can_be_ended_after_it(client, member):
    purpose = Purpose.objects.get(code="newsletter")
    consents.choose(
        person=member, purpose=purpose, is_given=True, language="en", surface=Surface.SETTINGS, now=NOW
    )  # of before there was a question
    client.post(PUSH, ON | {"birth_date": YOUNGER, "country": "DE"})
    assert given(member) == set()
    assert client.post(NEWSLETTER, {"given": "no"}).url == PRIVACY


def test_the_same_day_passes_where_the_law_is_another(client, member):
    client.post(NEWSLETTER, ON | {"birth_date": YOUNGER, "country": "DK"})
    assert ConsentEvent.objects.get().age_met == 15


def test_a_purpose_on_another_basis_asks_nothing(client, member):
    Purpose.objects.filter(code="newsletter").update(basis="6-1-f")
    assert client.post(NEWSLETTER, ON).url == PRIVACY
    assert given(member) == {"newsletter"}


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"birth_date": ""}, id="no date"),
        pytest.param({"birth_date": "2026-03-03"}, id="tomorrow"),
        pytest.param({"birth_date": "1880-01-01"}, id="older than anybody"),
        pytest.param({"birth_date": "yesterday"}, id="no date at all"),
        pytest.param({"country": ""}, id="no country"),
        pytest.param({"country": "XX"}, id="no such country"),
    ],
)
def test_a_slip_is_no_answer_and_what_was_typed_is_there_again(client, member, wrong):
    answer = client.post(NEWSLETTER, ON | OF_AGE | wrong)
    assert answer.status_code == 422
    if "birth_date" not in wrong:
        assert f'value="{OF_AGE["birth_date"]}"' in answer.content.decode()
    client.post(NEWSLETTER, ON | OF_AGE)
    assert given(member) == {"newsletter"}


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar"])
def test_the_question_gives_no_default_and_no_hint(language):
    with translation.override(language):
        page = str(AgeForm(asks_age=True))
    assert re.findall(r'value="[^"]+" selected|\b(?:min|max|value)="(?=\d)', page) == []
    words = re.sub(r"<option[^>]*>|<[^>]+>", " ", page)
    assert re.findall(r"\d+", words) in (["8"], ["٨"])  # the article


def test_an_answer_below_the_age_is_refused_whatever_else_is_wrong_and_stays_in_no_cleaned_data():
    class Asking(AgeForm):
        address = forms.EmailField()

    with pytest.raises(UnderAge):
        Asking({"birth_date": YOUNGER, "country": "DE", "address": "?"}, asks_age=True).is_valid()
    form = Asking({"birth_date": SIXTEEN, "country": "DE", "address": "a@example.org"}, asks_age=True)
    assert form.is_valid()
    assert (form.cleaned_data, form.age_met) == ({"address": "a@example.org"}, 16)


@pytest.mark.parametrize("answer", [SIXTEEN, YOUNGER], ids=["of age", "too young"])
def test_the_date_stands_in_no_table_session_log_or_copy(client, member, answer, caplog):
    caplog.set_level("DEBUG")
    client.post(NEWSLETTER, ON | {"birth_date": answer, "country": "XX"})  # a slip first
    client.post(NEWSLETTER, ON | {"birth_date": answer, "country": "DE"})
    assert places(answer) == set()
    assert answer not in caplog.text
    assert answer not in str(export.as_data(member, now=NOW)) + str(client.cookies)
    session = client.session
    session["note"] = answer
    session.save()
    assert places(answer) == {"accounts_session.session_data"}  # the scan would have seen it


def test_a_form_that_is_kept_for_after_the_way_round_leaves_the_date_out(rf, client):
    request = rf.post("/en/digest/", {"body": "What I was writing.", "birth_date": SIXTEEN})
    request.session = client.session
    assert drafts.keep(request)
    assert request.session[drafts.KEY]["fields"] == {"body": "What I was writing."}


def test_a_refusal_ends_with_the_session(client, member):
    client.post(NEWSLETTER, ON | {"birth_date": YOUNGER, "country": "DE"})
    elsewhere = Client()
    elsewhere.force_login(member)
    assert elsewhere.get(NEWSLETTER).status_code == 200

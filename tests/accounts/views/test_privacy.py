import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import closing, policies
from accounts.enums import Document, Surface, TextsAtErasure
from accounts.models import Closure, Export, User
from accounts.outbox import delivery
from accounts.privacy import archive, countdown, ledger
from accounts.privacy.declarations import registry
from tests.accounts import making

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough secret"
MEANT = {"texts": "erase", "is_meant": "on"}


@pytest.fixture(autouse=True)
def _files():
    yield
    ledger.path().unlink(missing_ok=True)
    for file in (*archive.folder().iterdir(), *archive.KEYS.folder().iterdir()):
        file.unlink()


@pytest.fixture
def person():
    member = making.person(name="Ida", language="en")
    member.set_password(PASSWORD)
    member.save()
    return member


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def work():
    while item := delivery.claim(now=timezone.now()):
        delivery.deliver(item, now=timezone.now())


@pytest.mark.parametrize("address", ["privacy/held/", "privacy/copies/", "delete/"])
def test_strangers_are_asked_to_sign_in(client, address):
    answer = client.get(f"/en/account/{address}")
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_the_page_shows_what_is_held(signed_in, person):
    page = signed_in.get("/en/account/privacy/held/").content.decode()
    assert person.email in page
    assert person.public_id in page
    assert "Sessions" in page


def test_the_page_costs_the_same_with_one_row_and_with_many(signed_in, person):
    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert signed_in.get("/en/account/privacy/held/").status_code == 200
        return len(captured)

    person.closures.create(requested_at=timezone.now(), erase_at=timezone.now(), cancelled_at=timezone.now())
    statements()
    one = statements()
    for _ in range(2):
        person.closures.create(requested_at=timezone.now(), erase_at=timezone.now(), cancelled_at=timezone.now())
    assert statements() == one
    # One statement a table, six for each of which something goes by itself, and few besides.
    codes = {entry.code for entry in registry().personal}
    assert one < len(codes) + 6 * len(countdown.running(person, codes, now=timezone.now())) + 20


def test_a_copy_is_asked_for_announced_and_fetched_after_the_password(signed_in, person):
    assert "Make a copy" in signed_in.get("/en/account/privacy/copies/").content.decode()
    signed_in.post("/en/account/privacy/copies/")
    assert "is being made" in signed_in.get("/en/account/privacy/copies/").content.decode()
    work()
    (letter,) = outgoing.outbox
    assert "/en/account/privacy/copies/" in letter.body
    made = Export.objects.get()
    answer = signed_in.post(f"/en/account/privacy/copies/{made.pk}/")
    assert "/reauthenticate/" in answer["Location"]
    answer = signed_in.post(answer["Location"], {"password": PASSWORD})
    content = b"".join(answer.streaming_content)
    assert (answer["Content-Length"], answer["Accept-Ranges"]) == (str(len(content)), "none")
    assert answer["Content-Disposition"] == f'attachment; filename="data-{person.public_id}.zip"'
    assert "index.html" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_who_has_no_password_signs_in_anew_to_fetch_the_copy(signed_in, person):
    person.set_unusable_password()
    person.save()
    signed_in.force_login(person)
    signed_in.post("/en/account/privacy/copies/")
    work()
    address = f"/en/account/privacy/copies/{Export.objects.get().pk}/"
    User.objects.update(last_login=timezone.now() - timedelta(minutes=16))
    assert "Sign out and in again first" in signed_in.post(address, follow=True).content.decode()
    assert Export.objects.get().downloads == 0
    User.objects.update(last_login=timezone.now())
    answer = signed_in.post(address)
    assert zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()


def test_signing_out_leads_to_the_front_page_of_the_edition(signed_in):
    assert signed_in.post("/ar/account/logout/")["Location"] == "/ar/"


def test_what_was_accepted_leads_to_the_words_of_that_time(signed_in, person):
    for document, address in ((Document.RULES, "/en/rules/1/"), (Document.PRIVACY, "/en/policies/privacy/1/")):
        version = making.policy(document)
        policies.acknowledge(person=person, version=version, language="en", surface=Surface.SIGNUP, now=timezone.now())
        assert f'href="{address}"' in signed_in.get("/en/account/privacy/").content.decode()


def test_nobody_fetches_anothers_copy(signed_in):
    other = Export.objects.create(person=making.person(), requested_at=timezone.now())
    answer = signed_in.post(f"/en/account/privacy/copies/{other.pk}/")
    answer = signed_in.post(answer["Location"], {"password": PASSWORD})
    assert answer.status_code == 404


def test_looking_at_the_form_deletes_nothing(signed_in, person):
    page = signed_in.get("/en/account/delete/").content.decode()
    assert "Delete in 14 days" in page
    assert not re.search(r'type="checkbox"[^>]*checked', page)
    assert not Closure.objects.exists()
    assert signed_in.get("/en/account/delete/now/").status_code == 405


def test_without_the_box_nothing_happens_and_the_choice_stays(signed_in):
    answer = signed_in.post("/en/account/delete/", {"texts": "keep"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Tick the box to say that you mean it." in page
    assert re.search(r'value="keep"[^>]*checked', page)
    assert not Closure.objects.exists()


def test_deleting_in_fourteen_days_can_be_cancelled_by_the_letters_link_signed_out(signed_in, client, person):
    signed_in.post("/en/account/delete/", MEANT)
    page = signed_in.get("/en/account/delete/").content.decode()
    assert page.count("Your account is hidden and will be erased on") == 1
    assert "will be erased on" in signed_in.get("/en/account/").content.decode()
    work()
    signed_in.logout()
    link = re.search(r"https?://[^/]+(/en/account/keep/\S+)", outgoing.outbox[0].body).group(1)
    assert "Keep my account" in client.get(link).content.decode()
    assert Closure.objects.get().cancelled_at is None
    assert client.post(link, follow=True).status_code == 200
    person.refresh_from_db()
    assert person.closing_at is None
    assert "kept already" in client.get(link).content.decode()


def test_a_forged_link_is_not_found(client):
    assert client.get("/en/account/keep/1:forged/").status_code == 404


def test_a_link_that_comes_too_late_says_so(client, person):
    closure = closing.request(person=person, texts=TextsAtErasure.ERASE, now=timezone.now())
    closing.erase_now(person=person, texts=TextsAtErasure.ERASE, now=timezone.now())
    answer = client.post(f"/en/account/keep/{closing.token(closure)}/")
    assert "has been erased" in answer.content.decode()


def test_erasing_at_once_without_the_box_is_told_before_the_password_is_asked_for(signed_in):
    answer = signed_in.post("/en/account/delete/now/", {"texts": "erase"})
    assert (answer.status_code, "Tick the box" in answer.content.decode()) == (400, True)


def test_erasing_at_once_asks_for_the_password_then_ends_everything(signed_in, person):
    address = person.email
    answer = signed_in.post("/en/account/delete/now/", MEANT)
    assert "/reauthenticate/" in answer["Location"]
    assert User.objects.get().email == address
    wrong = signed_in.post(answer["Location"], {"password": "not it"})
    assert wrong.status_code == 200
    assert User.objects.get().email == address
    signed_in.cookies["reader"] = "x"
    answer = signed_in.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"].startswith("/en/account/receipt/")
    assert answer.cookies["reader"].value == ""
    person.refresh_from_db()
    assert (person.email, person.erased_at is None) == (None, False)
    assert signed_in.get("/en/account/privacy/held/").status_code == 302
    work()
    assert outgoing.outbox[0].to == [address]


def test_who_has_no_password_signs_in_anew_to_erase_at_once(signed_in, person):
    person.set_unusable_password()
    person.last_login = timezone.now() - timedelta(minutes=16)
    person.save()
    signed_in.force_login(person)
    User.objects.update(last_login=timezone.now() - timedelta(minutes=16))
    answer = signed_in.post("/en/account/delete/now/", MEANT)
    assert "Sign out and in again first" in answer.content.decode()
    assert User.objects.get().erased_at is None
    User.objects.update(last_login=timezone.now())
    assert signed_in.post("/en/account/delete/now/", MEANT)["Location"].startswith("/en/account/receipt/")


def test_asking_for_the_end_of_the_account_ends_every_other_session(signed_in, person):
    there = Client()
    there.force_login(person)
    assert there.get("/en/account/").status_code == 200
    signed_in.post("/en/account/delete/", MEANT)
    assert signed_in.get("/en/account/").status_code == 200
    assert there.get("/en/account/").headers["Location"].startswith("/en/account/login/")

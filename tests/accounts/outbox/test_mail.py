from datetime import UTC, datetime

import pytest
from django.core import mail as outgoing

from accounts.models import OutboxItem
from accounts.outbox import delivery, mail
from tests.accounts import making
from tests.accounts.making import NOW
from tests.articles.making import edition
from tests.mailbox import open_mailbox

pytestmark = pytest.mark.django_db
LETTER = "accounts/privacy/mail/closing"


@pytest.fixture
def mailbox(settings):
    with open_mailbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box


def post(**fields):
    person = fields.pop("person", None) or making.person(name="Ida <b> & Co", language="en")
    context = {"erase_at": NOW, "cancel_url": "https://news.example/keep?a=1&b=2"}
    mail.post(**{"template": LETTER, "person": person, "context": context, "key": "k", "now": NOW} | fields)
    return person


def work():
    item = delivery.claim(now=NOW)
    delivery.deliver(item, now=NOW)
    item.refresh_from_db()
    return item


def test_a_letter_is_worded_when_posted_and_not_escaped():
    person = post()
    payload = OutboxItem.objects.get().payload
    assert payload["to"] == person.email
    assert payload["subject"] == "Your account at Gazette will be deleted"
    assert "https://news.example/keep?a=1&b=2" in payload["text"]
    assert person.public_id in payload["text"]


def test_a_letter_tells_its_days_by_the_clock_of_its_readers():
    edition("en", time_zone="Asia/Tokyo")
    post(context={"erase_at": datetime(2026, 3, 2, 20, tzinfo=UTC)})
    assert "On 3 March 2026" in OutboxItem.objects.get().payload["text"]


def test_a_letter_goes_out_once_with_a_stable_id(mailbox, settings):
    settings.SITE_URL = "https://news.example"
    person = post()
    assert work().delivered_at == NOW
    (letter,) = mailbox.letters
    assert (letter["To"], letter["Auto-Submitted"], letter["Content-Language"]) == (
        person.email,
        "auto-generated",
        "en",
    )
    assert letter["Message-ID"] == mail.message_id("k")
    assert letter["Message-ID"].endswith("@news.example>")
    assert "everything is erased for good" in letter.get_content()


def test_a_refused_recipient_is_given_up_without_repeating_the_address(mailbox):
    post(to="nobody@example.org")
    item = work()
    assert (item.given_up_at, item.last_error) == (NOW, "The mail server refused the recipient (550).")


def test_a_server_that_is_away_is_tried_again(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    post()
    item = work()
    assert (item.given_up_at, item.attempts) == (None, 1)
    assert item.not_before > NOW
    assert item.last_error.startswith("ConnectionRefusedError")


def test_an_erased_person_gets_no_letter():
    post(person=making.person(email=None, name="", is_active=False, erased_at=NOW))
    assert not OutboxItem.objects.exists()


def test_line_breaks_in_a_subject_cannot_forge_headers():
    post(context={"erase_at": NOW, "publisher": "A\r\nBcc: everybody@example.org"})
    work()
    (letter,) = outgoing.outbox
    assert letter.subject == "Your account at A Bcc: everybody@example.org will be deleted"
    assert letter.recipients() == [letter.to[0]]


@pytest.mark.parametrize(
    ("code", "said", "status"),
    [
        pytest.param(550, b"5.2.2 <ida@example.org> is over quota", "5.2.2", id="the server says why"),
        pytest.param(550, b"no such user here", "5.1.1", id="the code says why"),
        pytest.param(554, b"Transaction failed", "5.0.0", id="nobody says why"),
    ],
)
def test_a_refusal_says_why_and_names_nobody(code, said, status):
    refused = mail.Refused(code, said)
    assert refused.status == status
    assert "@" not in str(refused)

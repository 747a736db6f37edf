"""What is found by a spelling is found for its owner alone."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.actions import closing
from accounts.enums import Document, TextsAtErasure
from accounts.models import User
from accounts.privacy import retention
from articles.models import Article
from moderation.enums import ReportKind
from moderation.models import Report
from tests.accounts import making
from tests.moderation import making as moderating

pytestmark = pytest.mark.django_db
STRANGER, WORDS = "stranger@example.org", "An address of a neighbour stands there."


@pytest.fixture(autouse=True)
def policies_in_force():
    making.policy(Document.PRIVACY)
    moderating.rules()


@pytest.fixture
def notice():
    """A notice of illegal content by somebody without an account."""
    return Report.objects.create(
        comment=moderating.comment(moderating.article()),
        kind=ReportKind.ILLEGAL,
        text=WORDS,
        name="Stranger",
        email=STRANGER,
        is_in_good_faith=True,
        received_at=timezone.now(),
    )


def test_an_address_that_is_only_claimed_opens_nobodys_notices(client, notice):
    member = making.member()
    client.force_login(member)
    claimed = EmailAddress.objects.create(user=member, email=STRANGER, verified=False)
    assert WORDS not in client.get("/en/account/privacy/held/").content.decode()

    EmailAddress.objects.filter(pk=claimed.pk).update(verified=True)
    assert WORDS in client.get("/en/account/privacy/held/").content.decode()


def test_an_unconfirmed_registration_erases_nothing_of_the_mailboxs_owner(client, notice):
    form = {"name": "Mal Lory", "email": STRANGER, "password1": "a long sentence is fine"}
    client.post("/en/account/signup/", form)
    retention.run(now=timezone.now() + timedelta(days=8))
    assert not User.objects.filter(email=STRANGER).exists()
    notice.refresh_from_db()
    assert (notice.text, notice.email) == (WORDS, STRANGER)


def test_a_name_that_is_a_word_of_a_headline_erases_no_log_of_the_article():
    member, staff = making.member(name="Harbour"), making.person()
    entries = [
        LogEntry.objects.create(
            user=staff,
            content_type=ContentType.objects.get_for_model(model),
            object_id="1",
            object_repr=shown,
            change_message="[]",
            action_flag=CHANGE,
        )
        for model, shown in ((Article, "The harbour opens"), (EmailAddress, "Harbour (x@example.org)"))
    ]
    closing.erase_now(person=member, texts=TextsAtErasure.ERASE, now=timezone.now())
    left = [LogEntry.objects.get(pk=entry.pk).object_repr for entry in entries]
    assert left == ["The harbour opens", ""]

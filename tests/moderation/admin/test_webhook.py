"""Webhooks in the admin: made with a public address, their secret shown once (C72)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from moderation.models import WebhookTarget

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("admin:moderation_webhooktarget_changelist"), reverse("admin:moderation_webhooktarget_add")
FILLED_IN = {"name": "Archive", "address": "https://archive.example/hook", "events": ["comment.removed"]}


def test_it_is_made_and_its_secret_is_shown_once(desk):
    page = desk.post(ADD, FILLED_IN).content.decode()
    target = WebhookTarget.objects.get()
    assert target.secret in page
    change = reverse("admin:moderation_webhooktarget_change", args=[target.pk])
    shown = [desk.get(address).content.decode() for address in (LIST, change)]
    assert not any(target.secret in one or target.nonce in one for one in shown)
    desk.post(change, FILLED_IN | {"name": "The archive", "events": ["article.published", "comment.held"]})
    target.refresh_from_db()
    assert (target.name, target.events) == ("The archive", ["comment.held", "article.published"])


@pytest.mark.parametrize(
    "address",
    [
        "http://archive.example/hook", "https://10.0.0.5/hook", "https://127.0.0.1/", "https://[::1]/",
        "https://169.254.169.254/latest/", "https://u:p@archive.example/", "ftp://archive.example/",
    ],
)  # fmt: skip
def test_an_address_that_is_not_asked_is_not_taken(desk, settings, address):
    settings.OUTGOING_LOOPBACK = False
    assert desk.post(ADD, FILLED_IN | {"address": address}).status_code == 200
    assert not WebhookTarget.objects.exists()


def test_a_new_secret_and_going_on_are_acts_of_the_list(desk):
    desk.post(ADD, FILLED_IN)
    target = WebhookTarget.objects.get()
    WebhookTarget.objects.update(paused_at=timezone.now())
    chosen = {"_selected_action": [target.pk]}
    page = desk.post(LIST, {"action": "give_new_secret", **chosen}).content.decode()
    former, target = target.secret, WebhookTarget.objects.get()
    assert target.secret in page
    assert former not in page
    desk.post(LIST, {"action": "let_go_on", **chosen})
    assert WebhookTarget.objects.get().paused_at is None
    desk.post(LIST, {"action": "delete_selected", "post": "yes", **chosen})
    assert not WebhookTarget.objects.exists()

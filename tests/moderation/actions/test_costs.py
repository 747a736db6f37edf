"""What a post costs in SQL statements: the same in a long thread as in an empty one (QP7, QP10)."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.safety import form_tokens
from moderation import discussions
from moderation.actions import policies
from moderation.models import Comment
from tests.moderation import making

pytestmark = pytest.mark.django_db

#: Transaction control costs no plan and no page; the figures of quality.md count statements.
CONTROL = re.compile(r"(RELEASE )?SAVEPOINT|BEGIN|COMMIT")


def cost(client, address: str, body: str) -> int:
    token = form_tokens.issue(timezone.now() - timedelta(minutes=1))
    with CaptureQueriesContext(connection) as statements:
        assert client.post(address, {"body": body, "post_token": token}).status_code == 302
    return len([one for one in statements.captured_queries if not CONTROL.match(one["sql"])])


@pytest.fixture(params=[False, True], ids=["no section has a default", "the section has a default"])
def member(client, request):
    cache.clear()
    making.rules()
    if request.param:
        making.usual(discussion="open")
    # as in a process that has answered before: the first post reads the frame, too
    policies.current()
    discussions.by_section()
    person = making.member()
    client.force_login(person)
    return person


def test_a_post_costs_six_statements_however_long_the_thread(client, member):
    article = making.article()
    address = reverse("moderation:submit", kwargs={"pk": article.pk})
    costs = [cost(client, address, "The new bridge will shorten my way to work by twenty minutes.")]
    for number in range(60):
        making.comment(article, body=f"Comment {number}")
    costs.append(cost(client, address, "And the old ferry may rest at last, after sixty years on the river."))
    assert costs == [6, 6]


def test_a_reply_costs_one_more(client, member):
    parent = making.comment(making.article())
    address = reverse("moderation:reply", kwargs={"pk": parent.pk})
    assert cost(client, address, "The new bridge will shorten my way to work by twenty minutes.") == 7
    assert Comment.objects.filter(parent=parent).count() == 1

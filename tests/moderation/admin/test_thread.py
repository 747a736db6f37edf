"""Discussions are opened, slowed down and closed, and hot ones proposed."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from articles.enums import Role
from moderation.actions import threads
from moderation.enums import Discussion
from moderation.models import Thread
from tests.articles.making import staff
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = staff(Role.EDITOR)
    client.force_login(person)
    return person


def page(name, *args):
    return reverse(f"admin:moderation_thread_{name}", args=args)


def test_an_editor_sets_a_discussion_with_a_message_and_the_page_shows_it(client, editor):
    article = making.article()
    client.post(page("change", article.pk), {"discussion": "read-only", "message": "Closed over night."})
    thread = Thread.objects.get(pk=article.pk)
    assert (thread.discussion, thread.message, thread.set_by) == ("read-only", "Closed over night.", editor)
    assert "Closed over night." in client.get(article.get_absolute_url()).content.decode()


def test_an_article_without_comments_gets_its_discussion_set_too(client, editor):
    article = making.article()
    Thread.objects.all().delete()
    client.post(page("add"), {"article": article.pk, "discussion": "held", "message": ""})
    assert Thread.objects.get(pk=article.pk).discussion == Discussion.HELD


def test_a_hot_thread_is_calmed_with_one_press(client, editor):
    article = making.article()
    now = timezone.now()
    for number in range(12):
        making.comment(article, now=now - timedelta(minutes=number), author=making.person(joined_at=NOW))
    shown = client.get(page("changelist")).content.decode()
    assert "12 times its usual pace" in shown
    assert client.post(page("calm", article.pk), {"discussion": "slow"}).status_code == 302
    assert Thread.objects.get(pk=article.pk).discussion == Discussion.SLOW
    assert "No discussion gets hot" in client.get(page("changelist")).content.decode()


@pytest.mark.parametrize("chosen", ["closed", "x", ""])
def test_only_what_is_proposed_is_accepted(client, editor, chosen):
    article = making.article()
    client.post(page("calm", article.pk), {"discussion": chosen})
    assert Thread.objects.get(pk=article.pk).discussion == Discussion.OPEN


def test_a_member_may_not():
    with pytest.raises(threads.NotAllowed):
        threads.set_discussion(
            article=making.article(), discussion=Discussion.CLOSED, message="", by=making.person(), now=NOW
        )


def test_moderators_may_too():
    assert Group.objects.get(name="Moderators").permissions.filter(codename="change_thread").exists()

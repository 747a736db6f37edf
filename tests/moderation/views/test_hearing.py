"""Whoever is to be blocked reads it where they look, and replies without signing in (V43)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from moderation import notices
from moderation.actions import hearings
from moderation.enums import HearingOutcome
from moderation.models import Hearing
from tests.moderation import making
from tests.moderation.views.writing import write
from tests.test_markup import faults

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def hearing(article, member, settings):
    settings.BLOCK_MODE = "hearing"
    comment = making.comment(article, author=member)
    return making.hearing(member, evidence=comment, now=timezone.now() - timedelta(days=1))


def page(hearing):
    return f"/en/hearings/{notices.hearing_token(hearing)}/"


def test_the_form_and_the_list_of_decisions_lead_to_it(client, article, hearing):
    for place in (write(article), "/en/account/comments/decisions/"):
        assert 'href="/en/hearings/' in client.get(place).content.decode()
    assert 'name="body"' in client.get(write(article)).content.decode()
    client.force_login(making.member())
    assert "intend to block" not in client.get(write(article)).content.decode()


def test_a_signed_link_shows_what_is_intended_and_takes_the_reply_signed_out(client, hearing):
    client.logout()
    shown = client.get(page(hearing)).content.decode()
    assert list(faults(shown)) == []
    for said in ("The comment calls a reader a name.", "Clause 5", "You can reply until", "you can comment and report"):
        assert said in shown
    answer = client.post(page(hearing), {"explanation": "It was a <b>quotation</b>."}, follow=True).content.decode()
    assert "It was a &lt;b&gt;quotation&lt;/b&gt;." in answer
    assert "Add to your reply" in answer
    hearing.refresh_from_db()
    assert (hearing.reply, bool(hearing.viewed_at)) == ("It was a <b>quotation</b>.", True)


@pytest.mark.parametrize("words", ["", "  \n", "\u2800\u3164"])
def test_an_empty_reply_is_refused_and_says_that_none_is_needed(client, hearing, words):
    answer = client.post(page(hearing), {"explanation": words})
    assert (answer.status_code, Hearing.objects.get().replied_at) == (422, None)
    assert "you need not do anything" in answer.content.decode()


def test_what_was_typed_when_it_had_been_decided_comes_back(client, hearing):
    verdict = hearings.Verdict(HearingOutcome.BLOCKED, making.reasons())
    late = hearing.ends_at
    hearings.decide(hearing=hearing, moderator=making.moderator(), verdict=verdict, heard=0, now=late)
    answer = client.post(page(hearing), {"explanation": "It was a quotation."})
    text = answer.content.decode()
    assert (answer.status_code, Hearing.objects.get().reply) == (422, "")
    assert "It was a quotation." in text
    assert "It has been decided meanwhile" in text
    assert 'href="/en/statements/' in text


def test_the_page_of_the_block_says_that_the_person_was_heard(client, hearing, member):
    hearings.reply(hearing=hearing, words="It was a quotation.", now=timezone.now())
    verdict = hearings.Verdict(HearingOutcome.BLOCKED, making.reasons(), "It names no source.")
    by = making.moderator()
    hearings.decide(hearing=hearing, moderator=by, verdict=verdict, heard=19, now=timezone.now())
    client.force_login(User.objects.get(pk=member.pk))
    shown = client.get("/en/account/blocked/").content.decode()
    assert "Whether you were heard" in shown
    assert hearing.reference in shown
    assert "It names no source." in shown


def test_nobody_else_gets_in_by_a_made_up_link(client, hearing):
    assert client.get(page(hearing)[:-2] + "x/").status_code == 404

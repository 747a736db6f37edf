"""Whose comment waits sees what in it touches which ground, where that teaches nobody to hide, and may change it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.safety import form_tokens
from moderation.actions import decisions
from moderation.enums import Discussion, Status
from moderation.models import Comment, Finding, Thread
from tests.moderation import making
from tests.moderation.actions.writing import set_threshold
from tests.moderation.making import ORDINARY, SHOUTING
from tests.moderation.views.writing import at, sent, write

pytestmark = pytest.mark.django_db

THREAT = "The bridge is late again, and I will kill you for it."


def answered(client, article, body, **fields):
    """The page that a writer comes to who sends this."""
    return client.post(write(article), sent({"body": body} | fields), follow=True).content.decode()


def test_a_held_comment_shows_its_writer_the_passage_and_its_ground(client, article, member):
    page = answered(client, article, THREAT)
    assert Comment.objects.get().status == Status.HELD
    assert "<mark>I will kill you</mark><sup>5</sup>" in page
    assert "/en/rules/#ground-5" in page
    assert at("edit", Comment.objects.get()) in page


def test_the_form_that_changes_a_waiting_comment_repeats_what_is_marked(client, article, member):
    answered(client, article, THREAT)
    page = client.get(at("edit", Comment.objects.get())).content.decode()
    assert "<mark>I will kill you</mark><sup>5</sup>" in page
    assert "/en/rules/#ground-5" in page
    assert "has not been sent" not in page
    assert page.index("<mark>") < page.index("<textarea")


def test_the_form_that_changes_a_comment_in_capitals_still_writes_it_small_with_one_press(client, article, member):
    answered(client, article, SHOUTING, is_final="1")
    comment = Comment.objects.get()
    page = client.get(at("edit", comment)).content.decode()
    assert 'name="fix" value="capitals"' in page
    client.post(at("edit", comment), {"body": SHOUTING, "version": "1", "fix": "capitals"})
    assert Comment.objects.get().body == SHOUTING.capitalize()


def test_the_form_that_changes_a_comment_that_readers_see_marks_nothing(client, article, member):
    answered(client, article, THREAT)
    comment = Comment.objects.get()
    decisions.publish(comment=comment, version=1, moderator=making.moderator(), now=timezone.now())
    page = client.get(at("edit", comment)).content.decode()
    assert "I will kill you" in page
    assert "<mark>" not in page


def test_what_is_marked_is_what_the_comment_says_now(client, article, member):
    answered(client, article, THREAT)
    comment = Comment.objects.get()
    page = client.post(at("edit", comment), {"body": ORDINARY, "version": "1"}, follow=True).content.decode()
    assert "waits for a moderator" in page
    assert "<mark>" not in page


def test_nobody_is_told_by_which_sign_a_program_is_known(client, article, member):
    page = answered(client, article, ORDINARY, homepage="https://spam.example")
    assert Finding.objects.get().rule == "form"
    assert "waits for a moderator" in page
    assert "/en/rules/#ground" not in page


@pytest.mark.parametrize(
    ("rule", "ground", "detail"),
    [
        pytest.param("repeats", 16, "campaign", id="that copies are found"),
        pytest.param("flood", 17, "author", id="how many are too many"),
        pytest.param("learned", 5, "insult", id="which words a learned score leans on"),
        pytest.param("advertising", 13, "cues", id="what gives advertising away"),
        pytest.param("together", 3, "minors", id="what gives away who lures a child"),
        pytest.param("phrases", 3, "luring", id="the same in a phrase"),
        pytest.param("links", 15, "disguised", id="how a dangerous link is known"),
        pytest.param("phrases", 9, "despair", id="that despair breaks a rule"),
    ],
)
def test_nobody_is_told(client, article, member, rule, ground, detail):  # noqa: PLR0917 # fixtures and cases
    client.post(write(article), sent({"body": THREAT}))
    making.ground(ground)
    Finding.objects.update(rule=rule, ground=ground, detail=detail)
    page = client.get(Comment.objects.get().get_absolute_url()).content.decode()
    assert "waits for a moderator" in page
    for shown in (page, client.get(at("edit", Comment.objects.get())).content.decode()):
        assert "<mark>" not in shown
        assert "/en/rules/#ground" not in shown


def test_nobody_else_is_shown_the_marks(client, article, member):
    answered(client, article, THREAT)
    comment = Comment.objects.get()
    client.force_login(making.member())
    assert client.get(comment.get_absolute_url()).status_code == 404


def test_what_no_reader_has_seen_may_be_changed_as_long_as_it_waits(client, article, member):
    client.post(write(article), sent({"body": THREAT}))
    Comment.objects.update(submitted_at=timezone.now() - timedelta(days=2))
    comment = Comment.objects.get()
    assert at("edit", comment) in client.get(comment.get_absolute_url()).content.decode()
    client.post(at("edit", comment), {"body": ORDINARY, "version": "1"})
    assert Comment.objects.get().body == ORDINARY


@pytest.mark.parametrize("waits", ["newcomer", "held discussion"])
def test_who_has_to_wait_in_any_case_is_asked_to_think_again_first(client, article, member, waits):
    if waits == "newcomer":
        set_threshold("newcomer_comments", 1)
    else:
        Thread.objects.filter(article=article).update(discussion=Discussion.HELD)
    assert 'id="nudge-head"' in answered(client, article, SHOUTING)
    assert not Comment.objects.exists()
    answered(client, article, SHOUTING, is_final="1")
    assert Comment.objects.get().status == Status.HELD


def test_a_form_sent_again_after_its_comment_was_withdrawn_makes_it_anew(client, article, member):
    form = {"body": ORDINARY, "post_token": form_tokens.issue(timezone.now() - timedelta(minutes=1))}
    client.post(write(article), form)
    first = Comment.objects.get()
    client.post(at("withdraw", first))
    page = client.post(write(article), form, follow=True)
    assert page.status_code == 200
    assert Comment.objects.filter(withdrawn_at=None).get().body == ORDINARY

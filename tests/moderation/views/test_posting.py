from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from moderation.actions import decisions, facts, flood
from moderation.enums import Discussion, Measure, Status
from moderation.models import Comment, Thread
from moderation.views.refusals import in_words
from tests.moderation import making
from tests.moderation.making import ORDINARY, SHOUTING
from tests.moderation.views.writing import at, sent, write

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_posting_leads_to_the_comment_in_its_place(client, article, member):
    answer = client.post(write(article), sent({"body": ORDINARY}))
    comment = Comment.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/en/comments/{comment.pk}/#comment-{comment.pk}")
    page = client.get(answer.url).content.decode()
    assert f'id="comment-{comment.pk}"' in page
    assert "Withdraw this comment" in page


def test_a_reply_names_whom_it_answers(client, article, member):
    parent = making.comment(article)
    client.post(at("reply", parent), sent({"body": ORDINARY}))
    reply = Comment.objects.get(parent=parent)
    assert f"#comment-{parent.pk}" in client.get(at("comment", reply)).content.decode()


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(seconds=1), "That is in 1 second."),
        (timedelta(seconds=59.9), "That is in 60 seconds."),
        (timedelta(seconds=100), "That is in 2 minutes."),
        (timedelta(seconds=-3), "That is in 1 second."),
    ],
)
def test_a_wait_is_told_by_no_clock_too(left, told):
    assert in_words(flood.TooFast(timezone.now() + left)).endswith(told)


@pytest.mark.parametrize(
    ("discussion", "told"),
    [
        (Discussion.SLOW, "This discussion is slow: 5 minutes pass between two comments of one person."),
        (Discussion.HELD, "Here every comment waits for a moderator before readers see it."),
        (Discussion.LINKS_HELD, "Here a comment with a link waits for a moderator before readers see it."),
    ],
)
def test_who_opens_the_form_hears_what_holds_here_before_typing(client, article, member, discussion, told):
    assert told not in client.get(write(article)).content.decode()
    Thread.objects.filter(article=article).update(discussion=discussion)
    assert told in client.get(write(article)).content.decode()


def test_in_slow_mode_the_form_says_so_when_to_come_back_and_keeps_the_text(client, article, member):
    Thread.objects.filter(article=article).update(discussion=Discussion.SLOW)
    client.post(write(article), sent({"body": ORDINARY}))
    again = client.post(write(article), sent({"body": "And who paid for the ovens?"})).content.decode()
    assert "This discussion is slow: 5 minutes pass between two comments of one person." in again
    assert "That is in 5 minutes." in again
    assert "And who paid for the ovens?" in again


def test_a_text_in_another_language_is_marked_with_it(client, article, member):
    body = "Die neue Brücke verkürzt meinen Weg zur Arbeit um zwanzig Minuten, und darauf freue ich mich schon lange."
    client.post(write(article), sent({"body": body}))
    comment = Comment.objects.get()
    assert comment.language == "de"
    assert '<div class="comment__text" dir="auto" lang="de">' in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({"homepage": "https://pills.example"}, id="a field nobody sees is filled in"),
        pytest.param({"post_token": ""}, id="without a token"),
        pytest.param({"post_token": "made up"}, id="with a token of one's own"),
    ],
)
def test_what_a_program_sends_waits_and_is_not_lost(client, article, member, form):
    client.post(write(article), sent({"body": ORDINARY}) | form)
    comment = Comment.objects.get()
    assert comment.status == Status.HELD
    assert [finding.rule for finding in comment.findings.filter(action="hold")] == ["form"]


def test_what_is_sent_sooner_than_anybody_types_waits(client, article, member):
    page = client.get(write(article))
    token = page.context["form"]["post_token"].value()
    client.post(write(article), {"body": ORDINARY, "post_token": token})
    assert Comment.objects.get().status == Status.HELD


def test_a_hint_is_shown_once_in_a_thread(client, article, member):
    now = timezone.now()
    for _ in range(3):
        making.comment(article, author=member, now=now)
    said = "The newest comments here are all yours"
    assert said in client.get(write(article)).content.decode()
    assert said not in client.get(write(article)).content.decode()


def test_the_third_answer_to_the_same_person_and_an_old_thread_are_hinted_at(client, article, member):
    long_ago = timezone.now() - timedelta(days=60)
    parent = making.comment(article, now=long_ago)
    for _ in range(2):
        making.comment(article, author=member, parent=parent, now=long_ago)
    assert client.get(at("reply", parent)).context["hints"] == ["again", "old"]


def test_who_wrote_a_large_part_of_a_thread_is_told(client, article, member):
    now = timezone.now()
    for number in range(10):
        making.comment(article, author=member if number % 2 else None, now=now)
    assert client.get(write(article)).context["hints"] == ["share"]


def test_much_removed_makes_all_wait_until_removals_are_old(client, article, member):
    for _ in range(6):
        comment = making.comment(article, author=member)
        decisions.remove(
            comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=timezone.now()
        )
    client.post(write(article), sent({"body": ORDINARY}))
    held = Comment.objects.latest("pk")
    assert held.status == Status.HELD
    assert held.case_items.get().case.grounds == ["record"]
    place = facts.place(author=member, now=timezone.now() + timedelta(days=184), article=article.pk)
    assert place.record.removed == 0


def test_a_held_comment_is_shown_to_its_author_alone(client, article, member):
    client.post(write(article), sent({"body": SHOUTING, "is_final": "1"}))
    address = at("comment", Comment.objects.get())
    assert "waits for a moderator" in client.get(address).content.decode()
    client.logout()
    assert client.get(address).status_code == 404


def test_a_visitor_signs_in_first_and_finds_the_text_again(client, article):
    answer = client.post(write(article), sent({"body": ORDINARY}))
    assert answer.status_code == 302
    assert f"next={write(article)}" in answer.url
    client.force_login(making.member())
    assert ORDINARY in client.get(write(article)).content.decode()


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        pytest.param(Discussion.READ_ONLY, "takes no new comments", id="read only"),
        pytest.param(Discussion.CLOSED, "takes no new comments", id="closed"),
    ],
)
def test_a_refusal_stands_in_the_form_with_the_text(client, article, member, mode, said):
    Thread.objects.filter(article=article).update(discussion=mode)
    answer = client.post(write(article), sent({"body": ORDINARY}))
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert ORDINARY in answer.content.decode()


def test_an_answer_to_what_is_gone_gives_the_text_back(client, article, member):
    parent = making.comment(article, measure=Measure.HOLD)
    answer = client.post(at("reply", parent), sent({"body": ORDINARY}))
    assert answer.status_code == 404
    assert ORDINARY in answer.content.decode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param("   \n ", id="blanks"),
        pytest.param("a\x00b", id="a NUL"),
        pytest.param("x" * 1_000_000, id="a megabyte"),
    ],
)
def test_what_cannot_be_a_comment_is_refused_beside_the_field(client, article, member, body):
    answer = client.post(write(article), sent({"body": body}))
    assert answer.status_code == 400
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("a" + "\u0301" * 4_000, id="combining marks"),
        pytest.param("\u202eabc def\u202c ghi \u2066jkl", id="controls of direction"),
        pytest.param("\ufffe\uffff end of file, and then some words", id="noncharacters"),
        pytest.param("<script>alert(1)</script> <b>bold</b> words of mine", id="markup"),
    ],
)
def test_odd_text_is_refused_or_stored_without_an_error(client, article, member, body):
    answer = client.post(write(article), sent({"body": body, "is_final": "1"}))
    assert answer.status_code in (302, 400)
    for comment in Comment.objects.all():
        assert "<script>" not in client.get(at("comment", comment)).content.decode()


def test_a_letter_whose_form_has_expired_comes_back_to_be_copied(article):
    from django.test import Client

    letter = "I did not write that comment, and I can show where I was that evening."
    form = {"explanation": letter, "password": "a secret that is longer than forty letters, too"}
    answer = Client(enforce_csrf_checks=True).post("/en/statements/x/letter/review/", form)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert letter in page
    assert "a secret" not in page


def test_a_decisions_few_words_come_back_too(article):
    from django.test import Client

    form = {"act": "remove", "version": "1:1:held", "facts": "Calls him a thief.", "why": "It insults."}
    page = Client(enforce_csrf_checks=True).post("/admin/moderation/case/1/change/", form).content.decode()
    assert ("Calls him a thief." in page, "It insults." in page, "1:1:held" in page) == (True, True, False)


def test_a_form_without_texts_that_has_expired_says_only_that(article):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/en/account/login/", {"login": "x", "password": "y"})
    assert (answer.status_code, "textarea" in answer.content.decode()) == (403, False)


@pytest.mark.parametrize(
    ("discussion", "words"),
    [
        pytest.param(Discussion.READ_ONLY, "This discussion is read only.", id="read only"),
        pytest.param(Discussion.CLOSED, "The discussion of this article is closed.", id="closed and hidden"),
    ],
)
def test_nobody_types_into_a_discussion_that_takes_nothing(client, article, member, discussion, words):
    parent = making.comment(article, body="What the harbour master said.")
    assert all(name in client.get(at("reply", parent)).content.decode() for name in ("<textarea", "harbour master"))
    Thread.objects.update(discussion=discussion)
    page = client.get(at("reply", parent)).content.decode()
    assert words in page
    assert "<textarea" not in page
    assert ("harbour master" in page) == (discussion == Discussion.READ_ONLY)
    refused = client.post(at("reply", parent), sent({"body": ORDINARY})).content.decode()
    assert ORDINARY in refused


def test_somebody_who_is_leaving_is_told_before_typing_how_to_stay(client, article, member):
    closing.request(person=member, texts=TextsAtErasure.ERASE, now=timezone.now())
    client.force_login(member)
    page = client.get(f"/en/articles/{article.pk}/comments/new/").content.decode()
    assert "Your account is hidden and will be erased on" in page
    assert "Keep my account" in page


@pytest.mark.parametrize("body", ["", " ", "\u200b", "\u3164 \u2800", "\u200d\ufe0f"])
def test_what_nobody_would_see_is_not_sent(client, article, member, body):
    answer = client.post(write(article), sent({"body": body}))
    assert answer.status_code == 400
    assert "Write something first." in answer.content.decode()
    assert not Comment.objects.exists()

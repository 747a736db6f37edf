"""A case is decided from its card, once, on what it says."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import OutboxItem
from articles.models import Article
from moderation.actions import cases, decisions, queue, sanctions
from moderation.enums import Measure, Status
from moderation.models import Case, Comment, Decision, Finding, ListEntry, Note, Sanction
from tests.moderation import making, shipping
from tests.moderation.admin.desk.working import REASONS, address, decide, moderator_who_accepted, waiting
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db


def test_a_card_asks_for_the_rules_once(desk):
    _comment, case = waiting()
    desk.get(address(case))
    with CaptureQueriesContext(connection) as captured:
        desk.get(address(case))
    asked = [query["sql"] for query in captured.captured_queries]
    assert len([sql for sql in asked if '"moderation_clause"."text"' in sql]) == 1


def test_one_press_removes_under_a_ground_and_goes_on_to_the_next(desk, moderator):
    comment, case = waiting()
    answer = decide(desk, case, comment, "remove", **REASONS)
    comment.refresh_from_db()
    decision = Decision.objects.get(measure=Measure.REMOVE)
    assert answer.headers["Location"] == "/admin/moderation/case/next/"
    assert (comment.status, decision.decided_by, decision.ground_id) == (Status.REMOVED, moderator, 5)
    assert not Case.objects.waiting().exists()


def test_a_removal_without_facts_comes_back_with_what_was_typed(desk):
    comment, case = waiting()
    page = decide(desk, case, comment, "remove", **REASONS | {"facts": ""}).content.decode()
    comment.refresh_from_db()
    assert (comment.status, "It attacks a person." in page) == (Status.HELD, True)


def test_publishing_redacting_and_blocking_from_the_card(desk):
    comment, case = waiting()
    decide(desk, case, comment, "publish")
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED

    comment, case = waiting(Measure.PUBLISH)
    decide(desk, case, comment, "redact", **REASONS, body="The ferry […].")
    comment.refresh_from_db()
    assert (comment.body, comment.version) == ("The ferry […].", 2)

    comment, case = waiting()
    sanction = REASONS | {"kind": "block", "milder_measure_note": "Warned twice."}
    assert decide(desk, case, comment, "sanction", **sanction).headers["Location"] == address(case)
    assert Sanction.objects.get().subject == comment.author


def test_a_second_block_asks_to_be_understood(desk):
    comment, case = waiting()
    first = making.block(comment.author, now=NOW - timedelta(days=3))
    sanctions.lift(sanction=first, moderator=making.moderator(), now=NOW - timedelta(days=2))
    block = REASONS | {"kind": "block", "milder_measure_note": "Warned twice."}
    page = decide(desk, case, comment, "sanction", **block).content.decode()
    assert "second counted sanction" in page
    assert Sanction.objects.count() == 1
    decide(desk, case, comment, "sanction", **block, is_final_understood="on")
    assert Sanction.objects.get(ordinal=2).subject == comment.author


def test_a_decision_on_a_stale_version_is_refused_and_shows_what_changed(desk):
    comment, case = waiting()
    Comment.objects.filter(pk=comment.pk).update(version=2, body="The ferry is early.")
    page = decide(desk, case, comment, "remove", version=1, **REASONS).content.decode()
    comment.refresh_from_db()
    assert (comment.status, "What changed since you opened it" in page) == (Status.HELD, True)


def test_a_comment_that_a_colleague_decided_meanwhile_is_not_decided_again(desk):
    comment, case = waiting()
    desk.get(address(case))
    colleague = moderator_who_accepted("Paul")
    decisions.publish(comment=comment, version=1, moderator=colleague, now=timezone.now())
    card = f"/admin/moderation/comment/{comment.pk}/change/"
    data = {"act": "remove", "version": f"{comment.pk}:1:held"} | REASONS | {"why": "My own words."}

    page = desk.post(card, data).content.decode()

    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED
    assert "Paul has decided this comment meanwhile: publish" in page
    assert "My own words." in page


@pytest.mark.parametrize("is_closed", [True, False], ids=["decided", "taken"])
def test_what_was_typed_for_a_case_that_others_have_is_shown_again(desk, is_closed):
    comment, case = waiting()
    desk.get(address(case))
    colleague = moderator_who_accepted("Paul")
    Case.objects.update(leased_until=timezone.now() - timedelta(minutes=1))
    if is_closed:
        decisions.publish(comment=comment, version=1, moderator=colleague, now=timezone.now())
    else:
        cases.take(case=case, moderator=colleague, now=timezone.now())

    page = decide(desk, case, comment, "remove", **REASONS | {"why": "My own words."}).content.decode()

    assert "My own words." in page
    assert ("has been decided" if is_closed else "Paul has this case open") in page
    assert Decision.objects.filter(measure=Measure.REMOVE).count() == 0


def test_what_was_typed_for_a_block_is_shown_again_too(desk):
    comment, case = waiting()
    cases.take(case=case, moderator=moderator_who_accepted("Paul"), now=timezone.now())
    block = REASONS | {"kind": "closure", "milder_measure_note": "Warned three times."}
    page = decide(desk, case, comment, "sanction", **block).content.decode()
    assert ("Warned three times." in page, REASONS["facts"] in page) == (True, True)
    assert not Sanction.objects.exists()


def test_a_removed_comment_is_restored_from_its_own_page(desk, moderator):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS)
    page = f"/admin/moderation/comment/{comment.pk}/change/"
    assert desk.get(page).status_code == 200
    desk.post(page, {"act": "restore", "version": f"{comment.pk}:1"})
    comment.refresh_from_db()
    assert comment.status == Status.PUBLISHED


def test_another_ground_brings_its_own_sentence_where_none_was_typed(desk):
    comment, case = waiting()
    decide(desk, case, comment, "remove", ground="7", facts="A telephone number.", why="Letter 5")
    assert Decision.objects.get(measure=Measure.REMOVE).statement.why == "Letter 7"

    comment, case = waiting()
    decide(desk, case, comment, "remove", ground="7", facts="A telephone number.", why="")
    assert Decision.objects.filter(measure=Measure.REMOVE).latest("pk").statement.why == "Letter 7"

    comment, case = waiting()
    decide(desk, case, comment, "remove", ground="7", facts="A telephone number.", why="My own words.")
    assert Decision.objects.filter(measure=Measure.REMOVE).latest("pk").statement.why == "My own words."


def test_a_removal_without_a_ground_is_refused(desk):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS | {"ground": ""})
    comment.refresh_from_db()
    assert comment.status == Status.HELD


def test_a_note_is_for_colleagues_and_not_in_the_statement(desk, moderator):
    comment, case = waiting()
    decide(desk, case, comment, "remove", **REASONS, note="Third time this week.")
    note = Note.objects.get()
    assert (note.about, note.made_by, note.text) == (comment.author, moderator, "Third time this week.")
    letter = OutboxItem.objects.get(key__startswith="statement:")
    assert "Third time" not in str(letter.payload)
    other = making.comment(making.article(), author=comment.author)
    assert "Third time this week." in desk.get(f"/admin/moderation/comment/{other.pk}/change/").content.decode()


def test_a_note_is_left_once_for_a_case_and_leaves_it_open(desk):
    comment, case = waiting()
    copy = making.comment(making.article(), measure=Measure.HOLD)
    queue.join(comment=copy, copied=[comment], reasons=["16"], risk=500, now=NOW)
    answer = decide(desk, case, comment, "note", text="Writes from three accounts.")
    assert answer.headers["Location"] == address(case)
    assert (Note.objects.count(), Case.objects.waiting().count()) == (1, 1)
    assert decide(desk, case, comment, "note", text=" ").status_code == 200


@pytest.mark.parametrize("page", ["case", "comment"])
def test_what_was_typed_when_the_session_had_ended_is_shown_again_and_nothing_decided(client, moderator, page):
    comment, case = waiting()
    card = address(case) if page == "case" else f"/admin/moderation/comment/{comment.pk}/change/"
    data = {"act": "remove", "version": f"{comment.pk}:1:held"} | REASONS | {"why": "My own words."}

    answer = client.post(card, data)
    assert answer.headers["Location"] == f"/en/account/login/?next={card}"
    _sign_in(client, moderator)

    again = client.get(card).content.decode()
    assert ("My own words." in again, "You had been signed out" in again) == (True, True)
    comment.refresh_from_db()
    assert comment.status == Status.HELD
    client.post(card, data)
    assert "draft" not in client.session


def _sign_in(client, person):
    """Sign in within the browser's session, as the form does."""
    person.set_password("a long sentence is fine")
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.post("/en/account/login/", {"login": person.email, "password": "a long sentence is fine"})


def test_after_a_decision_the_comment_is_one_press_away(desk):
    comment, case = waiting()
    answer = decide(desk, case, comment, "redact", **REASONS, body="The ferry […].")
    (said,) = get_messages(answer.wsgi_request)
    card = f"/admin/moderation/comment/{comment.pk}/change/"
    assert f'<a href="{card}">Look at it again</a>' in str(said)
    assert "Bring back what was taken out" in desk.get(card).content.decode()
    desk.post(card, {"act": "restore", "version": f"{comment.pk}:2:published"})
    comment.refresh_from_db()
    assert (comment.body, comment.version) == ("The ferry will be late again.", 3)


def test_what_a_check_failed_on_is_told_in_words_and_screened_again_with_one_key(desk):
    comment, case = waiting()
    Comment.objects.filter(pk=comment.pk).update(failed_rules="capitals,off_topic")
    page = desk.get(address(case)).content.decode()
    assert "Check failed: capitals, distance from the article." in page
    assert 'value="screen" class="button" data-key="a"' in page
    answer = decide(desk, case, comment, "screen")
    assert answer.headers["Location"] == address(case)
    page = desk.get(address(case)).content.decode()
    assert "All checks have seen it now." in page
    assert "Check failed" not in page
    assert Comment.objects.get(pk=comment.pk).status == Status.HELD


def test_what_no_check_reads_whole_is_not_screened_again(desk):
    comment, case = waiting()
    Comment.objects.filter(pk=comment.pk).update(failed_rules="characters")
    page = desk.get(address(case)).content.decode()
    assert "Check failed: characters that show something else than they say." in page
    assert 'value="screen"' not in page


def test_a_comment_of_an_article_that_readers_have_no_more_says_so(desk):
    comment, case = waiting()
    Comment.objects.filter(pk=comment.pk).update(failed_rules="capitals")
    Article.objects.update(status="draft", published_at=None)
    page = decide(desk, case, comment, "screen").content.decode()
    assert "Its article is not there for readers" in page
    assert Comment.objects.get(pk=comment.pk).failed_rules == "capitals"


def test_a_card_says_in_words_what_was_seen_and_by_which_entry(desk):
    shipping.load(now=NOW)
    comment, case = waiting()
    entry = ListEntry.objects.get(kind="words", language="en", pattern="asshole")
    seen = {"comment": comment, "version": 1, "score": 0.8, "action": "flag"}
    Finding.objects.create(**seen, rule="words", ground_id=5, entry=entry)
    Finding.objects.create(**seen, rule="personal_data", ground_id=7, detail="phone")
    page = desk.get(address(case)).content.decode()
    assert "<td>listed words (1)</td>" in page
    assert "<td><bdi>asshole</bdi></td>" in page
    assert "<td>A telephone number.</td>" in page

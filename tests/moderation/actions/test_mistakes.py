"""A mistake in an article, reported from a comment, is somebody's task until it is answered (C85)."""

import pytest

from accounts.actions import closing
from accounts.enums import TextsAtErasure
from accounts.models import OutboxItem
from accounts.privacy import ledger
from articles.actions import articles
from articles.actions.corrections import Note
from articles.enums import CorrectionKind, Role
from articles.models import Correction
from moderation.actions import comments, decisions, flood, mistakes, policies
from moderation.actions.mistakes import Answer, Told
from moderation.enums import MistakeState
from moderation.models import Comment, CorrectionCredit, Mistake
from tests.articles import making as newsroom
from tests.moderation import making
from tests.moderation.making import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("policy")]
NOTE = Note(CorrectionKind.CORRECTION, "The harbour opened on Tuesday.")


@pytest.fixture
def comment():
    making.rules()
    return making.comment(making.article(), author=making.member())


@pytest.fixture
def editor():
    return newsroom.staff(Role.EDITOR)


@pytest.fixture(autouse=True)
def _ledger_file():
    yield
    ledger.path().unlink(missing_ok=True)


def tell(comment, text="It was Tuesday.", reporter=None, **told) -> Mistake:
    return mistakes.tell(
        comment=comment, told=Told(text, **told), reporter=reporter, settings=policies.current(), now=NOW
    )


def correct(mistake, editor, **answer) -> Mistake:
    given = Answer(**{"state": MistakeState.CORRECTED, "note": NOTE} | answer)
    return mistakes.answer(mistake=mistake, answer=given, by=editor, now=NOW)


def letters(name: str) -> list[str]:
    """Return whom letters of this name went to."""
    return [item.payload["to"] for item in OutboxItem.objects.filter(key__startswith=f"{name}:").order_by("pk")]


def test_the_same_words_sent_twice_are_one_task_with_one_receipt(comment):
    first, again = tell(comment, email="ada@example.org"), tell(comment, email="ada@example.org")
    assert (first, first.state) == (again, MistakeState.OPEN)
    assert letters("mistake_received") == ["ada@example.org"]


def test_who_reports_many_waits_and_others_do_not(comment):
    most = int(policies.current().limit("flood_of_mistakes"))
    reader, other = making.member(), making.member()
    for number in range(most):
        tell(comment, f"Line {number} is wrong.", reporter=reader)
    with pytest.raises(flood.TooFast):
        tell(comment, "One more.", reporter=reader)
    tell(comment, "The first of mine.", reporter=other)
    assert Mistake.objects.count() == most + 1


def test_nothing_is_reported_from_a_comment_that_nobody_can_read(comment):
    comments.withdraw(comment=comment, now=NOW)
    with pytest.raises(mistakes.NothingToCorrect):
        tell(comment)


def test_what_was_withdrawn_a_moment_ago_is_told_nothing_about(comment):
    seen = Comment.objects.with_context().get(pk=comment.pk)
    comments.withdraw(comment=comment, now=NOW)
    with pytest.raises(mistakes.NothingToCorrect):
        tell(seen)


def test_a_button_pressed_twice_takes_the_task_once(comment, editor):
    mistake = tell(comment)
    for _ in range(2):  # the second page that was sent says what the first said
        mistakes.take(mistake=mistake, by=editor, now=NOW)
    assert Mistake.objects.get().taken_by == editor


def test_what_waits_goes_with_its_reporters_account_unless_others_said_it_again(comment, editor):
    reader = making.member()
    alone, first = tell(comment, "Line 3.", reporter=reader), tell(comment, reporter=reader)
    tell(comment, "Line 4.", email=reader.email.upper())
    again = tell(comment, "On a Tuesday!", email="bea@example.org")
    mistakes.answer(mistake=again, answer=Answer(MistakeState.DUPLICATE, repeats=first), by=editor, now=NOW)
    closing.erase_now(person=reader, texts=TextsAtErasure.ERASE, now=NOW)
    assert list(Mistake.objects.order_by("pk")) == [first, again]
    with pytest.raises(mistakes.Answered):
        correct(alone, editor)
    mistakes.answer(mistake=first, answer=Answer(MistakeState.NO_MISTAKE), by=editor, now=NOW)
    assert letters("mistake_answered") == ["bea@example.org"]


def test_a_task_is_taken_as_it_was_seen_and_given_back(comment, editor):
    mistake, colleague = tell(comment), newsroom.staff(Role.PUBLISHER)
    mistakes.take(mistake=mistake, by=editor, now=NOW)
    with pytest.raises(mistakes.HasIt):  # the colleague's page still says that nobody has it
        mistakes.take(mistake=mistake, by=colleague, now=NOW)
    mistake.refresh_from_db()
    mistakes.take(mistake=mistake, by=colleague, now=NOW)  # now it says whose it is
    with pytest.raises(mistakes.HasIt):
        mistakes.give_back(mistake=mistake, by=editor)
    mistake.refresh_from_db()
    mistakes.give_back(mistake=mistake, by=colleague)
    mistake.refresh_from_db()
    assert (mistake.taken_by, mistake.taken_at) == (None, None)


def test_only_who_answers_for_articles_takes_and_answers(comment):
    mistake = tell(comment)
    for stranger in (newsroom.staff(Role.REPORTER), making.moderator(), making.member()):
        with pytest.raises(mistakes.NotAllowed):
            mistakes.take(mistake=mistake, by=stranger, now=NOW)
        with pytest.raises(mistakes.NotAllowed):
            correct(mistake, stranger)
    assert not Correction.objects.exists()


def test_a_correction_credits_the_comment_and_both_lead_to_each_other(comment, editor, client):
    reader = making.member()
    mistake = correct(tell(comment, reporter=reader), editor)
    address = comment.article.get_absolute_url()
    assert (mistake.state, mistake.correction.text, mistake.decided_by) == ("corrected", NOTE.text, editor)
    assert CorrectionCredit.objects.get().comment == comment
    page = client.get(address).content.decode()
    assert f'<a href="/en/comments/{comment.pk}/">A reader’s comment pointed this out.</a>' in page
    assert f'<a href="{address}#correction-{mistake.correction_id}">Led to a correction of the article</a>' in page
    assert reader.name not in page
    assert letters("mistake_answered") == [reader.email]


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_the_answer_leads_to_the_correction_where_readers_see_it(comment, editor, is_taken_back):
    mistake = tell(comment, email="ada@example.org")
    if is_taken_back:
        articles.unpublish(article=comment.article, by=newsroom.staff(Role.PUBLISHER), now=NOW)
        mistake = Mistake.objects.with_context().get(pk=mistake.pk)
    answered = correct(mistake, editor)
    body = OutboxItem.objects.get(key=f"mistake_answered:{mistake.reference}").payload["text"]
    assert ("was corrected" in body, answered.correction.get_absolute_url() in body) == (True, not is_taken_back)


def test_a_removed_comment_that_comes_back_leads_to_its_correction_again(comment, editor):
    correct(tell(comment), editor)
    moderator = making.moderator()
    decided = {"version": 1, "moderator": moderator, "now": NOW}
    comment = Comment.objects.with_context().get(pk=comment.pk)
    decisions.remove(comment=comment, reasons=making.reasons(), **decided)
    decisions.restore(comment=comment, **decided)
    assert "Led to a correction" in Comment.objects.get(pk=comment.pk).card


def test_an_edit_keeps_what_the_comment_led_to(comment, editor):
    correct(tell(comment), editor)
    comment = Comment.objects.with_context().get(pk=comment.pk)
    comments.edit(comment=comment, version=1, submission=comments.Submission(making.ORDINARY), now=NOW)
    assert "Led to a correction" in Comment.objects.get(pk=comment.pk).card


def test_a_correction_that_is_there_already_answers_a_second_report_and_credits_the_first_alone(comment, editor):
    made = correct(tell(comment), editor).correction
    other = making.comment(comment.article)
    correct(tell(other), editor, note=None, correction=made)
    assert Correction.objects.count() == 1
    assert CorrectionCredit.objects.get().comment == comment
    assert "Led to a correction" not in Comment.objects.get(pk=other.pk).card


def test_who_repeats_an_open_report_is_answered_with_it(comment, editor):
    first, again = tell(comment, email="ada@example.org"), tell(comment, "On a Tuesday!", email="bea@example.org")
    mistakes.answer(mistake=again, answer=Answer(MistakeState.DUPLICATE, repeats=first), by=editor, now=NOW)
    assert letters("mistake_answered") == []
    mistakes.answer(mistake=first, answer=Answer(MistakeState.NO_MISTAKE, "See page 4."), by=editor, now=NOW)
    assert letters("mistake_answered") == ["ada@example.org", "bea@example.org"]
    assert "See page 4." in OutboxItem.objects.get(key=f"mistake_answered:{again.reference}").payload["text"]


def test_an_answer_names_this_articles_own_and_is_given_once(comment, editor):
    mistake, elsewhere = tell(comment), making.comment(making.article())
    foreign = correct(tell(elsewhere), editor)
    wrong = [
        Answer(MistakeState.CORRECTED),
        Answer(MistakeState.CORRECTED, correction=foreign.correction),
        Answer(MistakeState.NO_MISTAKE, note=NOTE),
        Answer(MistakeState.DUPLICATE),
        Answer(MistakeState.DUPLICATE, repeats=mistake),
        Answer(MistakeState.DUPLICATE, repeats=foreign),
        Answer(MistakeState.OPEN),
    ]
    for answer in wrong:
        with pytest.raises(mistakes.NoSuchAnswer):
            mistakes.answer(mistake=mistake, answer=answer, by=editor, now=NOW)
    mistakes.answer(mistake=mistake, answer=Answer(MistakeState.NO_MISTAKE), by=editor, now=NOW)
    with pytest.raises(mistakes.Answered):
        correct(mistake, editor)
    with pytest.raises(mistakes.Answered):
        mistakes.take(mistake=mistake, by=editor, now=NOW)
    assert Correction.objects.count() == 1  # the other article's

"""Notes of colleagues on passages of a text: left, answered, resolved, opened again; who is told (A42)."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutboxItem, User
from accounts.privacy import retention
from articles import permissions
from articles.actions import articles, notes
from articles.enums import Deed, Role, Thing
from articles.models import ArticleNote, Mention, PaperEvent, Text
from articles.reach import OutOfReach
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return making.staff(Role.EDITOR)


@pytest.fixture
def article(editor):
    text = Text("ferry", "The ferry is late", "Again.", "<p>It left at seven. <em>The</em> crew</p><p>sang.</p>")
    return articles.begin(edition=making.edition(), section=making.section(), text=text, author=editor, now=NOW)


def left(article, by, body="Who says so?", quote="It left at seven."):
    return notes.leave(article=article, quote=quote, body=body, by=by, now=NOW)


@pytest.mark.parametrize("quote", ["The ferry is late", "Again.", "The crew\n\nsang."])
def test_a_note_stands_on_a_passage_of_title_summary_or_text(article, editor, quote):
    note = left(article, editor, quote=quote)
    assert (note.quote, note.made_by, note.answer_to) == (" ".join(quote.split()), editor, None)


def test_a_note_stands_on_the_newest_text_whatever_readers_see(article, editor):
    making.Section.objects.update(needs_four_eyes=False)
    articles.publish(article=article, by=editor, now=NOW, revision=1)
    newest = Text("ferry", "The ferry is on time", "", "<p>It left at six.</p>")
    articles.revise(article=article, text=newest, base=1, author=editor, now=NOW)
    assert left(article, editor, quote="It left at six.")
    with pytest.raises(notes.NoPassage, match="does not hold"):
        left(article, editor)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        pytest.param({"quote": "It left at nine."}, notes.NoPassage, id="a passage that is not there"),
        pytest.param({"quote": "e"}, notes.NoPassage, id="a passage that is there twice"),
        pytest.param({"body": " \u2800 "}, notes.NothingSaid, id="no words"),
        pytest.param({"body": "@Nobody knows"}, notes.NamesNobody, id="nobody's name"),
    ],
)
def test_what_cannot_be_a_note_is_refused_and_nothing_stored(article, editor, said, refusal):
    with pytest.raises(refusal):
        left(article, editor, **said)
    assert (ArticleNote.objects.exists(), PaperEvent.objects.exists()) == (False, False)


def test_who_is_named_gets_one_letter_in_their_language_without_the_words(article, editor):
    ana = making.joining(making.person("Ana Lima", is_staff=True, language="de"), Role.REPORTER)
    note = left(article, editor, f"@ana lima and @{editor.public_id}: who says so?")
    assert note.body == f"@{ana.public_id} and @{editor.public_id}: who says so?"
    assert set(note.mentions.values_list("person", flat=True)) == {ana.pk, editor.pk}
    letter = OutboxItem.objects.get(channel="mail")
    assert (letter.person, letter.key) == (ana, f"note:{note.pk}:{ana.pk}")
    assert f"/admin/articles/article/{article.pk}/notes/#note-{note.pk}" in letter.payload["text"]
    assert (letter.payload["language"], "who says so" in letter.payload["text"]) == ("de", False)


def test_only_who_may_see_the_article_can_be_named(article, editor):
    for somebody in (
        making.limited(Role.EDITOR, ["sport"], []),
        making.joining(making.person(is_staff=True, is_active=False), Role.EDITOR),
        making.joining(making.person(is_staff=True, blocked_at=NOW), Role.EDITOR),
        making.person(is_staff=True),
        making.person(),
    ):
        with pytest.raises(notes.NamesNobody):
            left(article, editor, f"@{somebody.public_id}")
    here = making.limited(Role.REPORTER, ["news"], ["en"])
    assert left(article, editor, f"@{here.public_id}").mentions.get().person == here


def test_nobody_leaves_answers_or_resolves_a_note_elsewhere(article, editor):
    note, elsewhere = left(article, editor), making.limited(Role.PUBLISHER, [], ["de"])
    acts = [
        partial(left, article, elsewhere),
        partial(notes.answer, note=note, body="x", by=elsewhere, now=NOW),
        partial(notes.resolve, note=note, by=elsewhere, now=NOW),
        partial(notes.reopen, note=note, by=elsewhere, now=NOW),
    ]
    for act in acts:
        with pytest.raises(OutOfReach):
            act()
    assert ArticleNote.objects.get().resolved_at is None


def test_a_press_too_many_leaves_nothing_twice(article, editor):
    note, ana = left(article, editor), making.staff(Role.REPORTER)
    answer = partial(notes.answer, note=note, body=f"@{ana.public_id} will see.", by=editor, now=NOW)
    assert (left(article, editor), answer()) == (note, answer())
    assert (ArticleNote.objects.count(), OutboxItem.objects.count(), PaperEvent.objects.count()) == (2, 1, 2)


def test_who_answers_an_answer_answers_its_note(article, editor):
    note = left(article, editor)
    first = notes.answer(note=note, body="The harbour master.", by=editor, now=NOW)
    second = notes.answer(note=first, body="Since when?", by=editor, now=NOW)
    assert second.answer_to == note


def test_what_becomes_of_a_note_is_logged_without_its_words(article, editor):
    note, reporter = left(article, editor), making.staff(Role.REPORTER)
    notes.answer(note=note, body="The harbour master.", by=reporter, now=NOW)
    notes.resolve(note=note, body="Thanks.", by=editor, now=NOW)
    note.refresh_from_db()
    assert (note.resolved_by, note.resolved_at) == (editor, NOW)
    notes.reopen(note=note, by=reporter, now=NOW)
    said = list(ArticleNote.objects.about(article).open().get().answers.values_list("body", "made_by"))
    assert said == [("The harbour master.", reporter.pk), ("Thanks.", editor.pk)]
    logged = PaperEvent.objects.filter(thing=Thing.NOTE, key=str(article.pk)).order_by("pk")
    assert list(logged.values_list("act", "made_by", "note")) == [
        (act, by.pk, f"#{note.pk}")
        for act, by in (
            (Deed.ADD, editor),
            (Deed.ANSWER, reporter),
            (Deed.ANSWER, editor),
            (Deed.RESOLVE, editor),
            (Deed.REOPEN, reporter),
        )
    ]


def test_of_two_who_resolve_a_note_the_second_is_told_and_an_answer_opens_it_again(article, editor):
    note = left(article, editor)
    notes.resolve(note=note, by=editor, now=NOW)
    with pytest.raises(notes.NothingChanges):
        notes.resolve(note=note, by=editor, now=NOW)
    notes.answer(note=note, body="Not quite.", by=editor, now=NOW)
    assert list(ArticleNote.objects.open()) == [note]
    with pytest.raises(notes.NothingChanges):
        notes.reopen(note=note, by=editor, now=NOW)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"quote": "x", "body": ""}, id="without words"),
        pytest.param({"body": "x"}, id="on no passage"),
        pytest.param({"quote": "x", "body": "x", "resolved_at": NOW}, id="resolved by nobody"),
    ],
)
def test_the_database_refuses_what_is_no_note(article, editor, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleNote.objects.create(article=article, made_by=editor, made_at=NOW, **columns)


def test_a_note_goes_with_its_answers_ninety_days_after_it_is_resolved(article, editor):
    note, stays = left(article, editor, f"@{editor.public_id}"), left(article, editor, quote="Again.")
    notes.resolve(note=note, body="Done.", by=editor, now=NOW)
    retention.run(now=NOW + timedelta(days=89))
    assert ArticleNote.objects.count() == 3
    retention.run(now=NOW + timedelta(days=91))
    assert (list(ArticleNote.objects.all()), Mention.objects.count()) == ([stays], 0)


def test_who_may_be_named_is_who_may_see_the_article(article):
    """Asked of all the other way round, it says the same as `may_see` asked of each."""
    making.limited(Role.EDITOR, ["news"], ["en"])
    making.limited(Role.EDITOR, ["sport", "news"], [])
    making.limited(Role.EDITOR, [], ["de"])
    making.limited(Role.REPORTER, ["sport"], [], to=making.limited(Role.EDITOR, ["news"], []))
    given = making.limited(Role.EDITOR, ["sport"], [])
    given.user_permissions.add(making.Permission.objects.get(codename="view_article"))
    making.joining(making.limited(Role.EDITOR, ["sport"], []), Role.PUBLISHER)
    making.person(is_staff=True, is_superuser=True)
    making.person(is_staff=True)
    making.staff(Role.REPORTER)
    seeing = {one for one in User.objects.filter(is_staff=True) if permissions.may_see(one, article)}
    assert len(seeing) == 7  # the author, too
    assert set(permissions.seen_by(article)) == seeing

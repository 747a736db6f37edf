"""Notes on passages at the desk: beside the text in the form, on a page of their own, without scripts (A42)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import notes
from articles.enums import Role
from articles.models import Article, ArticleNote
from tests.articles import making
from tests.articles.admin.asking import address, filled, written
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db

BODY = "<p>It left at seven.</p><p>Nobody <em>saw</em> it.</p>"


def page(article: Article) -> str:
    return reverse("admin:articles_article_notes", args=[article.pk])


def sent(client, article, **fields):
    answer = client.post(page(article), {"act": "leave", "quote": "Nobody saw it.", "body": "Who says so?"} | fields)
    return answer, answer.content.decode()


@pytest.fixture
def editor(desk):
    return desk(Role.EDITOR)


@pytest.fixture
def article(editor):
    return written(editor, body=BODY)


def test_a_note_is_left_on_its_page_and_shown_there_and_in_the_form(editor, article):
    answer, _ = sent(editor, article, body="Who says so?\n<b>Ask.</b>")
    note = ArticleNote.objects.get()
    assert answer["Location"] == f"{page(article)}#note-{note.pk}"
    for shown in (editor.get(page(article)).content.decode(), editor.get(address(article)).content.decode()):
        assert "<mark>Nobody saw it.</mark>" in shown
        assert "Who says so?<br>&lt;b&gt;Ask.&lt;/b&gt;" in shown
    assert ">Notes (1)</a>" in shown
    assert f'href="{page(article)}#note-{note.pk}"' in shown


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"quote": "Somebody saw it."}, "quote", id="a passage that is not there"),
        pytest.param({"quote": "e"}, "quote", id="a passage that is there twice"),
        pytest.param({"quote": "x" * 501}, "quote", id="too long a passage"),
        pytest.param({"body": "@Nemo, who says so?"}, "body", id="a name that is nobody's"),
        pytest.param({"body": " "}, "body", id="no words"),
    ],
)
def test_a_refusal_stands_beside_the_field_and_what_was_typed_stays(editor, article, typed, field):
    _, shown = sent(editor, article, **typed)
    assert f'href="#id_{field}"' in shown
    assert re.search(rf'<textarea name="{field}"[^>]*aria-invalid="true"', shown)
    for value in ({"quote": "Nobody saw it.", "body": "Who says so?"} | typed).values():
        assert value.strip() in shown
    assert not ArticleNote.objects.exists()


def test_a_note_is_answered_resolved_with_a_last_word_and_opened_again(editor, article):
    sent(editor, article)
    note = ArticleNote.objects.get()
    sent(editor, article, act="answer", note=note.pk, body="The crew.")
    sent(editor, article, act="resolve", note=note.pk, body="Thanks.")
    shown = editor.get(page(article)).content.decode()
    assert "Nothing waits for anybody." in shown
    assert "The crew." in shown
    assert "Thanks." in shown
    assert f"Resolved by {editor.person}" in shown
    assert "Notes (" not in editor.get(address(article)).content.decode()
    sent(editor, article, act="reopen", note=note.pk, body="")
    assert ">Notes (1)</a>" in editor.get(address(article)).content.decode()


def test_a_refused_answer_stays_beside_its_note(editor, article):
    sent(editor, article)
    note = ArticleNote.objects.get()
    _, shown = sent(editor, article, act="answer", note=note.pk, body="@Nemo knows.")
    assert re.search(rf'id="id_body_{note.pk}"[^>]*>\s*@Nemo knows.</textarea>', shown)
    _, shown = sent(editor, article, act="answer", note=note.pk, body="")
    assert "Say what is to be done" in shown
    assert note.answers.count() == 0


def test_whoever_resolves_second_is_told(editor, article):
    sent(editor, article)
    note = ArticleNote.objects.get()
    notes.resolve(note=note, by=editor.person, now=NOW)
    answer, _ = sent(editor, article, act="resolve", note=note.pk, body="")
    assert "meanwhile: see how it stands now." in editor.get(answer["Location"]).content.decode()


def test_a_passage_that_is_gone_is_still_quoted_and_stands_last(editor, article):
    sent(editor, article)
    sent(editor, article, quote="It left at seven.", body="Or eight?")
    first = re.findall("<mark>[^<]*", editor.get(page(article)).content.decode())
    assert first == ["<mark>It left at seven.", "<mark>Nobody saw it."]  # as they stand in the text
    editor.post(address(article), filled(body="<p>Nobody <em>saw</em> it.</p>"))
    shown = editor.get(page(article)).content.decode()
    assert re.findall("<mark>[^<]*", shown) == first[::-1]
    assert shown.count("The text does not hold this passage any more.") == 1
    assert "The text does not hold this passage any more." in editor.get(address(article)).content.decode()


def test_names_are_offered_and_shown_as_they_are_now(editor, article):
    ana = making.joining(making.person("Ana Lima", is_staff=True), Role.REPORTER)
    making.limited(Role.REPORTER, ["sport"], [], to=making.person("Zoe Far", is_staff=True))
    shown = editor.get(page(article)).content.decode()
    assert "<bdi>@Ana Lima</bdi>" in shown
    assert "Zoe Far" not in shown
    answer, _ = sent(editor, article, body="@ana lima, who says so?")
    assert "A letter goes to: Ana Lima." in editor.get(answer["Location"]).content.decode()
    ana.name = "Ana Souza"
    ana.save()
    assert "<strong><bdi>@Ana Souza</bdi></strong>, who" in editor.get(page(article)).content.decode()


def test_a_reporter_leaves_notes_on_others_articles_too(desk, article):
    reporter = desk(Role.REPORTER)
    assert sent(reporter, article)[0].status_code == 302
    assert ">Notes (1)</a>" in reporter.get(address(article)).content.decode()


def test_whose_role_does_not_hold_there_neither_reads_nor_writes_notes(editor, article):
    sent(editor, article)
    note = ArticleNote.objects.get()
    editor.force_login(making.limited(Role.PUBLISHER, ["sport"], []))
    acts = {"leave": {}} | {act: {"note": note.pk} for act in ("answer", "resolve", "reopen")}
    answers = [editor.get(page(article)), *(sent(editor, article, act=act, **about)[0] for act, about in acts.items())]
    assert [answer.status_code for answer in answers] == [403] * 5
    assert not any("Who says so?" in answer.content.decode() for answer in answers)
    assert (ArticleNote.objects.count(), ArticleNote.objects.get().resolved_at) == (1, None)


def test_a_note_is_reached_from_its_own_article_alone(editor, article):
    sent(editor, article)
    note, other = ArticleNote.objects.get(), making.draft(slug="other", body="<p>Other.</p>")
    making.revision(other)
    for key in (note.pk, 10**9, "x"):
        assert sent(editor, other, act="resolve", note=key)[0].status_code == 404
    note.refresh_from_db()
    assert note.resolved_at is None
    assert sent(editor, article, act="delete")[0].status_code == 404


def test_what_was_typed_when_the_session_ended_stands_there_after_signing_in(editor, article):
    session = editor.session
    session["draft"] = {"path": page(article), "fields": {"quote": "Nobody saw it.", "body": "Who says so?"}}
    session.save()
    assert re.search(r">\s*Who says so\?</textarea>", editor.get(page(article)).content.decode())


def test_notes_cost_no_statement_of_their_own(editor, article):
    def say(quote: str) -> None:
        note = notes.leave(article=article, quote=quote, body="Who says so?", by=editor.person, now=NOW)
        notes.answer(note=note, body=f"@{editor.person.public_id}", by=making.staff(Role.EDITOR), now=NOW)

    def costs(where: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert "Who says so?" in editor.get(where).content.decode()
            return len(captured)

    say("Nobody saw it.")
    editor.get(page(article))  # with the message that the article is saved
    one = [costs(where) for where in (page(article), address(article))]
    say("It left at seven.")
    say("The ferry is late")
    assert [costs(where) for where in (page(article), address(article))] == one

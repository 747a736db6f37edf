"""A live blog at the desk: begun, written in and put right without scripts, and no word lost (A44)."""

import pytest
from django.urls import reverse

from accounts import drafts
from articles.actions import live
from articles.actions.live import Said
from articles.admin.live import PAGE
from articles.enums import Role
from articles.models import Article, LiveEntry
from tests.articles import making
from tests.articles.admin.asking import address
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(desk):
    return desk(Role.EDITOR)


@pytest.fixture
def running(editor) -> Article:
    article = making.article()
    live.begin(article=article, by=editor.person, now=NOW)
    return article


def page(article: Article) -> str:
    return reverse("admin:articles_article_live", args=[article.pk])


def sent(client, article, act="add", **fields):
    answer = client.post(page(article), {"act": act} | fields)
    return answer, answer.content.decode()


def shown(client, article, query="") -> str:
    return client.get(page(article) + query).content.decode()


def test_an_editor_begins_adds_and_ends(editor):
    article = making.article()
    assert f'href="{page(article)}">Live blog</a>' in editor.get(address(article)).content.decode()
    assert "Add an entry" not in shown(editor, article)
    sent(editor, article, "begin")
    assert f"\n{editor.person.name}</textarea>" in shown(editor, article)
    answer, _ = sent(editor, article, body="<p>One.</p>", headline="Goal", byline="Ada")
    assert answer["Location"] == f"{page(article)}#add"
    entry = LiveEntry.objects.get()
    assert (entry.body, entry.headline, entry.byline, entry.made_by) == ("<p>One.</p>", "Goal", "Ada", editor.person)
    assert "\nAda</textarea>" in shown(editor, article)
    sent(editor, article, "end")
    assert "Add an entry" not in shown(editor, article)
    assert "Let the live blog go on" in shown(editor, article)


def test_an_entry_is_edited_where_it_stands_pinned_and_withdrawn(editor, running):
    sent(editor, running, body="<p>One.</p>", byline="")
    entry = LiveEntry.objects.get()
    key = str(entry.pk)
    form = shown(editor, running, f"?entry={key}")
    assert f'name="base" value="1" id="id_base_{key}"' in form
    assert "&lt;p&gt;One.&lt;/p&gt;</textarea>" in form
    answer, _ = sent(editor, running, "edit", entry=key, base=1, body="<p>Two.</p>")
    assert answer["Location"] == f"{page(running)}#entry-{key}"
    for act, words in (("pin", "Unpin"), ("unpin", ">Pin<"), ("withdraw", "Withdrawn:")):
        sent(editor, running, act, entry=key)
        assert words in shown(editor, running)
    listed = shown(editor, running)
    assert "One earlier version" in listed
    assert "<p>One.</p>" in listed
    assert "?entry=" not in listed
    assert "Changed" in editor.get(reverse("admin:articles_article_history", args=[running.pk])).content.decode()


def test_what_is_refused_keeps_what_was_typed(editor, running):
    _, empty = sent(editor, running, body="<p> </p>", headline="Kept words")
    assert "Write what the entry says." in empty
    assert 'value="Kept words"' in empty
    live.end(article=running, by=editor.person, now=NOW)
    _, late = sent(editor, running, body="<p>Late words.</p>")
    assert "The live blog is not running." in late
    assert "Late words." in late
    assert not LiveEntry.objects.exists()


def test_whoever_comes_second_sees_both_texts_and_sends_again(editor, running):
    entry = live.add(article=running, said=Said("<p>One.</p>"), by=editor.person, now=NOW)
    live.edit(entry=entry, said=Said("<p>Theirs.</p>"), base=1, by=editor.person, now=NOW)
    _, both = sent(editor, running, "edit", entry=entry.pk, base=1, body="<p>Mine.</p>")
    assert "Somebody else has changed this entry meanwhile." in both
    assert "<p>Theirs.</p>" in both
    assert "&lt;p&gt;Mine.&lt;/p&gt;</textarea>" in both
    assert f'name="base" value="2" id="id_base_{entry.pk}"' in both
    sent(editor, running, "edit", entry=entry.pk, base=2, body="<p>Mine.</p>")
    entry.refresh_from_db()
    assert entry.body == "<p>Mine.</p>"


def test_an_entry_on_a_further_page_is_edited_too_and_its_words_are_kept(editor, running):
    said = {"article": running, "body": "<p>One.</p>", "made_by": editor.person, "made_at": NOW}
    first, *_others = LiveEntry.objects.bulk_create([LiveEntry(**said) for _ in range(PAGE + 1)])
    assert f'id="entry-{first.pk}"' not in shown(editor, running)
    assert f'id="id_body_{first.pk}"' in shown(editor, running, f"?entry={first.pk}")
    _, refused = sent(editor, running, "edit", entry=first.pk, base=1, body="<p> </p>", headline="Kept words")
    assert 'value="Kept words"' in refused


def test_who_may_not_change_an_entry_is_shown_no_form_for_it(desk, running):
    entry = live.add(article=running, said=Said("<p>One.</p>"), by=making.staff(Role.EDITOR), now=NOW)
    assert "id_body_" not in shown(desk(Role.REPORTER), running, f"?entry={entry.pk}")


def test_what_was_typed_when_the_session_had_ended_is_there_again(editor, running):
    session = editor.session
    session[drafts.KEY] = {"path": page(running), "fields": {"act": "add", "body": "<p>Kept.</p>"}}
    session.save()
    assert "&lt;p&gt;Kept.&lt;/p&gt;</textarea>" in shown(editor, running)


def test_a_reporter_writes_in_what_is_theirs_and_reads_the_rest(desk, running):
    entry = live.add(article=running, said=Said("<p>One.</p>"), by=making.staff(Role.EDITOR), now=NOW)
    reporter = desk(Role.REPORTER)
    seen = shown(reporter, running)
    assert "<p>One.</p>" in seen
    assert "Add an entry" not in seen
    assert 'value="end"' not in seen
    _, refused = sent(reporter, running, body="<p>Mine.</p>")
    assert "This article is somebody else’s. Ask its author or an editor." in refused.replace("&#x27;", "’")
    assert "Mine." in refused
    Article.objects.filter(pk=running.pk).update(created_by=reporter.person)
    sent(reporter, running, body="<p>Mine.</p>")
    assert LiveEntry.objects.shown(running).first().made_by == reporter.person
    assert f'value="{entry.pk}"' not in shown(reporter, running)


@pytest.mark.parametrize("fields", [{"act": "x"}, {"act": "edit"}, {"act": "pin", "entry": "0"}, {"entry": "9" * 30}])
def test_what_the_page_does_not_offer_is_not_there(editor, running, fields):
    assert editor.post(page(running), {"act": "add", "body": "<p>One.</p>"} | fields).status_code == 404


@pytest.mark.parametrize("number", [1, 4])
def test_the_page_costs_the_same_however_many_entries_it_has(editor, running, number, django_assert_max_num_queries):
    for n in range(number):
        live.add(article=running, said=Said(f"<p>{n}</p>"), by=making.person(is_staff=True, is_superuser=True), now=NOW)
    with django_assert_max_num_queries(16):
        shown(editor, running)

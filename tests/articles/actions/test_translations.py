"""Translations know what they were translated from, and when that says something else (A41)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from articles.actions import articles
from articles.enums import Role
from articles.models import Article, Text
from articles.translations import behind, sources, untold
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def by():
    return making.staff(Role.PUBLISHER)


@pytest.fixture
def english(by):
    """An article that is out."""
    section = making.section(needs_four_eyes=False)
    text = Text(slug="harbour", title="The harbour opens", summary="At last.", body="<p>On Monday.</p>")
    begun = articles.begin(edition=making.edition(), section=section, text=text, author=by, now=NOW)
    return articles.publish(article=begun, by=by, now=NOW, revision=1)


@pytest.fixture
def german(english, by):
    made = articles.add_edition(article=english, edition=making.edition("de"), author=by, now=NOW)
    return written(made, by, title="Der Hafen öffnet")


def written(article, by, *, now=NOW, **changes):
    newest = article.newest_revision()
    text = replace(Text.of(newest), **changes)
    articles.revise(article=article, text=text, base=newest.number, author=by, now=now)
    return Article.objects.get(pk=article.pk)


def out_anew(article, by, *, now=LATER, **changes):
    newest = written(article, by, now=now, **changes).newest_revision()
    return articles.publish(article=article, by=by, now=now, revision=newest.number)


def since(article):
    return Article.objects.get(pk=article.pk).behind_since


def test_a_translation_says_what_it_was_begun_from(english, german):
    assert german.newest_revision().source == english.live_revision
    assert since(german) is None


def test_it_is_behind_once_readers_see_something_else_and_says_in_which_fields(english, german, by):
    written(english, by, now=LATER, title="The harbour opened", summary="Today.")
    assert since(german) is None, "nobody reads it yet"
    out_anew(english, by)
    assert since(german) == LATER
    (found,) = behind([german])
    assert (found.article, found.source.number, set(found.columns)) == (german, 1, {"title", "summary"})


def test_since_when_stays_until_it_is_translated_anew(english, german, by):
    english = out_anew(english, by, title="The harbour opened")
    out_anew(english, by, now=LATER + timedelta(days=1), summary="Yesterday.")
    written(german, by, title="Der Hafen ist offen")
    assert since(german) == LATER
    newest = Article.objects.get(pk=english.pk).live_revision
    written(german, by, source_id=newest.pk)
    assert since(german) is None


def test_an_editions_own_changes_nothing_for_others(english, german, by):
    out_anew(english, by, byline="A. Writer", slug="the-harbour")
    assert since(german) is None


def test_what_was_changed_back_needs_no_translation(english, german, by):
    english = out_anew(english, by, title="The harbor opens")
    out_anew(english, by, now=LATER + timedelta(hours=1), title="The harbour opens")
    assert since(german) is None


def test_in_its_own_words_it_follows_nothing(english, german, by):
    out_anew(english, by, title="The harbour opened")
    written(german, by, source_id=None)
    assert since(german) is None


def test_an_earlier_text_follows_what_it_followed(english, german, by):
    english = out_anew(english, by, title="The harbour opened")
    written(german, by, source_id=english.live_revision_id)
    first = german.revisions.get(number=2)
    articles.restore(revision=first, base=german.newest_revision().number, author=by, now=LATER)
    assert since(german) is not None


def test_a_translation_begins_with_what_readers_see(english, by):
    written(english, by, title="Not out yet")
    made = articles.add_edition(article=english, edition=making.edition("de"), author=by, now=NOW)
    assert made.title == "The harbour opens"


def test_followed_is_what_was_begun_before_and_may_be_read(english, german, by):
    written(english, by, title="Not out yet")
    assert sources(german, by, NOW) == [english.live_revision]
    assert sources(english, by, NOW) == []
    elsewhere = making.limited(Role.EDITOR, [], ["fr"])
    french = articles.add_edition(article=english, edition=making.edition("fr"), author=elsewhere, now=NOW)
    assert sources(french, by, NOW) == [english.live_revision, german.newest_revision()]
    assert sources(french, elsewhere, NOW) == [english.live_revision], "the German draft is not theirs to read"


def test_untold_is_what_came_out_lately_elsewhere_once_for_each_story(english, by):
    french = making.article("fr", story=english.story)
    old = making.article("fr", published_at=NOW - timedelta(days=31))
    making.draft("fr")
    assert list(untold(making.edition("de"), NOW)) == [english]
    assert old not in untold(making.edition("en"), NOW)
    assert list(untold(making.edition("en"), NOW)) == []
    articles.add_edition(article=french, edition=making.edition("de"), author=by, now=NOW)
    assert list(untold(making.edition("de"), NOW)) == []

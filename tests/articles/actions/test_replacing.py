"""A photo is replaced wherever it is shown, at once, and nothing else comes out with it (A8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from articles.actions import articles, replacing
from articles.enums import Act, Role
from articles.models import Article, Photo, Story, Text
from tests.articles import making
from tests.articles.actions.test_articles import TEXT, begun
from tests.articles.making import NOW
from tests.articles.pages.asking import Server

pytestmark = pytest.mark.django_db(transaction=True)


def shown_in(photo: Photo) -> list:
    story = Story.objects.create()
    return [making.article("en", story=story, photo=photo), making.article("de", story=story, photo=photo, slug="h")]


def test_a_photo_is_replaced_in_every_article_at_once():
    photo, other = making.photo(), making.photo(credit="Z. Maker")
    article = shown_in(photo)[0]
    shown_in(photo)
    server = Server()
    assert "A. Photographer" in server.get(article.get_absolute_url()).text
    assert replacing.replace(photo=photo, other=other, by=making.staff(Role.EDITOR), now=NOW) == 4
    assert set(Article.objects.values_list("photo", "live_revision__photo")) == {(other.pk, other.pk)}
    assert "Z. Maker" in server.get(article.get_absolute_url()).text


def test_a_photo_is_replaced_everywhere_or_nowhere():
    photo, other = making.photo(), making.photo()
    writer = making.staff(Role.REPORTER)
    own = making.draft(photo=photo, created_by=writer)
    shown_in(photo)
    with pytest.raises(articles.NotAllowed):
        replacing.replace(photo=photo, other=other, by=writer, now=NOW)
    own.refresh_from_db()
    assert own.photo == photo


@pytest.mark.parametrize("ends", [0, -1])
def test_a_photo_is_not_replaced_by_one_that_nobody_sees(ends):
    photo, over = making.photo(), making.photo(expires_at=NOW + timedelta(days=ends))
    for other in (photo, over):
        with pytest.raises(replacing.SamePhoto):
            replacing.replace(photo=photo, other=other, by=making.staff(Role.EDITOR), now=NOW)


def test_a_photo_that_is_replaced_at_once_leaves_what_waits_waiting_and_its_writers_theirs():
    writer, replacer = making.staff(Role.EDITOR), making.staff(Role.EDITOR)
    photo, other = making.photo(), making.photo()
    article = begun(author=writer, needs_four_eyes=True, text=replace(TEXT, photo_alt="A boat"), photo=photo)
    articles.publish(article=article, by=replacer, now=NOW, revision=1)
    waiting = replace(Text.of(article.newest_revision()), title="Waits")
    articles.revise(article=article, text=waiting, base=1, author=writer, now=NOW)
    assert replacing.replace(photo=photo, other=other, by=replacer, now=NOW) == 1
    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.photo, article.live_revision.number) == (TEXT.title, other, 3)
    assert (article.newest_revision().title, article.newest_revision().photo) == ("Waits", other)
    assert article.events.first().act == Act.PUBLISH
    with pytest.raises(articles.NotAllowed, match="somebody else must"):
        articles.publish(article=article, by=writer, now=NOW, revision=4)
    articles.publish(article=article, by=replacer, now=NOW, revision=4)

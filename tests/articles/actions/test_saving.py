"""What a revision holds beside words reaches readers by publishing alone (A8, A11)."""

from dataclasses import replace

import pytest
from django.urls import reverse

from articles.actions import articles, photos
from articles.enums import Role
from articles.models import Article, Photo, Section, Text
from tests.articles import making
from tests.articles.actions.test_articles import TEXT, begun
from tests.articles.making import NOW
from tests.articles.pages.asking import Server
from tests.articles.pages.test_staleness import timeless

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def editor():
    return making.staff(Role.EDITOR)


def sport() -> Section:
    section = making.section("sport", needs_four_eyes=False)
    section.names.get_or_create(edition=making.edition(), defaults={"name": "Sport", "slug": "sport"})
    return section


def out(editor, photo: Photo | None = None) -> Article:
    """A story that readers see in two editions, the first of them with another section to move to."""
    sport()
    text = replace(TEXT, photo_alt="A boat")
    article = begun(author=editor, text=text, photo=photo)
    article = articles.publish(article=article, by=editor, now=NOW, revision=1)
    making.section("section-False").names.get_or_create(
        edition=making.edition("de"), defaults={"name": "Neues", "slug": "neues"}
    )
    told = articles.add_edition(article=article, edition=making.edition("de"), author=editor, now=NOW)
    articles.publish(article=told, by=editor, now=NOW, revision=1)
    return article


def read(server: Server, article: Article) -> dict[str, str]:
    """Read all that names the article, its photo or its section."""
    lists = ("/en/", "/en/sections/section-False/", "/en/feed.rss", "/en/sitemap-lists.xml", "/en/search/?q=ferry")
    beyond = ("/en/sections/sport/", "/en/sections/sport/feed.atom", "/en/search/?q=ferry&section=sport")
    told = [one.get_absolute_url() for one in article.story.articles.order_by("pk")]
    asked = {address: address.partition("?") for address in (*lists, *beyond, *told)}
    return {address: timeless(server.get(path, query=query).text) for address, (path, _q, query) in asked.items()}


def test_another_photo_and_section_of_what_is_out_are_read_once_published_and_in_that_edition_alone(editor):
    old, new = making.photo(credit="Old Maker"), making.photo(credit="New Maker")
    article = out(editor, old)
    server = Server()
    before = read(server, article)
    text = replace(Text.of(article.newest_revision()), section_id=sport().pk, photo_id=new.pk)
    articles.revise(article=article, text=text, base=1, author=editor, now=NOW)
    assert read(server, article) == read(Server(), article) == before

    articles.publish(article=article, by=editor, now=NOW, revision=2)
    after = read(server, article)
    _theirs, german = (one.get_absolute_url() for one in article.story.articles.order_by("pk"))
    assert {address for address in before if before[address] == after[address]} == {german}
    page = after[article.get_absolute_url()]
    assert ("New Maker" in page, "Old Maker" in page, ">Sport</a>" in page) == (True, False, True)
    assert TEXT.title in after["/en/sections/sport/"]
    assert TEXT.title not in after["/en/sections/section-False/"]


def test_no_field_of_an_article_changes_for_readers_by_saving(editor):
    article = out(editor, making.photo())
    before = Article.objects.values().get(pk=article.pk)
    other = Text(
        slug="b", title="B", summary="B", body="<p>B</p>", section_id=sport().pk, photo_id=making.photo().pk,
        photo_alt="B", photo_is_decorative=True, photo_caption="B", byline="B", for_people_only=True,
        tags=str(making.tag("B").pk), related=str(making.article().pk), source_id=making.article("de").live_revision_id,
    )  # fmt: skip
    was = vars(Text.of(article.newest_revision()))
    assert not [name for name, value in vars(other).items() if value == was[name]], "each field is another"
    articles.revise(article=article, text=other, base=1, author=editor, now=NOW)
    assert Article.objects.values().get(pk=article.pk) == before
    assert (article.taggings.count(), article.picks.count()) == (0, 0)
    assert vars(Text.of(article.newest_revision())) == vars(other)


def test_the_desk_says_what_becomes_of_photo_and_section_and_an_earlier_one_is_restored(editor, client):
    article = out(editor, making.photo(credit="Old Maker"))
    text = replace(Text.of(article.newest_revision()), section_id=sport().pk, photo_id=making.photo(credit="New").pk)
    moved = articles.revise(article=article, text=text, base=1, author=editor, now=NOW)
    client.force_login(editor)
    page = client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    changes = page[page.index("What changes for readers") :]
    for words in ("Photo", "Old Maker", "Section", "Sport"):
        assert words in changes
    history = client.get(reverse("admin:articles_article_history", args=[article.pk])).content.decode()
    assert "Sport" in history

    restored = articles.restore(revision=article.revisions.get(number=1), base=2, author=editor, now=NOW)
    first = article.revisions.get(number=1)
    assert (restored.number, restored.photo, restored.section) == (3, first.photo, first.section)
    assert moved.photo != first.photo


def test_a_draft_stands_on_the_desk_of_the_section_of_its_newest_text(editor):
    article = begun(author=editor)
    articles.revise(article=article, text=replace(TEXT, section_id=sport().pk), base=1, author=editor, now=NOW)
    article.refresh_from_db()
    assert article.section == sport()


def test_a_photo_that_was_removed_comes_back_with_no_revision(editor):
    photo = making.photo()
    article = out(editor, photo)
    waiting = replace(Text.of(article.newest_revision()), title="Waits")
    articles.revise(article=article, text=waiting, base=1, author=editor, now=NOW)
    photos.remove(photo=photo, by=editor, now=NOW)
    articles.publish(article=article, by=editor, now=NOW, revision=2)
    article.refresh_from_db()
    assert (article.title, article.photo) == ("Waits", None)
    restored = articles.restore(revision=article.revisions.get(number=1), base=2, author=editor, now=NOW)
    assert restored.photo_id is None


@pytest.mark.parametrize("into_four_eyes", [True, False])
def test_moving_gets_nobody_past_four_eyes(editor, into_four_eyes):
    article = begun(author=editor, needs_four_eyes=not into_four_eyes)
    articles.publish(article=article, by=making.staff(Role.EDITOR), now=NOW, revision=1)
    to = making.section("strict", needs_four_eyes=into_four_eyes)
    articles.revise(article=article, text=replace(TEXT, section_id=to.pk), base=1, author=editor, now=NOW)
    with pytest.raises(articles.NotAllowed, match="somebody else must"):
        articles.publish(article=article, by=editor, now=NOW, revision=2)

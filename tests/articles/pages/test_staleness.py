"""After whatever the newsroom does, no reader gets an old page, and other editions stay warm (A24)."""

import random
import re
from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest

from articles.actions import articles, comparisons, corrections, placements, tags
from articles.actions.corrections import Note
from articles.actions.placements import Plan
from articles.enums import Act, CorrectionKind, Role, State
from articles.front import Page
from articles.models import Article, Comparison, Correction, Photo, Placement, SectionName, Story, Tag, Text
from articles.models.comparison import steps
from tests.articles import making
from tests.articles.pages.asking import Server, addresses

#: Maps that hold every edition's articles.
EVERYBODYS = ("/llms.txt", "/sitemap-news.xml", "/de/sitemap-2026-3.xml")

pytestmark = pytest.mark.django_db(transaction=True)


def act_at_random(chance: random.Random, article: Article, by, now) -> None:
    """Do one of the acts that change what readers see, where the state allows it."""
    state = article.state(now)
    newest = article.newest_revision().number
    if chance.random() < 0.15:
        change_tags(chance, article, by, now)
    elif chance.random() < 0.15:
        change_plans(chance, article, by, now)
    elif state == State.PUBLISHED and chance.random() < 0.3:
        put_right(chance, article, by, now)
    elif state in (State.PUBLISHED, State.SCHEDULED, State.EXPIRED) and chance.random() < 0.3:
        articles.unpublish(article=article, by=by, now=now)
    elif chance.random() < 0.5:
        title = f"Title {chance.random()}"
        slug = chance.choice(["one", "two", article.slug])
        text = Text(slug, title, f"Summary of {title}", "<p>Text</p>", **chosen(chance, article))
        articles.revise(article=article, text=text, base=newest, author=by, now=now)
        articles.publish(article=article, by=by, now=now, revision=newest + 1)
    else:
        at = now + timedelta(seconds=chance.randint(-20, 40))
        articles.publish(
            article=article, by=by, now=now, revision=newest, at=at, expires_at=max(at, now) + timedelta(seconds=30)
        )


def put_right(chance: random.Random, article: Article, by, now) -> None:
    """Record a correction and show what changed with it, or take that of another one back."""
    if (shown := Comparison.objects.filter(correction__article=article).first()) and chance.random() < 0.3:
        comparisons.conceal(correction=shown.correction, by=by, now=now)
        return
    note = Note(CorrectionKind.CORRECTION, f"Note {chance.random()}")
    noted = corrections.record(article=article, note=note, by=by, now=now)
    for step in steps(article)[:1]:
        comparisons.disclose(correction=noted, after=step.after.number, by=by, now=now)


def chosen(chance: random.Random, article: Article) -> dict[str, str | int | bool | None]:
    """Choose section, photo and byline, some of the edition's tags, and other articles to read on."""
    words = list(Tag.objects.filter(edition=article.edition_id).order_by("pk"))
    sections = SectionName.objects.filter(edition=article.edition_id).order_by("pk").values_list("section", flat=True)
    others = list(Article.objects.exclude(pk=article.pk).order_by("pk").values_list("pk", flat=True))
    return {
        "section_id": chance.choice(sections),
        "photo_id": chance.choice([None, *Photo.objects.order_by("pk").values_list("pk", flat=True)]),
        "photo_alt": "A boat",
        "for_people_only": chance.random() < 0.2,
        "byline": chance.choice(["", "Ada Quill", "Ada Quill\nBen Inkwell"]),
        "tags": Tag.keys(chance.sample(words, chance.randint(0, len(words)))),
        "related": " ".join(map(str, chance.sample(others, chance.randint(0, 2)))),
    }


def change_tags(chance: random.Random, article: Article, by, now) -> None:
    """Rename a tag of the edition, or merge two."""
    words = list(Tag.objects.standing().filter(edition=article.edition_id).order_by("pk"))
    if len(words) > 1 and chance.random() < 0.3:
        tags.merge(tag=words[0], into=words[1], by=by, now=now)
    else:
        tags.rename(tag=chance.choice(words), name=f"Name {chance.random()}", by=by, now=now)


def change_plans(chance: random.Random, article: Article, by, now) -> None:
    """Plan the article for a slot, or take out what is planned."""
    if (plan := Placement.objects.not_over(now).first()) and chance.random() < 0.3:
        placements.end(placement=plan, by=by, now=now)
        return
    page = Page(article.edition_id, chance.choice([None, article.section_id]))
    begins, lasts = (timedelta(seconds=chance.randint(0, 30)) for _ in range(2))
    times = (now + begins, chance.choice([None, now + begins + lasts + timedelta(seconds=1)]))
    with suppress(placements.Unplannable):
        placements.place(plan=Plan(page, chance.choice(page.slots), article, *times), by=by, now=now, moves=True)


def all_addresses() -> list[str]:
    of_articles = [address for article in Article.objects.all() for address in addresses(article)]
    of_tags = [f"{tag.get_absolute_url()}{ending}" for tag in Tag.objects.all() for ending in ("", "feed.json")]
    of_sections = [section.get_absolute_url() for section in SectionName.objects.all()]
    of_changes = [one.changes_url() for one in Correction.objects.order_by("-pk")[:2]]
    return [*dict.fromkeys([*of_articles, *of_tags, *of_sections, *of_changes])]


def timeless(page: str) -> str:
    """Leave out when an empty feed was made: there is no article to take the date from."""
    return re.sub("<lastBuildDate>.*?</lastBuildDate>", "", page)


@pytest.mark.parametrize("seed", [0, *(pytest.param(more, marks=pytest.mark.once) for more in range(1, 2))])
def test_no_stale_page_is_served_whatever_happens(noon, seed):
    chance, publisher = random.Random(seed), making.staff(Role.PUBLISHER)  # noqa: S311 # a walk, no secret
    making.section(needs_four_eyes=False)
    story = Story.objects.create()
    making.photo(credit="A. Photographer"), making.photo(credit="B. Photographer")
    told = [making.article(language, story=story) for language in ("en", "de")] + [making.article("en")]
    for language in ("en", "de"):
        sport, edition = making.section("sport", needs_four_eyes=False), making.edition(language)
        SectionName.objects.create(section=sport, edition=edition, name="Sport", slug=f"sport-{language}")
    for language, name in product(("en", "de"), ("One", "Two")):
        making.tag(name, *(one for one in told if one.edition_id == language), language=language)
    server, now = Server(), making.NOW

    for _ in range(18):
        now += timedelta(seconds=chance.randint(0, 15))
        noon.move_to(now)
        act_at_random(chance, Article.objects.get(pk=chance.choice(told).pk), publisher, now)
        fresh = Server()
        for address in all_addresses():
            kept, made = server.get(address), fresh.get(address)
            assert (kept.status, timeless(kept.text)) == (made.status, timeless(made.text)), address


@pytest.mark.parametrize("act", [Act.PUBLISH, Act.UNPUBLISH])
def test_what_happens_in_one_edition_leaves_the_others_warm(act):
    making.section(needs_four_eyes=False)
    publisher, server = making.staff(Role.PUBLISHER), Server()
    article, other = (making.article(language, byline="Ada Quill") for language in ("en", "de"))
    unlike = making.article("en")
    tag, german = making.tag("Harbour", article), making.tag("Hafen", other, language="de")
    lists = [one for one in addresses(other) if one not in EVERYBODYS] + [german.get_absolute_url()]
    warm = [*lists, unlike.get_absolute_url()]
    cold = [*addresses(article), tag.get_absolute_url(), f"{tag.get_absolute_url()}feed.rss"]
    for address in [*warm, *cold]:
        server.get(address)

    if act == Act.PUBLISH:
        articles.publish(article=article, by=publisher, now=making.NOW, revision=1)
    else:
        articles.unpublish(article=article, by=publisher, now=making.NOW)

    assert [address for address in warm if server.find(address) is None] == []
    assert [address for address in cold if server.find(address)] == []


def test_the_names_of_tags_reach_the_articles_under_them_and_no_others():
    server, by = Server(), making.staff(Role.EDITOR)
    within, without = making.article(), making.article()
    tag, other = making.tag("Docks", within), making.tag("Port")
    pages = [article.get_absolute_url() for article in (within, without)]
    for act in (
        lambda: tags.rename(tag=tag, name="Harbour", by=by, now=making.NOW),
        lambda: tags.merge(tag=tag, into=other, by=by, now=making.NOW),
    ):
        for address in pages:
            server.get(address)
        act()
        assert [server.find(address) is None for address in pages] == [True, False]

"""Both databases find the same: this file runs on each (A29)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import User
from articles.actions import articles as acts
from articles.enums import Status
from articles.models import Article, Section, Text
from articles.search import engines
from articles.search.finding import PAGE, Asked, NoSuchPlace, find
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db


def titles(typed: str, language: str = "en", **asked) -> list[str]:
    return [article.title for article in find(Asked(typed, language, **asked), now=NOW).articles]


def told(title: str = "Bridge", language: str = "en", **fields) -> Article:
    return making.article(language, **{"title": title, "summary": "", "body": ""} | fields)


@pytest.mark.parametrize("column", ["title", "summary", "byline", "body"])
def test_an_article_is_found_by_each_part_that_readers_see(column):
    told(**{column: "The ferry sails"})
    told("Other")
    assert len(titles("ferry")) == 1


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        pytest.param("Café Zürich", "cafe zurich", id="accents that were not typed"),
        pytest.param("Cafe Zurich", "CAFÉ ZÜRICH", id="accents and capitals that were"),
        pytest.param("Cafe\u0301", "café", id="an accent as a sign of its own"),
        pytest.param("Die Straße", "strasse", id="sharp s"),
        pytest.param("Smørrebrød på Ærø", "smorrebrod aero", id="letters of Denmark"),
        pytest.param("Łódź", "lodz", id="letters of Poland"),
        pytest.param("İstanbul ışık", "istanbul isik", id="dots of Turkey"),
        pytest.param("ΟΔΟΣ Αθηνών", "οδος αθηνων", id="Greek, whose last sigma differs"),
        pytest.param("Ёлка", "елка", id="Russian"),
        pytest.param("إعادة فتح الميناء", "اعاده فتح", id="alef and teh marbuta"),
        pytest.param("مُحَمَّد", "محمد", id="Arabic pointing"),
        pytest.param("مـيـنـاء", "ميناء", id="tatweel"),
        pytest.param("مستشفى", "مستشفي", id="alef maqsura"),
        pytest.param("عام ٢٠٢٦", "2026", id="Arabic digits"),
        pytest.param("שָׁלוֹם", "שלום", id="Hebrew pointing"),
        pytest.param("हिन्दी समाचार", "हिन्दी", id="Hindi, whose vowels are marks"),
        pytest.param("L'eau de l’usine", "eau usine", id="French elisions"),
        pytest.param("the ship\u00adyard", "shipyard", id="a soft hyphen"),
        pytest.param("ﬁnal ２０", "final 20", id="ligatures and wide digits"),
    ],
)
def test_spelling_aside_a_word_is_the_same(written, typed):
    told(written)
    assert titles(typed) == [written]


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("en", "Harbours reopened", "harbour reopening"),
        ("en", "City planned", "cities planning"),
        ("de", "Die Häfen der Städte", "Hafen Stadt"),
        ("de", "Regierungen streiten", "Regierung"),
        ("de", "Der Hafen", "Haefen"),
        ("fr", "Les journaux régionaux", "journal régional"),
        ("fr", "Élections municipales", "élection municipale"),
        ("ar", "الميناء والجديدة", "ميناء جديد"),
        ("ar", "بالمدينة", "المدينة"),
    ],
)
def test_other_forms_of_a_word_are_found_in_the_language_of_the_edition(language, written, typed):
    told(written, language)
    assert titles(typed, language) == [written]


def test_markup_is_no_word_and_parts_none_but_where_a_line_ends():
    told("Formula", body='<p class="strong">H<sub>2</sub>O &amp; air</p><p>next</p><ul><li>one</li><li>two</li></ul>')
    assert titles("h2o air one two next") == ["Formula"]
    assert [titles(word) for word in ("strong", "class", "amp", "airnext", "li")] == [[], [], [], [], []]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param('"night train"', ["Night train"], id="a phrase is taken at its word"),
        pytest.param("“night train”", ["Night train"], id="whatever its quotation marks"),
        pytest.param('"night train', ["Night train"], id="and unfinished"),
        pytest.param("night-train", ["Night train"], id="as are words with a hyphen"),
        pytest.param("train night", ["Night train", "Train by night"], id="words stand anywhere"),
        pytest.param("train -by", ["Night train"], id="minus takes away"),
        pytest.param('night -"by night"', ["Night train"], id="phrases, too"),
        pytest.param("train - by", ["Train by night"], id="a dash does not"),
        pytest.param("-by", [], id="and asks for nothing alone"),
        pytest.param("nig*", ["Night train", "Train by night"], id="a beginning"),
        pytest.param("ni*", [], id="too short a beginning is a word"),
        pytest.param("nig", [], id="and so is one without its sign"),
        pytest.param("train OR ship", [], id="no word is an operator"),
        pytest.param("", [], id="nothing"),
        pytest.param("!? *", [], id="signs alone"),
    ],
)
def test_a_question_is_read_as_people_write_it(typed, found):
    told("Train by night", published_at=NOW - timedelta(hours=2))
    told("Night train", published_at=NOW - timedelta(hours=1))
    assert titles(typed) == found


def test_articles_about_it_come_first_then_those_that_mention_it_each_the_newest_first():
    told("Old ferry", published_at=NOW - timedelta(days=400))
    told("Mentioned", body="<p>a ferry</p>", published_at=NOW - timedelta(days=1))
    told("Summed up", summary="By ferry", published_at=NOW - timedelta(days=2))
    told("Mentioned before", body="<p>no ferry</p>", published_at=NOW - timedelta(days=3))
    assert titles("ferry") == ["Summed up", "Old ferry", "Mentioned", "Mentioned before"]


def test_results_go_on_from_page_to_page_without_a_gap():
    for number in range(PAGE + 5):
        told(f"Ferry {number}", published_at=NOW - timedelta(hours=number + 1))
    for number in range(PAGE):
        told(f"Other {number}", body="ferry", published_at=NOW - timedelta(hours=number // 2 + 1))  # two at once
    seen, after, pages = [], "", 0
    while True:
        found = find(Asked("ferry", "en", after=after), now=NOW)
        seen += [article.pk for article in found.articles]
        pages += 1
        if not (after := found.after):
            break
    assert (pages, len(seen), len(set(seen))) == (3, 2 * PAGE + 5, 2 * PAGE + 5)


@pytest.mark.parametrize("after", ["h", "x1", "h0", "t-1", "h²", "h1.5", f"h{10**18}", "h" + "9" * 400, "h1 OR 1=1"])
def test_a_place_that_there_is_not_is_refused(after):
    told()
    with pytest.raises(NoSuchPlace):
        find(Asked("bridge", "en", after=after), now=NOW)


def test_results_are_narrowed_by_edition_section_time_and_byline():
    sport = making.section("sport")
    told("Bridge one", byline="Zoë Müller", published_at=NOW - timedelta(days=10))
    game = told("Bridge two", byline="Ada Quill and Zoë Müller")
    _set(game, section=sport).save()
    told("Bridge drei", "de")
    told("Zoe Muller tells of the bridge")
    assert titles("bridge", section=sport.pk) == ["Bridge two"]
    assert titles("bridge", until=NOW - timedelta(days=5)) == ["Bridge one"]
    assert titles("bridge one", since=NOW - timedelta(days=5)) == []
    assert sorted(titles("bridge", byline="zoe muller")) == ["Bridge one", "Bridge two"]
    assert titles("bridge", "de") == ["Bridge drei"]


def test_time_alone_shows_and_hides_an_article():
    told("Later", published_at=NOW + timedelta(minutes=1))
    Article.objects.filter(pk=told("Over").pk).update(expires_at=NOW)
    told("Here")
    assert [titles(title) for title in ("later", "over", "here")] == [[], [], ["Here"]]
    assert find(Asked("later", "en"), now=NOW + timedelta(minutes=1)).articles


def test_what_the_newsroom_does_is_found_at_once(publisher: User):
    article = making.draft(title="First words")
    Section.objects.update(needs_four_eyes=False)
    acts.revise(article=article, text=_text(article, title="Second words"), base=0, author=publisher, now=NOW)
    assert titles("words") == []
    acts.publish(article=article, by=publisher, now=NOW, revision=1)
    assert titles("second") == ["Second words"]
    acts.revise(article=article, text=_text(article, title="Third words"), base=1, author=publisher, now=NOW)
    assert (titles("third"), titles("second")) == ([], ["Second words"])
    acts.publish(article=article, by=publisher, now=NOW, revision=2)
    assert (titles("third"), titles("second")) == (["Third words"], [])
    acts.unpublish(article=article, by=publisher, now=NOW)
    assert titles("words") == []


def _text(article, **fields):
    kept = ("slug", "title", "summary", "body", "byline")
    return replace(Text(**{name: getattr(article, name) for name in kept}), **fields)


@pytest.fixture
def publisher() -> User:
    return making.staff("publisher")


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda article: Article.objects.filter(pk=article.pk).update(title="Raw"), id="update"),
        pytest.param(
            lambda article: Article.objects.bulk_update([_set(article, title="Raw")], ["title"]), id="bulk_update"
        ),
        pytest.param(lambda article: _set(article, body="<p>raw</p>").save(), id="save"),
    ],
)
def test_what_is_written_past_the_actions_is_found_as_it_is(write):
    article = told("Polished")
    write(article)
    assert len(titles("raw")) == 1
    assert titles("polished") == ([] if article.title == "Raw" or not article.body else ["Polished"])


def _set(article: Article, **fields) -> Article:
    for name, value in fields.items():
        setattr(article, name, value)
    return article


def test_what_is_made_in_bulk_or_deleted_is_in_step_too():
    one = told("Once")
    like = making.draft()
    copy = Article(story=like.story, section=like.section, edition=making.edition("de"), slug="x", title="Einmal")
    copy.status, copy.published_at, copy.live_revision = Status.PUBLISHED, NOW, one.live_revision
    Article.objects.bulk_create([copy])
    assert titles("einmal", "de") == ["Einmal"]
    Article.objects.filter(slug="x").delete()
    assert titles("einmal", "de") == []


def test_a_page_costs_the_same_with_one_result_and_with_three(django_assert_num_queries):
    for number in range(3):
        told(f"Ferry {number}", photo=making.photo(), language="de")
        # how many are about it and which, mention it and which, the articles, sizes of their photos; and a
        # transaction's ends and settings
        with django_assert_num_queries({"sqlite": 6, "postgresql": 9}[connection.vendor]):
            find(Asked("ferry", "de"), now=NOW)


@pytest.mark.parametrize("few", [0, 2, 500])
def test_many_answers_are_chosen_from_as_few_are(monkeypatch, few):
    monkeypatch.setattr(engines, "FEW", few)
    for number in range(4):
        told(f"Ferry {number}", published_at=NOW - timedelta(hours=number + 1))
        told(f"Other {number}", body="ferry old", published_at=NOW - timedelta(hours=number + 1))
    told("Old ferry", published_at=NOW - timedelta(days=1), byline="Ada Quill")
    assert titles("ferry") == [*(f"Ferry {n}" for n in range(4)), "Old ferry", *(f"Other {n}" for n in range(4))]
    assert titles("ferry -old") == [f"Ferry {number}" for number in range(4)]
    assert titles("old -ada") == [f"Other {number}" for number in range(4)]
    assert titles("ferry", byline="ada quill") == ["Old ferry"]
    assert titles("zeppelin") == []

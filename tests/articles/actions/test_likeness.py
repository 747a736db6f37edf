"""What tells of the same by its words is found when an article is published, and read on after all else (A47)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.actions import articles
from articles.actions.likeness import liken
from articles.enums import Role
from articles.models import Article, Likeness, Pick, Text
from articles.models.likeness import MOST_ALIKE
from tests.articles import making
from tests.articles.making import NOW
from tests.articles.pages.asking import Server
from tests.articles.views.test_tags import read, related

pytestmark = pytest.mark.django_db


def told(title: str, language: str = "en", **fields) -> Article:
    """A published article that was compared with those before it."""
    made = making.article(language, title=title, **{"summary": ""} | fields)
    liken(made)
    return made


def published(title: str, by, **options) -> Article:
    text = Text(slug="x", title=title, summary="Read it.", body="<p>Text.</p>")
    made = articles.begin(edition=making.edition(), section=making.section(), text=text, author=by, now=NOW)
    return articles.publish(article=made, by=by, now=NOW, revision=1, **options)


@pytest.fixture
def publisher():
    making.section(needs_four_eyes=False)
    return making.staff(Role.PUBLISHER)


def alike(article: Article) -> list[str]:
    """Titles of what holds the same words, the likest first."""
    found = Likeness.objects.filter(article=article).best_first().select_related("other")
    return [one.other.title for one in found]


def test_what_has_rare_words_in_common_leads_to_one_another_the_most_and_the_newest_first():
    strike = told("Ferry strike in the harbour ends")
    told("Harbour fees rise"), told("Strike at the mill")  # one word in common
    two, three = told("Ferry crews call for another strike"), told("Harbour ferries lie idle in the strike")
    assert alike(strike) == [three.title, two.title]
    assert alike(two) == [three.title, strike.title]
    assert told("Potatoes grow") not in {one.other for one in Likeness.objects.select_related("other")}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        pytest.param("en", "Ferries striking", "The ferry strikes", id="English"),
        pytest.param("de", "Fähren im Häfen", "Die Fähre liegt im Hafen: Häfens", id="German"),
        pytest.param("fr", "Les ouvrières du théâtre municipal", "Une ouvrière, un THEATRE", id="French"),
        pytest.param("ar", "العاصفة تضرب الميناء", "عاصفة قرب ميناء", id="Arabic"),
    ],
)
def test_words_are_compared_as_readers_search_takes_them(language, one, other):
    first, second = told(one, language), told(other, language)
    assert (alike(first), alike(second)) == ([other], [one])


def test_words_of_every_other_headline_numbers_and_another_edition_are_nothing_in_common():
    told("What people should have known before 2026", slug="a")
    told("What people should have after 2026", slug="b")
    told("Ferry strike", "de", slug="c"), told("Ferry strike", slug="d")
    assert not Likeness.objects.exists()


def test_so_many_are_kept_of_each_the_newest_of_the_same_weight():
    first = told("Ferry strike 0")
    for number in range(1, MOST_ALIKE + 3):
        told(f"Ferry strike {number}")
    assert alike(first)[:2] == [f"Ferry strike {MOST_ALIKE + 2}", f"Ferry strike {MOST_ALIKE + 1}"]
    assert {len(alike(article)) for article in Article.objects.all()} == {MOST_ALIKE}


def test_it_is_found_by_publishing_and_found_anew_for_another_title(publisher):
    first, second = published("Ferry strike", publisher), published("Strike on the ferry", publisher)
    assert alike(first) == [second.title]
    text = replace(Text.of(second.newest_revision()), title="Potato harvest")
    articles.revise(article=second, text=text, base=1, author=publisher, now=NOW)
    assert alike(first) == [second.title]
    articles.publish(article=second, by=publisher, now=NOW, revision=2)
    assert (alike(first), alike(second)) == ([], [])


def test_readers_are_led_on_by_hand_first_then_by_tags_then_by_words(client):
    article = told("Ferry strike")
    picked, tagged = making.article(title="Picked"), making.article(title="Tagged")
    both = told("Ferry strike, day two", published_at=NOW - timedelta(days=2))
    likest = told("Ferry strike: ferry crews strike", summary="A strike on the ferry.")
    for number in range(3):
        told(f"Ferry strike and other things {number}", published_at=NOW - timedelta(days=9))
    making.tag("Harbour", article, tagged, both)
    Pick.objects.create(article=article, picked=picked)
    found = related(read(client, article.get_absolute_url()))
    assert found[:3] == ["Picked", "Tagged", both.title]
    assert len(found) == 4
    assert likest.title in alike(article)


def test_what_is_not_out_is_not_read_on_and_comes_and_goes_by_the_clock(client, noon):
    article = told("Ferry strike")
    coming, over = told("Ferry strike planned"), told("Ferry strike over")
    soon, later = NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
    Article.objects.filter(pk=coming.pk).update(published_at=soon, expires_at=later)
    Article.objects.filter(pk=over.pk).update(status="unpublished")
    seen = []
    for moment in (NOW, soon, later):
        noon.move_to(moment)
        seen.append(related(read(client, article.get_absolute_url())))
    assert seen == [[], [coming.title], []]


@pytest.mark.django_db(transaction=True)
def test_a_kept_page_ends_when_what_it_leads_on_to_comes_changes_or_goes(publisher):
    article, unlike, server = published("Ferry strike", publisher), published("Potatoes", publisher), Server()
    pages = [one.get_absolute_url() for one in (article, unlike)]

    def ends_by(act):
        for page in pages:
            server.get(page)
        made = act()
        assert [server.find(page) is None for page in pages] == [True, False]
        return made

    other = ends_by(lambda: published("The ferry: a strike", publisher))
    assert related(server.get(pages[0]).text) == [other.title]
    ends_by(lambda: articles.unpublish(article=other, by=publisher, now=NOW))
    assert related(server.get(pages[0]).text) == []


@pytest.mark.parametrize("words", [0, 3])
def test_finding_it_and_reading_on_cost_the_same_whatever_there_is(client, words):
    article = making.article(title="Ferry strike harbour", summary="")
    for number in range(words):
        told(f"Ferry strike harbour, day {number}")
    client.get(making.article(title="x", summary="").get_absolute_url())
    with CaptureQueriesContext(connection) as publishing:
        liken(article)
    assert len([one for one in publishing if "SAVEPOINT" not in one["sql"] and "SET LOCAL" not in one["sql"]]) <= 8
    with CaptureQueriesContext(connection) as reading:
        page = read(client, article.get_absolute_url())
    assert (len(reading), len(related(page))) == (2, words)


def test_what_was_out_before_is_compared_by_a_command(capsys):
    first, second = making.article(title="Ferry strike"), making.article(title="A strike on the ferry")
    making.draft(title="Ferry strike draft")
    call_command("relate_articles")
    assert (alike(first), alike(second)) == ([second.title], [first.title])
    assert "2 articles were compared." in capsys.readouterr().out

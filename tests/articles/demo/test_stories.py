"""The demo's own stories: complete in four languages, readable, and true where they speak of a real company."""

import re

import pytest

from accounts.safety.sanitize import clean_article, text_of
from articles.demo import pictures, telling

pytestmark = pytest.mark.once

STORIES = telling.read()
TOLD = [
    pytest.param(story, language, id=f"{name} in {language}")
    for name, story in STORIES.items()
    for language in telling.LANGUAGES
]
#: What was reported of the round of November 2019, as each edition writes it.
FACTS = {
    "en": ("400 million dollars", "November 2019", "Xiaomi", "Alibaba", "Foxconn", "G3", "P7", "in April",
           "spring 2020", "second quarter", "together on technology", "no date"),
    "de": ("400 Millionen Dollar", "November 2019", "Xiaomi", "Alibaba", "Foxconn", "G3", "P7", "Im April",
           "Frühjahr 2020", "zweiten Quartal", "bei der Technik zusammenarbeiten", "Einen Termin gibt es nicht"),
    "fr": ("400 millions de dollars", "novembre 2019", "Xiaomi", "Alibaba", "Foxconn", "G3", "P7", "en avril",
           "printemps 2020", "deuxième trimestre", "ensemble sur la technologie", "Aucune date"),
    "ar": ("400 مليون دولار", "نوفمبر 2019", "شاومي", "علي بابا", "فوكسكون", "G3", "P7", "في أبريل",
           "ربيع 2020", "الربع الثاني", "العمل معا في مجال التقنية", "لا موعد"),
}  # fmt: skip


def test_there_are_stories_enough_to_fill_a_front_page():
    assert len(STORIES) >= 10
    assert len({story["picture"] for story in STORIES.values()}) == len(STORIES)
    assert {story["picture"] for story in STORIES.values()} == set(pictures.MOTIFS)


@pytest.mark.parametrize(("story", "language"), TOLD)
def test_a_story_is_told_in_full(story, language):
    told = story[language]
    least = 200 if language == "ar" else 250
    assert least <= len(text_of(told["body"]).split()) <= 600
    assert {"h2", "blockquote", "p"} <= set(re.findall(r"<(\w+)", told["body"]))
    assert 10 < len(told["title"]) <= 140
    assert 40 < len(told["summary"]) <= 200
    assert story["alt"][language].strip()
    assert told["byline"].strip()


@pytest.mark.parametrize(("story", "language"), TOLD)
def test_a_story_keeps_its_markup_and_names_no_site(story, language):
    body = "".join(story[language]["body"].strip().splitlines())
    linked = telling.LINK.sub('href="/x/" rel="noopener"', body)
    assert clean_article(linked) == linked
    assert re.search(r"https?:|www\.|\b[\w-]+\.(com|org|net|de|fr)\b", body) is None


@pytest.mark.parametrize(("story", "language"), TOLD)
def test_what_a_note_puts_right_stands_in_the_text_once(story, language):
    notes = story[language].get("notes", ())
    assert len(notes) == len(story["en"].get("notes", ()))
    for note in notes:
        assert story[language]["body"].count(note.get("right", story[language]["body"])) == 1


@pytest.mark.parametrize("name", sorted(STORIES))
def test_a_story_links_only_older_ones(name):
    links = [telling.LINK.findall(STORIES[name][language]["body"]) for language in telling.LANGUAGES]
    assert all(found == links[0] for found in links)
    assert all(STORIES[linked]["hours_ago"] > STORIES[name]["hours_ago"] for linked in links[0])


@pytest.mark.parametrize("language", telling.LANGUAGES)
def test_the_report_on_xpeng_holds_the_facts_of_the_round(language):
    told = STORIES["xpeng"][language]
    text = text_of(told["body"])
    assert [fact for fact in FACTS[language] if fact not in text] == []
    figures = set(re.findall(r"\d+", text)) - {"3", "7"}
    assert figures == {"400", "2019", "2020"}


@pytest.mark.parametrize("motif", sorted(pictures.MOTIFS))
def test_a_picture_is_the_same_each_time(motif):
    first = pictures.draw(motif).getvalue()
    assert first == pictures.draw(motif).getvalue()
    assert len(first) > 20_000

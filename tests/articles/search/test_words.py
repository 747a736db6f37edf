"""Words are folded the same way by Python, for questions and SQLite, and by PostgreSQL (A29)."""

import sys
import unicodedata

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from articles.search import words
from articles.search.inflections import ENDINGS, MOST, forms


@given(st.text(max_size=200))
def test_any_text_is_folded_to_words_that_are_nobodys_syntax(text):
    for word in words.fold(text):
        assert 0 < len(word) <= words.LONGEST_WORD
        assert not set(word) & set("\"'\\:*()&|!<>{}^+-.,%_ \t\n\x00")


@given(st.text(max_size=60))
def test_what_is_folded_is_folded_already(text):
    folded = words.fold(text)
    assert words.fold(" ".join(folded)) == folded


ORDERED = """
SELECT (SELECT array_agg(word ORDER BY place)
        FROM (SELECT word, unnest(places) AS place
              FROM unnest(articles_search_words(told)) AS kept(word, places, weights)) AS said)
FROM unnest(%s::text[]) WITH ORDINALITY AS texts(told, n) ORDER BY n
"""


def _in_database(texts: list[str]) -> list[list[str]]:
    """Return the words that PostgreSQL keeps of each text, in their order."""
    with connection.cursor() as cursor:
        cursor.execute(ORDERED, [texts])
        return [row[0] or [] for row in cursor.fetchall()]


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_folds_every_letter_as_python_does():
    """All of the first plane that both know for letters, marks, numbers and signs, each in the middle of a word."""
    signs = [
        chr(code)
        for code in range(1, 0x10000)
        if unicodedata.category(chr(code))[0] in "LMNPSZ" or unicodedata.category(chr(code)) == "Cf"
    ]
    texts = [f"a{sign}b" for sign in signs]
    differing = {
        f"{ord(sign):04x}"
        for sign, told in zip(signs, _in_database(texts), strict=True)
        if told != words.fold(f"a{sign}b")
    }
    assert differing == set()


@pytest.mark.postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    "html", ["a<b>c</b>d<p>e</p>&amp;f&#39;g", "<p title='x'>a <em>b</em></p>", "a < b > c", "<a href=x>y</a>z<br>w"]
)
def test_postgresql_takes_markup_off_as_python_does(html):
    with connection.cursor() as cursor:
        cursor.execute("SELECT articles_search_plain(%s)", [html])
        assert cursor.fetchone()[0] == words.plain(html)


@pytest.mark.parametrize(
    ("word", "language", "other"),
    [
        ("city", "en", "cities"),
        ("stopped", "en", "stop"),
        ("planning", "en", "planned"),
        ("voted", "en", "voting"),
        ("wolf", "en", "wolves"),
        ("haus", "de", "hausern"),
        ("burgerin", "de", "burgerinnen"),
        ("gefaehrlich", "de", "gefahrlichen"),
        ("municipal", "fr", "municipaux"),
        ("acteur", "fr", "actrices"),
        ("مدينه", "ar", "والمدينه"),
        ("المعلم", "ar", "معلمون"),
    ],
)
def test_forms_of_a_word_are_known_by_language(word, language, other):
    assert other in forms(word, language)
    assert forms(word, language)[0] == word


def test_other_languages_names_and_numbers_have_one_form():
    assert [forms(word, language) for word, language in (("casa", "it"), ("2026", "en"), ("news", "en"))] == [
        ("casa",),
        ("2026",),
        ("news",),
    ]


@given(st.text(alphabet="abceginrstuxyزالوبين", min_size=1, max_size=12), st.sampled_from(sorted(ENDINGS)))
def test_a_word_has_few_forms_and_all_are_words(word, language):
    found = forms(word, language)
    assert len(found) == len(set(found)) <= MOST
    assert all(words.fold(form) == [form[: words.LONGEST_WORD]] for form in found)


def test_a_long_text_is_cut():
    assert len(words.fold("a " * sys.maxunicode)) == words.LONGEST_TEXT // 2

"""Where readers' comments stand in the text of an article (C55)."""

import pytest

from accounts.safety.sanitize import show_article
from articles import featured
from articles.featured import Featured
from articles.paper import paper
from tests.articles import making

BODY = (
    "<p>The bridge  opens <em>on</em> Monday.</p><blockquote><p>At last!</p><p>The mayor</p></blockquote>"
    "<ul><li><p>One</p></li></ul><p>The bridge opens on Monday.</p><h2>Then</h2><p></p>"
    f"<p>{'Long ' * 20}end.</p>"
)
FIRST, LONG = "The bridge opens on Monday.", " ".join(["Long"] * 12)


def comment(pk: int, after: str = "", **fields) -> Featured:
    said = {
        "html": f"<p>Comment {pk}</p>",
        "language": "en",
        "name": f"Reader {pk}",
        "badges": None,
        "why": "First hand.",
    }
    return Featured(pk=pk, after=after, **said | fields)


@pytest.mark.once
def test_paragraphs_are_named_by_how_they_begin_and_those_within_other_things_are_none():
    assert featured.beginnings(BODY) == [FIRST, LONG]


@pytest.mark.django_db
def test_comments_stand_behind_their_paragraph_else_at_the_end_in_their_order():
    edition = edition_face()
    comments = [comment(4, "Not there any more"), comment(3, LONG), comment(2, FIRST), comment(1, FIRST)]
    shown = featured.placed(show_article(BODY), comments, article=1, authors=[], words=edition)
    order = [shown.index(piece) for piece in (
        "on</em> Monday.</p>", 'id="featured-1"', 'id="featured-2"', "<p>At last", 'id="featured-3"', 'id="featured-4"',
    )]  # fmt: skip
    assert order == sorted(order)
    assert shown.count("featured.css") == 1
    assert featured.placed(show_article(BODY), [], article=1, authors=[], words=edition) == show_article(BODY)


@pytest.mark.django_db
def test_a_figure_says_whose_words_it_holds_why_and_in_which_language():
    one = comment(7, language="ar", name="<i>أمينة</i>", why="“First” & only", html="<p>نعم</p>")
    figure = featured.placed(show_article(BODY), [one], article=1, authors=[], words=edition_face())
    for piece in (
        '<figure class="featured" id="featured-7" lang="en" dir="ltr" aria-labelledby="featured-7-head">',
        '<blockquote class="featured__text" cite="/en/comments/7/" lang="ar" dir="auto"><p>نعم</p></blockquote>',
        "<bdi>&lt;i&gt;أمينة&lt;/i&gt;</bdi>",
        "<bdi>“First” &amp; only</bdi>",
        '<a href="/en/comments/7/">Read it in the discussion</a>',
    ):
        assert piece in figure


def edition_face():
    making.edition()
    from articles.pages import touch  # beside its only use

    touch(site=True)
    return paper().edition("en")

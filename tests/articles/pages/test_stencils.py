"""A page put together from a stencil is the page that its template renders, byte for byte."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from articles import printed
from articles.models import Article, Correction
from articles.pages import holes
from articles.pages.stencils import MOST_SHAPES, Stencil
from articles.paper import forget, paper
from tests.articles import making

CREDIT = "components/_credit.html"
TEXTS = st.text(alphabet="ab <>&\"'-!{}%0", max_size=12)


@given(shown=st.fixed_dictionaries(dict.fromkeys(("credit", "licence", "licence_url", "source_url"), TEXTS)))
def test_whatever_the_texts_a_stencil_gives_what_the_template_gives(shown, django_db_blocker):
    with django_db_blocker.unblock():
        assert _CREDIT.render(shown) == render_to_string(CREDIT, shown)


_CREDIT = Stencil(CREDIT)


def story(kind: str) -> Article:
    """One story, told in two editions unless it is plain."""
    if kind == "plain":
        return making.article(summary="", body="")
    telling = {
        "title": "Fish & <chips>",
        "byline": "O'Hara",
        "credit": "Somebody",
        "licence_url": "https://example.org/?a=1&b=2",
        "changed_at": timezone.now(),
        "photo_alt": '"Boats"',
    }
    first = making.article(
        photo=making.photo(source_url="https://example.org/"),
        **telling,
    )
    making.article("ar", story=first.story, slug="boats")
    written = {"article": first, "made_by": making.person(), "made_at": making.NOW, "public_at": making.NOW}
    wrong = Correction.objects.create(kind="correction", text="It was <b>one</b>.", **written)
    Correction.objects.create(kind="correction", text='It was "two".', supersedes=wrong, **written)
    Correction.objects.create(kind="addition", text="There's\nmore.", **written)
    return first


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["plain", "full"])
@pytest.mark.parametrize("is_elsewhere", [False, True])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_article_from_its_stencil_is_the_rendered_page(kind, is_elsewhere, language):
    making.edition("ar")
    stencil, article = Stencil("articles/article.html"), story(kind)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    with translation.override(language):
        siblings = list(Article.objects.filter(story=article.story).order_by("pk"))
        edition, corrections = paper().edition(language), list(article.corrections.all())
        shown = {
            "story": printed.story(
                article, siblings, edition, corrections, [], photo=article.photo, is_elsewhere=is_elsewhere
            ),
            "section": edition.section(article.section_id),
            "is_elsewhere": is_elsewhere,
        }
        whole = render_to_string("articles/article.html", shown | {"article": article}, request)
        for _first_and_from_what_was_cut in range(2):
            assert stencil.render(shown, request, {"article": article}) == whole
        assert escape(article.title) in whole


@pytest.mark.django_db
def test_a_stencil_is_cut_anew_when_the_paper_changes(client):
    edition = making.edition(name="Old name")
    address = making.article().get_absolute_url()
    assert "Old name" in client.get(address).content.decode()
    edition.name = "New name"
    edition.save()
    forget()
    page = client.get(address).content.decode()
    assert ("Old name" in page, "New name" in page) == (False, True)


@pytest.mark.django_db
def test_shapes_without_end_do_not_fill_the_memory():
    stencil = Stencil(CREDIT)
    for number in range(MOST_SHAPES + 5):
        stencil.render({"credit": "A", "number": number})
    assert len(stencil._cuts) <= MOST_SHAPES


@pytest.mark.django_db
def test_no_text_can_stand_for_another():
    forged = {"credit": holes.mark("1"), "licence": "secret"}
    assert Stencil(CREDIT).render(forged).count("secret") == 1

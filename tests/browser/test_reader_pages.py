"""What every page of a reader owes to all readers: nothing that axe finds, nothing wider than the screen (QW4, A37)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles import paper
from articles.models import Edition, SectionName
from moderation.models import Ground
from tests.accounts import making as accounts
from tests.articles.making import compared
from tests.moderation import making

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

#: Longer than a phone is wide, without a place to break it.
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
PAGES = [
    "",
    "sections/news-{language}/",
    "harbour-{article}/",
    "harbour-{article}/changes/{correction}/",
    "search/",
    "search/?q=donau*",
    "search/?q=nothing&section=news-{language}&byline=nobody&since=2026-01-01",
    "search/?q=donau*&since=yesterday",
    "articles/{article}/comments/",
    "articles/{article}/comments/new/",
    "comments/{comment}/",
    "comments/{comment}/report/",
    "rules/",
    "policies/privacy/",
    "contacts/",
    "transparency/",
    "reports/?reference=none",
    "account/login/",
    "account/signup/",
    "account/password/reset/",
    "account/privacy/record/",
    "no-such-page/",
]


def told_in(language: str) -> dict[str, object]:
    """Publish an article with a thread of two in an edition; return what addresses name."""
    direction = "rtl" if language == "ar" else "ltr"
    made, _ = Edition.objects.update_or_create(
        language=language, defaults={"name": WORD[:60], "tagline": WORD, "direction": direction}
    )
    article = making.article(language, title=WORD, summary=WORD, byline=WORD, body=f"<h2>{WORD}</h2><p>{WORD}</p>")
    SectionName.objects.create(section=article.section, edition=made, name=WORD[:60], slug=f"news-{language}")
    parent = making.comment(article, author=making.person(WORD[:58] + language), body=WORD)
    comment = making.comment(article, parent=parent, body=WORD)
    noted = {"made_by": parent.author, "made_at": making.NOW, "public_at": making.NOW}
    correction = article.corrections.create(kind="correction", text=WORD, **noted)
    compared(correction, summary=WORD[::-1], body=f"<h2>{WORD}</h2><p>Not {WORD}</p>")
    paper.forget()
    return {"article": article.pk, "comment": comment.pk, "correction": correction.pk, "language": language}


@pytest.fixture
def policies():
    making.rules(languages=("en", "ar"))
    accounts.policy()
    assert Ground.objects.count() == 19


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [
        pytest.param("en", "light", 1280, id="a desk"),
        pytest.param("en", "dark", 390, id="a phone in the dark"),
        pytest.param("ar", "light", 390, id="a phone from right to left"),
        pytest.param("ar", "dark", 320, id="four times as large, dark, from right to left"),
    ],
)
@pytest.mark.usefixtures("policies")
@pytest.mark.once
def test_no_page_shuts_a_reader_out(chromium, site, language, scheme, width):
    names = told_in(language)
    context = chromium.new_context(
        base_url=site, viewport={"width": width, "height": 700}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    found = {}
    for pattern in PAGES:
        page.goto(f"/{language}/{pattern.format(**names)}")
        broken = [one["id"] for one in Axe().run(page).response["violations"]]
        wider = page.evaluate("document.documentElement.scrollWidth") - width
        if broken or wider > 0:
            found[pattern] = (broken, wider)
    context.close()
    assert found == {}


def test_a_permanent_link_sets_the_focus_on_its_comment(page, policies):
    names = told_in("en")
    page.goto(f"/en/comments/{names['comment']}/")
    expect(page.locator(f"#comment-{names['comment']}")).to_be_focused()


def test_a_form_that_comes_back_with_errors_says_so_where_the_focus_is(page, policies):
    names = told_in("en")
    page.goto(f"/en/comments/{names['comment']}/report/")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_be_focused()
    first = page.get_by_role("alert").get_by_role("link").first
    field = page.locator(first.get_attribute("href"))
    first.click()
    expect(field).to_be_in_viewport()

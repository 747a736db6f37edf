"""A reader chooses how large an article's text is: without scripts, by keyboard, kept by the browser alone (A52)."""

import pytest

from articles import paper
from tests.articles import making
from tests.browser.conftest import watched
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

#: The size of the text, how many of its own sizes a line is long, and what is chosen.
SEEN = """() => {
  const text = document.querySelector(".story__text > p"), size = parseFloat(getComputedStyle(text).fontSize);
  return [size, Math.round(text.clientWidth / size), document.querySelector(".sizes :checked").value];
}"""


def test_text_grows_with_its_column_without_scripts_and_the_browser_remembers_it_with_them(chromium, site):
    article = making.article(body=f"<p>{'The harbour opens. ' * 40}</p>")
    paper.forget()
    for has_scripts in (False, True):
        context = chromium.new_context(
            base_url=site, java_script_enabled=has_scripts, viewport={"width": 1280, "height": 800}
        )
        with watched(context, site) as page:
            page.goto(article.get_absolute_url())
            assert page.evaluate(SEEN) == [20, 34, "normal"]
            page.get_by_label("normal").focus()
            page.keyboard.press("ArrowRight")
            assert page.evaluate(SEEN) == [25, 34, "larger"]
            if has_scripts:
                page.reload()
                until(page, "document.querySelector('.sizes :checked').value === 'larger'")
                assert page.evaluate(SEEN) == [25, 34, "larger"]
                page.get_by_label("normal").check()
                assert page.evaluate("localStorage.length") == 0
            assert context.cookies() == []
        context.close()

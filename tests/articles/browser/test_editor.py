"""The rich text field: what is pasted, what is kept, what is not left behind by a slip."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from articles.admin.link import place
from articles.models import Photo
from tests.articles import making
from tests.articles.links.making import dead
from tests.browser.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

#: What programs put on the clipboard.
CLIPBOARD = Path(__file__).parent / "clipboard"
TABLE = "<table><tbody><tr><th>Quay</th><td>North</td></tr></tbody></table><pre>x = 1</pre>"


def pasted(page, markup: str) -> str:
    """Paste as if from another program, and return what the form would send."""
    page.evaluate(
        """markup => {
            const put = event => {
                event.clipboardData.setData("text/html", markup);
                event.preventDefault();
                event.stopImmediatePropagation();
            };
            document.addEventListener("copy", put, { capture: true, once: true });
            document.execCommand("copy");
        }""",
        markup,
    )
    page.get_by_role("textbox", name="Text", exact=True).click()
    page.keyboard.press("Control+v")
    expect(page.locator("textarea[name=body]")).not_to_have_value("")
    return page.locator("textarea[name=body]").input_value()


@pytest.mark.parametrize(
    ("program", "kept"),
    [
        pytest.param(
            "word",
            "<h2>Late again</h2><p>The <strong>last</strong> <em>ferry</em>.</p>"
            '<ul><li><p>bread</p></li><li><p>milk</p></li></ul><ol data-type="decimal"><li><p>first</p></li></ol>',
            id="Word",
        ),
        pytest.param("google-docs", "<h2>Late</h2><p>The <strong>last</strong><em> ferry</em></p>", id="Google Docs"),
    ],
)
def test_what_a_word_processor_says_in_styles_is_kept_as_markup(newsroom, program, kept):
    newsroom.goto("/admin/articles/article/add/")
    assert pasted(newsroom, (CLIPBOARD / f"{program}.html").read_text()) == kept
    newsroom.evaluate("document.querySelector('.article-form form').dispatchEvent(new Event('submit'))")


def test_a_table_outlives_a_change_elsewhere_in_the_text(newsroom):
    article = making.article(body=f"{TABLE}<p>The ferry.</p>")
    newsroom.goto(f"/admin/articles/article/{article.pk}/change/")
    newsroom.get_by_role("textbox", name="Text", exact=True).click()
    newsroom.keyboard.press("Control+End")
    newsroom.keyboard.type(" Late.")
    newsroom.get_by_role("button", name="Save").click()
    newsroom.get_by_text("Done: Save.").wait_for()
    assert article.newest_revision().body == (
        "<table><tbody><tr><th><p>Quay</p></th><td><p>North</p></td></tr></tbody></table>"
        "<pre><code>x = 1</code></pre><p>The ferry. Late.</p>"
    )


def test_back_from_an_expired_form_shows_what_was_typed(newsroom):
    article = making.article(body="<p>The ferry.</p>")
    newsroom.goto(f"/admin/articles/article/{article.pk}/change/")
    editor = newsroom.get_by_role("textbox", name="Text", exact=True)
    editor.click()
    newsroom.keyboard.press("Control+End")
    newsroom.keyboard.type(" Late.")
    newsroom.context.clear_cookies(name="csrftoken")
    newsroom.get_by_role("button", name="Save").click()
    newsroom.get_by_role("heading", name="Your form has expired").wait_for()
    newsroom.go_back()
    until(newsroom, "document.querySelector('.tiptap')?.innerText === 'The ferry. Late.'")
    newsroom.evaluate("document.querySelector('.article-form form').dispatchEvent(new Event('submit'))")


def test_a_typed_text_is_not_left_without_a_question(newsroom):
    asked = []
    newsroom.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    newsroom.goto("/admin/articles/article/add/")
    newsroom.get_by_label("Title").press_sequentially("Typed")
    newsroom.get_by_role("link", name="Articles").first.click()
    newsroom.wait_for_url("**/admin/articles/article/")
    assert asked == ["beforeunload"]


def test_a_photo_is_taken_in_beside_the_text_that_it_is_for(newsroom):
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "navy").save(picture, "JPEG")
    newsroom.goto("/admin/articles/article/add/")
    newsroom.get_by_label("Title").fill("The ferry is late")
    with newsroom.expect_popup() as opened:
        newsroom.get_by_role("link", name="Add another photo").click()
    window = opened.value
    window.get_by_label("File").set_input_files(
        {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    window.get_by_label("Credit").fill("A. Photographer")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(newsroom.locator("select[name=photo]")).not_to_have_value("")
    assert newsroom.locator("select[name=photo]").input_value() == str(Photo.objects.get().pk)
    assert newsroom.get_by_label("Title").input_value() == "The ferry is late"
    newsroom.evaluate("document.querySelector('.article-form form').dispatchEvent(new Event('submit'))")


def test_whoever_comes_from_the_list_of_dead_links_finds_the_link_chosen(newsroom):
    body = f'{"<p>Long.</p>" * 60}<p>On <a href="/en/other/">one</a> <a href="/en/gone/#a">Monday</a>.</p>'
    link = dead(making.article(body=body), "/en/gone/")
    newsroom.goto(place(link))
    expect(newsroom.get_by_role("textbox", name="Text", exact=True)).to_be_focused()
    assert newsroom.evaluate("String(getSelection())") == "Monday"
    expect(newsroom.get_by_role("link", name="Monday")).to_be_in_viewport()

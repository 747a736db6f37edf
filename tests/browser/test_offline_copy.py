"""A copy of one's data is read and searched from a disk, in a browser that has no network (V67)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.privacy.test_offline import part, site
from tests.browser.conftest import watched

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def folder(tmp_path) -> str:
    bodies = [f"number {number}" for number in range(150)]
    bodies[149] = "<img src=x onerror=alert(1)> " + "before " * 30 + "the Café of القَاهِرَة"
    for name, text in site(part(*bodies)).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path.as_uri()


@pytest.fixture
def copy(chromium, folder) -> Iterator[Page]:
    """Open the copy; a request to anywhere but its folder fails the test, and so does a breach of its policy."""
    context = chromium.new_context(offline=True)
    with watched(context, folder) as page:
        page.goto(f"{folder}/index.html")
        yield page
    context.close()


def test_a_word_is_found_without_its_accents_and_leads_to_its_row(copy):
    sought = copy.get_by_label("Search this copy")
    sought.fill("CAFE القاهرة")
    expect(copy.get_by_role("status")).to_have_text("Found: 1.")
    assert copy.locator("mark").all_inner_texts() == ["Café", "القَاهِرَة"]
    expect(copy.get_by_role("navigation")).to_be_hidden()
    copy.get_by_role("link", name="Comments · 150").click()
    expect(copy.locator("li:target")).to_contain_text("<img src=x onerror=alert(1)>")
    copy.get_by_label("Search this copy").fill("number")
    copy.keyboard.press("Enter")
    expect(copy.get_by_role("status")).to_have_text("Found: 149. The first 100 are shown.")
    copy.get_by_label("Search this copy").fill("nowhere")
    expect(copy.get_by_role("status")).to_have_text("Nothing was found")


def test_without_scripts_every_page_is_read_and_no_field_promises_more(chromium, folder):
    context = chromium.new_context(offline=True, java_script_enabled=False)
    with watched(context, folder) as page:
        page.goto(f"{folder}/index.html")
        expect(page.get_by_role("searchbox")).to_be_hidden()
        page.get_by_role("link", name="Comments").click()
        page.get_by_role("link", name="Next").click()
        expect(page.get_by_role("listitem").last).to_contain_text("Café")
    context.close()

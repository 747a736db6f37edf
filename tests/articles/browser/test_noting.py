"""Notes on what is selected in the text, which are marked there as long as it holds their passages (A42)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import ArticleNote
from tests.articles import making

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

BODY = "<p>The harbour was cold.</p><ul><li><p>The <em>har</em>bour was empty.</p></li></ul>"
#: Select the second `The harbour`, a part of which is in italics.
SELECT = """() => {
    const [, there] = document.querySelectorAll("[role=textbox] p");
    getSelection().setBaseAndExtent(there.firstChild, 0, there.lastChild, 4);
}"""
MARKED = '[...CSS.highlights.get("noted")].map(range => range.toString() + range.endContainer.data)'


def test_a_note_on_selected_words_is_marked_where_they_stand(newsroom):
    article = making.draft(body=BODY)
    making.revision(article)
    form = reverse("admin:articles_article_change", args=[article.pk])
    newsroom.goto(form)
    offered = newsroom.get_by_role("link", name="Leave a note on the selected words")
    expect(offered).to_be_hidden()
    newsroom.evaluate(SELECT)
    offered.click()
    expect(newsroom.get_by_label("Passage")).to_have_value("The harbour")
    assert "harbour" not in newsroom.url
    newsroom.get_by_label("Note", exact=True).fill("Which one?")
    newsroom.get_by_role("button", name="Leave the note").click()
    expect(newsroom.get_by_text("Which one?")).to_be_visible()
    assert ArticleNote.objects.get().before.endswith("was cold. ")
    assert newsroom.evaluate(MARKED) == ["The harbourbour was empty."]
    newsroom.get_by_text("At last.", exact=True).click(click_count=3)
    offered.click()
    expect(newsroom.get_by_label("Passage")).to_have_value("At last.")
    expect(newsroom.get_by_label("Note", exact=True)).to_be_focused()

    newsroom.goto(form)
    assert newsroom.evaluate(MARKED) == ["The harbourbour was empty."]
    there = newsroom.get_by_role("button", name="Show in the text")
    there.click()
    assert newsroom.evaluate("getSelection().toString()") == "The harbour"
    newsroom.keyboard.press("Control+a")
    newsroom.keyboard.type("Gone.")
    expect(there).to_be_hidden()
    assert newsroom.evaluate(MARKED) == []
    newsroom.evaluate("document.querySelector('form[data-writing]').dispatchEvent(new Event('submit'))")

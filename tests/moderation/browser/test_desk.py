"""The desk by keyboard: where the focus is, what is filled in, what a press takes out."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions import policies as texts
from accounts.enums import Surface
from moderation.actions import queue
from moderation.enums import Measure, Status
from moderation.models import Comment, Decision, Note
from tests.moderation import making
from tests.moderation.browser.conftest import signed_in
from tests.moderation.making import NOW

pytestmark = pytest.mark.browser
BODY = "Call the thief at 555 1234, he is at home."


@pytest.fixture
def moderator(context, site):
    making.rules()
    person = making.moderator("Nadia Renn")
    for version in texts.unacknowledged(person, NOW):
        texts.acknowledge(person=person, version=version, language="en", surface=Surface.SIGNUP, now=NOW)
    signed_in(context, person, site)
    return person


@pytest.fixture
def case(moderator):
    comment = making.comment(making.article(), body=BODY, measure=Measure.HOLD)
    return queue.put(comment=comment, reasons=["ground:5"], risk=300, now=NOW)


@pytest.mark.parametrize("context", [True], indirect=True, ids=["with scripts"])
def test_what_is_selected_is_taken_out_and_the_chosen_ground_says_why(page, case):
    page.goto(f"/admin/moderation/case/{case.pk}/change/")
    page.keyboard.press("e")
    expect(page.locator("#redact_ground")).to_be_focused()
    page.locator("#redact_ground").select_option("7")
    expect(page.locator("#redact_why")).to_have_value("Letter 7")
    page.locator("#redact_why").fill("My own words.")
    page.locator("#redact_ground").select_option("5")
    expect(page.locator("#redact_why")).to_have_value("My own words.")
    page.locator("#redact_facts").fill("A telephone number.")
    page.evaluate("document.getElementById('redact_body').setSelectionRange(18, 26)")
    page.get_by_role("button", name="Take out what is selected").click()
    expect(page.locator("#redact_body")).to_be_focused()
    page.get_by_role("button", name="Redact").click()
    expect(page.get_by_text("The queue is empty")).to_be_visible()
    assert Comment.objects.get().body == "Call the thief at […], he is at home."


@pytest.mark.parametrize("context", [True], indirect=True, ids=["with scripts"])
def test_after_an_act_the_focus_is_on_what_became_of_it(page, case):
    page.goto(f"/admin/moderation/case/{case.pk}/change/")
    page.keyboard.press("m")
    page.keyboard.type("Writes from three accounts.")
    page.keyboard.press("Escape")  # out of the field single keys act again, and the text stays
    page.keyboard.press("m")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told = page.get_by_role("status").filter(has_text="The note is on the record")
    expect(told).to_be_focused()
    assert Note.objects.get().text == "Writes from three accounts."
    page.keyboard.press("p")
    expect(page.get_by_role("status").filter(has_text="The comment is published.")).to_be_focused()
    assert Decision.objects.filter(measure=Measure.PUBLISH).exists()


@pytest.mark.parametrize("context", [True], indirect=True, ids=["with scripts"])
def test_who_speaks_to_the_device_switches_single_keys_off_and_on_again(page, case):
    page.goto("/admin/moderation/case/")
    page.keyboard.press("?")
    switch = page.get_by_role("checkbox", name="Single keys act")
    switch.uncheck()
    switch.blur()
    page.keyboard.press("n")
    page.goto(f"/admin/moderation/case/{case.pk}/change/")
    page.keyboard.press("p")
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Decide")).to_be_visible()
    expect(switch).to_be_hidden()
    assert not Decision.objects.filter(measure=Measure.PUBLISH).exists()
    page.get_by_text("Keys", exact=False).locator("visible=true").first.click()
    switch.check()
    switch.blur()
    page.keyboard.press("p")
    expect(page.get_by_text("The queue is empty")).to_be_visible()


@pytest.mark.parametrize("context", [False], indirect=True, ids=["without scripts"])
def test_without_scripts_every_act_is_there_and_no_button_that_needs_one(page, case):
    page.goto(f"/admin/moderation/case/{case.pk}/change/")
    page.get_by_text("Remove under another ground").click()
    page.locator("#remove_ground").select_option("7")
    page.locator("#remove_facts").fill("A telephone number.")
    expect(page.get_by_role("button", name="Take out what is selected")).to_have_count(0)
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_text("removed under ground 7")).to_be_visible()
    assert Decision.objects.get(measure=Measure.REMOVE).statement.why == "Letter 7"


@pytest.mark.parametrize("context", [True], indirect=True, ids=["with scripts"])
def test_what_an_author_wrote_lately_is_removed_and_taken_back_by_keyboard(page, moderator):
    author = making.person("Flood")
    under = making.article()
    two = [making.comment(under, author=author, body=f"Words no. {n}.", now=timezone.now()) for n in (1, 2)]
    page.goto(f"/admin/moderation/comment/{two[0].pk}/change/")
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="What Flood wrote lately")).to_be_visible()
    page.get_by_label("Ground for all that have none of their own").focus()
    page.keyboard.type("13")
    for _stop in ("let them stand", "remove them"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 comments would be removed, and each author told this:")).to_be_visible()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment_{two[1].pk}-why")).to_have_value("Letter 13")
    page.get_by_role("button", name="Remove all of these").press("Enter")
    expect(page.get_by_text("2 comments are removed. Each author is told why.")).to_be_visible()
    page.get_by_role("button", name="Take all of it back").press("Enter")
    expect(page.get_by_text("2 decisions are taken back.")).to_be_visible()
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.PUBLISHED}

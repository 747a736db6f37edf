"""A signed copy is checked in the browser, without a network (V63)."""

import pytest
from playwright.sync_api import expect

from accounts.actions import signing
from accounts.privacy.signatures import Document, Part
from tests.accounts.making import NOW

pytestmark = [pytest.mark.browser, pytest.mark.once]


def test_a_copy_is_checked_without_a_network(page, tmp_path):
    document = Document("الأسباب", "ar", NOW, (Part("الوقائع", "سطر <b>أول</b>\nسطر ثان"),), {})
    genuine, altered, other = (tmp_path / name for name in ("genuine.json", "altered.json", "other.json"))
    genuine.write_text(signing.sign(document, now=NOW))
    altered.write_text(genuine.read_text().replace("ثان", "ثالث"))
    other.write_text("{}")
    page.goto("/en/copies/")
    page.context.set_offline(True)
    outcome = page.get_by_role("region", name="Outcome")

    def check(path):
        page.get_by_label("Signed copy").set_input_files(path)
        page.get_by_role("button", name="Check").click()

    check(genuine)
    expect(outcome.get_by_text("It is genuine")).to_be_visible()
    expect(outcome.get_by_text("سطر <b>أول</b>")).to_be_visible()
    expect(outcome).to_be_focused()
    check(altered)
    expect(outcome).to_contain_text("changed after we signed it")
    expect(outcome.get_by_text("سطر")).to_have_count(0)
    check(other)
    expect(outcome).to_contain_text("This is no signed copy")

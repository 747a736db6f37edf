"""The page's script in a real browser, with a stand-in for its maker's service, which is a foreign host."""

import os

import pytest
from playwright.sync_api import expect

from articles import paper
from articles.models import PushSubscription
from articles.push import vapid
from tests.accounts.making import OF_AGE
from tests.articles import making
from tests.articles.push import service

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

#: Answers as `Notification` and `PushManager` do, and writes down what it was asked. The worker is registered really.
STAND_IN = """
window.asked = [];
const keys = { p256dh: "%s", auth: "%s" };
const made = () => ({
  endpoint: "http://127.0.0.1/one", toJSON() { return { endpoint: this.endpoint, keys }; },
  async unsubscribe() { asked.push("unsubscribe"); sessionStorage.removeItem("subscribed"); return true; },
});
// Chromium's headless build has refused for the reader before it is asked.
Object.defineProperty(Notification, "permission", { get: () => "default" });
Notification.requestPermission = async () => { asked.push("permission"); return window.answer ?? "granted"; };
PushManager.prototype.getSubscription = async () => sessionStorage.getItem("subscribed") ? made() : null;
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  asked.push(`subscribe ${applicationServerKey.length}`);
  sessionStorage.setItem("subscribed", "yes");
  return made();
};
"""


@pytest.fixture
def reader(page, settings):
    """A visitor on the page, whose browser stands in for a push service."""
    settings.PUSH_PUBLIC_KEY, settings.PUSH_PRIVATE_KEY = vapid.make_keys()
    settings.PUSH_OWN_SERVICES = frozenset({"127.0.0.1"})
    service.purpose()
    making.edition("en"), making.edition("ar")
    paper.forget()
    device = service.Browser("x").device()
    page.add_init_script(STAND_IN % (device.p256dh, device.auth))
    page.goto("/en/push/")
    return page


def answer(page) -> None:
    """Say that one is of age."""
    page.get_by_label("Date of birth").fill(OF_AGE["birth_date"])
    page.get_by_label("Country where you live").select_option(OF_AGE["country"])


def shot(page, name: str) -> None:
    """Keep a picture where SHOTS says, to be looked at."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_reader_is_asked_after_a_press_and_ends_it_by_another(reader):
    status = reader.locator("[data-said]")
    expect(reader.get_by_text("Now off.")).to_be_visible()
    expect(reader.locator(".push button")).to_have_text(["Switch on", "Save", "Switch off"])
    assert [button.is_visible() for button in reader.locator(".push button").all()] == [True, False, False]
    assert reader.evaluate("asked") == []
    shot(reader, "push-off")

    answer(reader)
    reader.get_by_role("button", name="Switch on").press("Enter")
    expect(status).to_have_text("Saved.")
    expect(reader.get_by_text("Now on.")).to_be_visible()
    assert [button.is_visible() for button in reader.locator(".push button").all()] == [False, True, True]
    assert reader.evaluate("asked") == ["permission", "subscribe 65"]
    assert PushSubscription.objects.get().endpoint == "http://127.0.0.1/one"
    assert reader.evaluate("navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)").endswith(
        "/push-worker.js"
    )
    shot(reader, "push-on")

    reader.reload()
    reader.get_by_role("button", name="Switch off").click()
    expect(status).to_have_text("Your choice holds from now on.")
    assert reader.evaluate("asked") == ["unsubscribe"]
    assert reader.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert PushSubscription.objects.count() == 0


def test_who_refuses_hears_how_to_change_their_mind_and_nothing_is_sent(reader):
    reader.evaluate("window.answer = 'denied'")
    answer(reader)
    reader.get_by_role("button", name="Switch on").click()
    expect(reader.get_by_text("You have told your browser that it may not show our news.")).to_be_visible()
    assert reader.evaluate("asked") == ["permission"]
    assert PushSubscription.objects.count() == 0

"""A browser that counts what ran and what the content policy stopped."""

import os
import signal
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Error

from tests.browser.conftest import launch, site  # noqa: F401 # a fixture

#: Passes over, focuses and clicks whatever is there. A link that leads elsewhere is looked at, not followed.
TOUCH = """() => {
  const place = document.querySelector("main") || document.body;
  for (const element of [...document.querySelectorAll("body *")]) {
    if (place.contains(element) === false && !element.closest("svg, math, form, iframe")) {
      if (element.closest("header, footer, nav")) continue;
    }
    for (const kind of ["pointerenter", "mouseover", "mouseenter", "focus"])
      element.dispatchEvent(new MouseEvent(kind, {bubbles: true}));
    const href = element.getAttribute("href") || element.getAttribute("xlink:href") || "";
    const isOurs = element.closest("header, footer, nav") || element.closest("form[action^='/']");
    if (isOurs || element.closest("input, select, textarea, summary")) continue;
    if (element.matches("a, area") && !/script|data:/i.test(element.href?.baseVal ?? element.href ?? href)) continue;
    element.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
  }
}"""
LISTEN = """document.addEventListener("securitypolicyviolation",
  event => console.log("stopped: " + event.effectiveDirective + " " + event.sourceFile), true);"""


@dataclass
class Watch:
    """What happened in a page."""

    ran: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)


@pytest.fixture
def browse(site):  # noqa: F811 # pytest's way to ask for a fixture
    """Open addresses in a browser, with the content policy or past it, and touch everything on them.

    A browser of its own, that is killed: Chromium does not always get to the end of closing what was touched.
    """
    browser = launch()
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]

    def opened(*, bypass_csp=False):
        context = browser.new_context(base_url=site, bypass_csp=bypass_csp)
        context.add_init_script(LISTEN)
        # Nothing of an attacker's is out there: what leaves the machine fails at once.
        context.route(lambda url: not url.startswith((site, "data:", "blob:")), lambda route: route.abort())
        context.set_default_timeout(30_000)
        watch = Watch()
        context.on("dialog", lambda dialog: (watch.ran.append(dialog.page.url), dialog.dismiss()))
        context.on("console", lambda said: watch.stopped.append(said.text) if said.text.startswith("stopped") else None)
        return context, watch

    yield opened
    os.kill(next(process["id"] for process in processes if process["type"] == "browser"), signal.SIGKILL)


def touch(context, address):
    """Open an address and do everything there that a reader could.

    A link touched on the page before may lead away only now, and spoil this way there: then go in a new tab, where
    nothing was touched. The old one is left: it may never get closed.
    """
    try:
        return _touched(context.pages[0] if context.pages else context.new_page(), address)
    except Error:
        return _touched(context.new_page(), address)


def _touched(page, address):
    answer = page.goto(address, wait_until="load")
    page.evaluate(TOUCH)
    page.wait_for_timeout(10)
    return answer

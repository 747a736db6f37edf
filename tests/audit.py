"""Open every kind of page of a running demo in a browser, as each kind of person, and say what is wrong with it.

    make run                                    # in another window
    python -m tests.audit http://localhost:8000

Follows the links from the front page and the admin, and looks at one page of each address of the site: with axe in
light, dark and right to left, on a desk and on a phone (A37, QW4, V62); at breaches of the content policy and errors
of scripts (A17, QW1); at requests to anybody else (V26); at what is wider than the screen; at answers of 500.
"""

import argparse
import os
import sys
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import django
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, sync_playwright

from tests.browser.chromium import installed

os.environ.setdefault("DEPLOYMENT", "development")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.urls import Resolver404, resolve  # noqa: E402 # needs the settings
from django.utils import translation  # noqa: E402 # as above
from django.utils.translation import get_language_from_path  # noqa: E402 # as above

PASSWORD = "gazette-demo"  # of the demo's accounts, which open nothing without debug
#: Who looks, and from where: readers at the paper, the staff at the desk.
PEOPLE = {
    "visitor": ("", "/{language}/"),
    "member": ("mira@demo.example", "/{language}/"),
    "blocked": ("rex@demo.example", "/{language}/"),
    "editor": ("editor@demo.example", "/admin/"),
    "moderator": ("moderator@demo.example", "/admin/"),
    "administrator": ("administrator@demo.example", "/admin/"),
}
#: Language, scheme, width in pixels.
VIEWS = (("en", "light", 1280), ("en", "dark", 390), ("ar", "light", 390), ("ar", "dark", 1280))
#: Ends the visit.
LEAVING = ("account_logout", "admin:logout")
MOST_PAGES = 400


@dataclass
class Visit:
    """What one person has seen in one view."""

    site: str
    page: Page
    width: int
    found: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    console: list[str] = field(default_factory=list)
    pages: int = 0

    def walk(self, start: str) -> None:
        """Look at one page of each address that links lead to."""
        waiting, seen = deque([start]), set[str]()
        while waiting and self.pages < MOST_PAGES:
            path = waiting.popleft()
            name = name_of(path)
            if not name or name in seen or name in LEAVING:
                continue
            seen.add(name)
            waiting.extend(self._look(path, name))

    def _look(self, path: str, name: str) -> Iterator[str]:
        self.console.clear()
        try:
            answer = self.page.goto(self.site + path)
        except Error as error:
            if "Download is starting" in error.message:
                return
            raise
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            return
        self.pages += 1
        said = [f"answers {answer.status}"] if answer.status >= 500 else []
        said += self.console  # before axe, which styles what it tries
        said += [f"axe: {one['id']} {one['nodes'][0]['target']}" for one in Axe().run(self.page).response["violations"]]
        if (wider := self.page.evaluate("document.documentElement.scrollWidth") - self.width) > 0:
            said.append(f"{wider} px wider than the screen")
        if said:
            self.found[f"{name} {path}"] += said
        for href in self.page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)"):
            to = urlsplit(urljoin(self.site, href))
            if f"{to.scheme}://{to.netloc}" == self.site:
                yield to.path + (f"?{to.query}" if to.query else "")


def name_of(path: str) -> str:
    """Name the view of an address; none where it is a file or nothing of ours."""
    place = urlsplit(path).path
    with translation.override(get_language_from_path(place)):
        try:
            found = resolve(place)
        except Resolver404:
            return ""
    return found.view_name or found.route


@contextmanager
def visiting(browser: Browser, site: str, scheme: str, width: int) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    visit = Visit(site, context.new_page(), width)

    def told(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            visit.console.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            visit.console.append(f"asks {request.url}")

    visit.page.on("console", told)
    visit.page.on("pageerror", lambda error: visit.console.append(str(error)))
    visit.page.on("request", asked)
    yield visit
    context.close()


def sign_in(page: Page, site: str, mailbox: str) -> None:
    page.goto(f"{site}/en/account/login/")
    page.locator("input[name=login]").fill(mailbox)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/login/" not in address)


def report(who: str, visit: Visit) -> None:
    lines = [f"{who}: {visit.pages} pages, {len(visit.found)} with faults"]
    for place, said in visit.found.items():
        lines += [f"  {place}", *(f"    {one}" for one in dict.fromkeys(said))]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("site")
    given.add_argument("--as", dest="people", action="append", choices=PEOPLE, help="as these alone")
    asked = given.parse_args()
    site, broken = asked.site.rstrip("/"), 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        for person in asked.people or PEOPLE:
            mailbox, start = PEOPLE[person]
            for language, scheme, width in VIEWS:
                with visiting(browser, site, scheme, width) as visit:
                    if mailbox:
                        sign_in(visit.page, site, mailbox)
                    visit.page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])
                    visit.walk(start.format(language=language))
                    broken += len(visit.found)
                    report(f"{person}, {language}, {scheme}, {width} px", visit)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

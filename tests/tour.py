"""Take the README's pictures: `make tour` starts a demo site of its own, visits it, and writes docs/tour/."""

import io
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import installed
from tests.mailbox import free_port

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "tour"
PASSWORD = "gazette-demo"
DESK, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 860}
SHOUTING = "WHY DOES NOBODY IN THIS TOWN EVER THINK ABOUT THE PEOPLE WHO LIVE DOWN BY THE RIVER"


def sign_in(page: Page, name: str) -> None:
    page.goto("/en/account/login/")
    page.get_by_label("Email").fill(f"{name}@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()


def front_page(page: Page) -> None:
    page.goto("/en/")


def arabic_phone(page: Page) -> None:
    page.goto("/ar/")


def comments(page: Page) -> None:
    page.goto("/en/")
    page.locator("main h2 a, main h1 a").first.click()
    page.locator("#comments, .thread").first.scroll_into_view_if_needed()


def nudge(page: Page) -> None:
    sign_in(page, "mira")
    page.goto("/en/")
    page.locator("main h2 a, main h1 a").first.click()
    page.get_by_label("Your comment").fill(SHOUTING)
    page.wait_for_timeout(2_500)  # nobody types faster, and what is sent sooner waits for a moderator
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_load_state()


def queue(page: Page) -> None:
    sign_in(page, "reviewer")
    page.goto("/admin/moderation/case/")


def card(page: Page) -> None:
    sign_in(page, "reviewer")
    page.goto("/admin/moderation/case/?kind__exact=campaign")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("heading", name="Decide").wait_for()


def blocked(page: Page) -> None:
    sign_in(page, "rex")


def privacy(page: Page) -> None:
    sign_in(page, "mira")
    page.goto("/en/account/privacy/")


def search(page: Page) -> None:
    page.goto("/en/search/?q=ferry")


def writing(page: Page) -> None:
    sign_in(page, "editor")
    page.goto("/admin/articles/article/?q=ferry")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Title").wait_for()


def figures(page: Page) -> None:
    page.goto("/en/transparency/")


#: Name of the picture, size of the window, and whether it is dark.
SCENES: tuple[tuple[Callable[[Page], None], dict[str, int], bool], ...] = (
    (front_page, DESK, False),
    (arabic_phone, PHONE, True),
    (search, PHONE, False),
    (writing, DESK, False),
    (comments, PHONE, False),
    (nudge, PHONE, False),
    (queue, DESK, False),
    (card, DESK, True),
    (blocked, PHONE, False),
    (privacy, PHONE, True),
    (figures, DESK, False),
)


def main() -> None:
    """Start the site, take every picture, stop the site."""
    PICTURES.mkdir(exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        address = f"http://localhost:{port}"
        environment = os.environ | {
            "DEPLOYMENT": "development",
            "DEBUG": "true",
            "SECOND_FACTOR_FOR": "",
            "VAR_DIR": folder,
            "SITE_URL": address,
            "EMAIL_URL": f"filemail:///{folder}/mail",
        }
        subprocess.run([sys.executable, "manage.py", "set_up", "--demo"], cwd=ROOT, env=environment, check=True)
        serve = [sys.executable, "-m", "config.serve", "--port", str(port)]
        site = subprocess.Popen(serve, cwd=ROOT, env=environment)
        try:
            _wait_for(address)
            time.sleep(8)  # the worker makes the pictures' sizes
            _visit(address)
        finally:
            site.terminate()
            site.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=2)  # noqa: S310 # our own
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(address)


def _visit(address: str) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        for scene, size, is_dark in SCENES:
            context = chromium.new_context(
                base_url=address, viewport=size, color_scheme="dark" if is_dark else "light", locale="en"
            )
            page = context.new_page()
            scene(page)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(500)
            picture = Image.open(io.BytesIO(page.screenshot()))
            picture.convert("RGB").save(PICTURES / f"{scene.__name__.replace('_', '-')}.webp", quality=78, method=6)
            context.close()


if __name__ == "__main__":
    main()

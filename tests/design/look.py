"""Look at every kind of page: `python -m tests.design.look [--only name]` writes screenshots and what axe finds.

A site with sample content runs on its own files; headless Chromium visits it on a phone and a desk, light and dark,
in both directions. Exits with 1 when axe finds a violation, the browser policy stops something, or a page is too wide.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from itertools import product
from pathlib import Path

from tests.browser.chromium import installed

WHERE = Path(tempfile.gettempdir()) / f"gazette-look-{os.getuid()}"
os.environ |= {
    "DEPLOYMENT": "development",
    "DEBUG": "false",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "VAR_DIR": str(WHERE / "site"),
}
os.environ["DATABASE_URL"] = f"sqlite:///{WHERE}/site/look.sqlite3"
ROOT = Path(__file__).resolve().parent.parent.parent
WIDTHS = {"phone": 390, "desk": 1280}


def pages() -> dict[str, str]:
    """Name the pages to look at."""
    from articles.models import Article
    from moderation.models import Comment

    english = Article.objects.filter(edition="en").order_by("pk")[0]
    arabic = Article.objects.filter(edition="ar").order_by("pk")[0]
    comment = Comment.objects.filter(depth=4, article=english)[0]
    removed = Comment.objects.filter(status="removed", article=english)[0]
    return {
        "home": "/en/",
        "home-ar": "/ar/",
        "article": english.get_absolute_url(),
        "article-ar": arabic.get_absolute_url(),
        "section": "/en/sections/city-en/",
        "thread": f"/en/articles/{english.pk}/comments/",
        "comment": comment.get_absolute_url(),
        "report": f"/en/comments/{comment.pk}/report/",
        "follow": f"/en/articles/{english.pk}/follow/",
        "rules": "/en/rules/",
        "rules-ar": "/ar/rules/",
        "figures": "/en/transparency/",
        "find-report": "/en/reports/",
        "signin": "/en/account/login/",
        "signup": "/en/account/signup/",
        "missing": "/en/no-such-page/",
        "privacy": "/en/policies/privacy/",
        "contacts": "/en/contacts/",
        "removed": removed.get_absolute_url(),
        "member-article": english.get_absolute_url(),
        "member-write": f"/en/articles/{english.pk}/comments/new/",
        "public-log": "/en/transparency/decisions/",
        "public-log-ar": "/ar/transparency/decisions/",
        "member-comments": "/en/account/comments/",
        "member-answers-ar": "/ar/account/comments/answers/",
        "member-decisions": "/en/account/comments/decisions/",
        "member-account": "/en/account/",
        "member-privacy": "/en/account/privacy/",
        "member-gate": "/en/account/gate/",
        "member-held": "/en/account/privacy/held/",
        "member-close": "/en/account/delete/",
        "staff-admin": "/admin/",
        "staff-queue": "/admin/moderation/case/",
        "staff-figures": "/admin/moderation/decision/figures/",
        "staff-report": "/admin/moderation/statementofreasons/report/",
        "staff-list": "/admin/moderation/comment/",
        "admin-login": "/admin/login/",
    }


def prepare() -> dict[str, list[dict[str, str]]]:
    """Make the site's files anew; return the cookies of a member and of the staff."""
    import shutil

    shutil.rmtree(WHERE / "site", ignore_errors=True)
    (WHERE / "site").mkdir(parents=True)
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from accounts import reader_cookie
    from accounts.models import User
    from tests.design import samples
    from tests.moderation import making

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    samples.fill()
    chief = making.person("Ida Desk")
    User.objects.filter(pk=chief.pk).update(is_staff=True, is_superuser=True)
    cookies = {}
    for role, person in (
        ("member", making.member(name="Marta Okafor-Lindqvist")),
        ("staff", User.objects.get(pk=chief.pk)),
    ):
        client = Client()
        client.force_login(person)
        jar = {name: morsel.value for name, morsel in client.cookies.items()} | {
            "reader": reader_cookie.write(person.name)
        }
        cookies[role] = [
            {"name": name, "value": value, "domain": "localhost", "path": "/"} for name, value in jar.items()
        ]
    return cookies


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="")
    parser.add_argument("--port", default="9137")
    options = parser.parse_args()
    cookies = prepare()
    command = [sys.executable, "manage.py", "runserver", "--noreload", options.port]
    with (WHERE / "server.log").open("w") as log, subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log) as web:
        try:
            _wait(options.port)
            return _visit(options, cookies)
        finally:
            web.terminate()


def _wait(port: str) -> None:
    for _ in range(60):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/robots.txt")
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit((WHERE / "server.log").read_text()[-2000:])


def _visit(options, cookies) -> int:
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    wanted = {name: path for name, path in pages().items() if not options.only or name in options.only.split(",")}
    (WHERE / "shots").mkdir(exist_ok=True)
    bad = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        for (size, width), scheme, (name, path) in product(WIDTHS.items(), ("light", "dark"), wanted.items()):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            context.add_cookies(cookies.get(name.split("-")[0], []))
            address = f"http://localhost:{options.port}{path}"
            status, notes = _look(context.new_page(), address, WHERE / "shots" / f"{name}-{size}-{scheme}.png")
            if status != 200 or notes:
                print(f"{name} {size} {scheme}: {status}", *notes, sep="\n   ")
            bad += bool(notes)
            context.close()
        browser.close()
    print(f"{bad} with something to mend; screenshots in {WHERE}/shots")
    return int(bool(bad))


def _look(page, address: str, shot: Path) -> tuple[int, list[str]]:
    """Take a picture of a page; return its status and what is wrong with it."""
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    answer = page.goto(address)
    page.screenshot(path=shot, full_page=True)
    for violation in Axe().run(page).response["violations"]:
        first = violation["nodes"][0]
        said.append(
            f"{violation['id']} ({len(violation['nodes'])}): {first['html'][:140]} {first['failureSummary'][:200]!r}"
        )
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return answer.status, said + ([f"{wide} px too wide"] if wide > 0 else [])


if __name__ == "__main__":
    sys.exit(main())

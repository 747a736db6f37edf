"""What people write in letters, type into the search and upload runs nowhere, and breaks out of nothing (QS2)."""

import io
import sys
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import urlencode

import pytest
from django.conf import settings as site_settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from playwright.sync_api import expect

from accounts.actions import signing
from accounts.privacy.signatures import Document, Part
from articles.models import Photo
from articles.search.questions import LONGEST
from moderation import notices
from moderation.actions import hearings, mistakes, policies, reports
from moderation.models import Appeal, Scan
from tests.articles.test_images import XMP, agency
from tests.hostile.payloads import MARKUP
from tests.moderation import making
from tests.moderation.actions.test_scans import PDF
from tests.moderation.browser.conftest import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.once]

DAY = timedelta(days=1)
#: Ways out of where our pages put what people wrote.
OUT = [
    "</textarea><img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "\"><svg onload=alert(1)>",
    "' autofocus onfocus=alert(1) x='", "--><script>alert(1)</script><!--", "</bdi></dd></dl><svg onload=alert(1)>",
    "\u202e\u2066</script><script>alert(1)</script>", "{{ request.user.email }}{% debug %}{{ 7|add:7 }}",
    "javascript:alert(1)", "<style>@import '//a.example/x.css';*{display:none}</style>",
    "</mark><iframe onload=alert(1)>",
]  # fmt: skip
#: All there is, in the order in which it is likeliest to run: what swallows the rest of a page stands last.
HOSTILE = "\n".join([*OUT, *(one for one in MARKUP if len(one) < 400 and "plaintext" not in one), "<plaintext>"])
SHORT = OUT[2] + OUT[1] + "\u202eabc"
NAME = "<img src=x onerror=alert(1)>{{7|add:7}}\u202egpj"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script><img src=x onerror=alert(1)>"
#: Says what of a page is not of our making, and which text turns what stands beside it around.
FOREIGN = """() => {
  const live = ({name, value}) => name.startsWith("on") || (/^(href|src|action|formaction|data)$/.test(name)
    && /^\\s*(javascript|data:text)/i.test(value));
  const kinds = "script:not([src]):not([type$=json]), iframe, object, embed, base, body style, plaintext, svg script";
  const found = [...document.querySelectorAll("*")]
    .filter((one) => [...one.attributes].some(live) || one.matches(kinds));
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    let own = texts.currentNode, one = own.parentElement;
    if (!/[\\u202a-\\u202e\\u2066-\\u2069]/.test(own.data)) continue;
    while (getComputedStyle(one).display === "inline" && getComputedStyle(one).unicodeBidi === "normal")
      [own, one] = [one, one.parentElement];
    const after = new Range();
    after.setStartAfter(own), after.setEndAfter(one.lastChild);
    const beside = [...after.cloneContents().querySelectorAll(":not(br, mark)")].map((other) => other.textContent);
    if (own !== texts.currentNode) beside.push(after.toString());
    if (beside.join("").trim()) found.push(one);
  }
  return [document.querySelectorAll("main").length, document.querySelectorAll("h1").length,
    ...found.map((one) => one.outerHTML.slice(0, 300))];
}"""


@pytest.fixture
def seen(browse):
    """Look at pages in a browser: each is whole, nothing in it is anybody else's, and nothing runs or is stopped."""
    context, watch = browse()
    page, broken = context.new_page(), {}

    def look(address=""):
        if address:
            assert page.goto(address, wait_until="load").status == 200, address
        if (found := page.evaluate(FOREIGN)) != [1, 1]:
            broken[page.url] = found
        return page

    yield look
    assert (watch.ran, watch.stopped, broken) == ([], [], {})


def press(page, button) -> None:
    """Send a form, and wait for its answer."""
    with page.expect_navigation():
        button.click()


def mailed(monkeypatch, subject: str, body: str, sender: str = "mallory") -> None:
    """Have a letter come by mail, in words and as a page."""
    message = EmailMessage()
    message["From"] = f'"<script>alert(1)</script>" <{sender}@example.org>'
    message["Subject"] = subject
    message.set_content(body)
    message.add_alternative(body, subtype="html")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(message.as_bytes())))
    call_command("receive_letter")


def upload(page, content: bytes) -> None:
    """Choose a file whose name is hostile and whose type is a lie."""
    files = {"name": NAME, "mimeType": "image/svg+xml", "buffer": content}
    page.locator("main input[type=file]").set_input_files(files)


def write_letters(seen, monkeypatch, settings) -> tuple[set[int], list[str]]:
    """Write by form, by mail, in a hearing and about a comment; return the cases and what else the desk shows of it."""
    article = making.article()
    statement = making.block(making.person(), now=timezone.now() - DAY).imposed_by_decision.statement
    page = seen(reverse("moderation:letter", args=[notices.statement_token(statement), "review"]))
    page.get_by_label("Explanation").fill(HOSTILE)
    page.get_by_label("Subject").fill("")
    press(page, page.get_by_role("button", name="Send the letter"))
    assert seen().get_by_label("Explanation").input_value() == HOSTILE
    page.get_by_label("Subject").fill(SHORT)
    press(page, page.get_by_role("button", name="Send the letter"))
    seen()
    mailed(monkeypatch, SHORT, HOSTILE)
    other = making.block(making.person(), now=timezone.now() - DAY).subject
    mailed(monkeypatch, OUT[6], f"{other.public_id}\n{HOSTILE}", "other")

    settings.BLOCK_MODE = "hearing"
    comment = making.comment(article)
    hearing = making.hearing(comment.author, evidence=comment, now=timezone.now() - DAY)
    hearings.reply(hearing=hearing, words=HOSTILE, now=timezone.now())
    complaint = reports.Complaint(None, HOSTILE[:5_000], SHORT, "mallory@example.org", is_in_good_faith=True)
    report = reports.lodge(comment=comment, complaint=complaint, reporter=None, now=timezone.now())
    told = mistakes.Told(HOSTILE[:2_000], "mallory@example.org")
    mistake = mistakes.tell(comment=comment, told=told, reporter=None, settings=policies.current(), now=timezone.now())
    for address in (
        reverse("moderation:hearing", args=[notices.hearing_token(hearing)]),
        report.get_absolute_url(),
        mistake.get_absolute_url(),
    ):
        seen(address)

    letters = list(Appeal.objects.order_by("pk"))
    assert len(letters) == 3
    assert all(OUT[0] in letter.explanation for letter in letters)
    cases = {letter.case_id for letter in letters if letter.case_id} | {hearing.case_id}
    assert len(cases) == 3
    return cases, [f"comment/{comment.pk}/change/", f"mistake/{mistake.pk}/change/"]


def look_at_the_desk(seen, cases: set[int], others: list[str]) -> None:
    """Open the lists, and each page that shows what was written."""
    desk = f"/{site_settings.ADMIN_PATH}/moderation"
    for place in ("case/", "appeal/", "report/", "mistake/", f"comment/?{urlencode({'q': SHORT})}"):
        seen(f"{desk}/{place}")
    for place in (*(f"case/{case}/change/" for case in cases), *others):
        assert OUT[0] in seen(f"{desk}/{place}").locator("main").inner_text(), place


def search(seen) -> None:
    """Look for what is hostile, and find it."""
    for number, one in enumerate(MARKUP[::6] + OUT):
        making.article(title=f"zq {one}"[:200], summary=one[:600], slug=f"story-{number}")
    for typed in ("zq", HOSTILE[:LONGEST], OUT[0], OUT[2], OUT[6]):
        page = seen(f"/en/search/?{urlencode({'q': typed})}")
        assert page.get_by_role("searchbox").last.input_value() == typed.replace("\n", "")


def check_copies(seen) -> None:
    """Look at a signed copy, by our script and without it."""
    document = Document(SHORT, "en", making.NOW, (Part(OUT[0], HOSTILE),), {})
    copy = signing.sign(document, now=making.NOW).encode()
    page = seen("/en/copies/")
    upload(page, copy)
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("region", name="Outcome")).to_contain_text(OUT[0])
    seen()
    upload(page, copy)
    with page.expect_navigation():
        page.evaluate("document.querySelector('[data-checked]').submit()")
    seen()


def upload_photos(seen) -> None:
    """Send a drawing with a script, and a photo that says hostile things of itself."""
    photos = f"/{site_settings.ADMIN_PATH}/articles/photo"
    said = escape(OUT[2] + OUT[0])
    real = agency(XMP.replace("The harbour", said).replace("Agency", said).replace("2026-04-01", "2099-04-01"))
    for content in (SVG, real.getvalue()):
        page = seen(f"{photos}/add/")
        upload(page, content)
        press(page, page.locator("[name=_save]"))
        seen()
    photo = Photo.objects.get()
    assert "onload=alert" in photo.caption
    article = making.article(photo=photo, photo_alt=SHORT, photo_caption=OUT[0])
    for address in (f"{photos}/{photo.pk}/change/", article.get_absolute_url()):
        seen(address)
    assert page.locator("main figure img").count() == 1
    served = page.request.get(photo.file.url)
    assert (served.headers["content-type"], served.body()[:3]) == ("image/jpeg", b"\xff\xd8\xff")


def upload_scans(seen) -> None:
    """Send a page that is no scan, and one that calls itself a PDF, which is handed over and never shown."""
    letter = Appeal.objects.exclude(person=None).earliest("pk")
    page = seen(f"/{site_settings.ADMIN_PATH}/moderation/appeal/{letter.pk}/scans/")
    for content in (HTML, PDF + HTML + PDF):
        upload(page, content)
        press(page, page.get_by_role("button", name="Keep with the letter"))
        seen()
    assert Scan.objects.get().kind == "pdf"
    page.get_by_label("What you need it for").fill(SHORT)
    with page.expect_download():
        page.get_by_role("button", name="Open").click()


def test_nothing_that_is_written_typed_or_uploaded_runs(seen, site, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    making.rules(), making.edition()
    cases, others = write_letters(seen, monkeypatch, settings)
    search(seen)
    check_copies(seen)
    chief = making.accepting(making.person("Chief", is_staff=True, is_superuser=True))
    signed_in(seen().context, chief, site)
    look_at_the_desk(seen, cases, others)
    upload_photos(seen)
    upload_scans(seen)

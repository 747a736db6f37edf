"""The pages that letters lead to, and no link of the site, are fit for everybody who follows one (V62, QW4)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions import closing, shipped
from accounts.enums import TextsAtErasure
from accounts.models import User
from articles import paper, previews
from articles.actions import previews as sharing
from articles.actions import subscriptions
from articles.models import Edition, Subscription
from articles.subscribing import links
from moderation import following, notices
from moderation.actions import appeals, decisions, follows, hearings, mistakes, policies, reports, rules
from moderation.actions.statements import Reasons
from moderation.enums import AppealOutcome, HearingOutcome, Pace
from moderation.models import Appeal, Follow, StatementOfReasons
from tests.articles.subscribing import wish, work
from tests.browser.conftest import watched
from tests.browser.test_reader_pages import WORD
from tests.moderation import making

pytestmark = [pytest.mark.browser, pytest.mark.once]

DAY = timedelta(days=1)
#: What somebody without a mouse has to reach; of radio buttons, one.
REACHABLE = """() => [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary)")]
  .filter((one) => one.checkVisibility() && !one.disabled && (one.type !== "radio" || one.checked))
  .map((one) => one.outerHTML)"""
#: What has the focus within the middle, and whether that can be seen.
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return [one.closest("main") ? one.outerHTML : "", ring && box.width > 0 && box.height > 0];
}"""
SEND = "main form[novalidate] [type=submit]"
#: Around it are the masthead and the footer of every page (test_reader_pages.py).
CHECK = """(only) => axe.run("main", {resultTypes: ["violations"], ...only}).then((found) =>
  found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`))"""


@pytest.fixture
def now(site, settings):
    settings.BLOCK_MODE = "hearing"
    now = timezone.now()
    shipped.load(now=now - 365 * DAY)
    rules.load(now=now - 365 * DAY)
    Edition.objects.create(language="ar", name="الجريدة", direction="rtl")
    return now


def reasons() -> Reasons:
    return Reasons(ground=making.ground(5), facts=WORD, why=f"{WORD} {WORD}", law=WORD)


def of_statement(statement: StatementOfReasons) -> Iterator[str]:
    token = notices.statement_token(statement)
    yield reverse("moderation:statement", args=[token])
    yield reverse("moderation:letter", args=[token, appeals.kinds_for(statement)[0]])


def letter(statement: StatementOfReasons, now) -> Appeal:
    """Have somebody write about a decision as the first way allows."""
    kind, *_ = appeals.kinds_for(statement)
    about = {"kind": kind, "person": statement.person, "contested": statement.decision}
    return appeals.lodge(**about, subject=WORD, explanation=WORD, now=now - DAY)


def of_blocks(article, now) -> Iterator[str]:
    """A hearing that is open, one that ended with a block, and a letter about that which waits."""
    heard, blocked = making.person(language="ar"), making.person(language="ar")
    comments = [making.comment(article, author=author, body=WORD) for author in (heard, blocked)]
    hearing = making.hearing(heard, evidence=comments[0], reasons=reasons(), now=now - DAY)
    yield reverse("moderation:hearing", args=[notices.hearing_token(hearing)])
    ended = making.hearing(blocked, evidence=comments[1], reasons=reasons(), now=now - 60 * DAY)
    hearings.reply(hearing=ended, words=WORD, now=now - 59 * DAY)
    verdict = hearings.Verdict(HearingOutcome.BLOCKED, reasons(), WORD)
    by = making.moderator()
    hearings.decide(hearing=ended, moderator=by, verdict=verdict, heard=len(WORD), now=now - 30 * DAY)
    ended.refresh_from_db()
    yield reverse("moderation:hearing", args=[notices.hearing_token(ended)])
    statement = ended.decision.statement
    yield from of_statement(statement)
    yield reverse("moderation:letter_status", args=[notices.appeal_token(letter(statement, now))])
    yield reverse("moderation:timeline", args=[statement.reference])


def of_comments(article, now) -> Iterator[str]:
    """A removal, an answered letter about it, and what a reader is told who reported the comment, or a mistake."""
    comment = making.comment(article, author=making.person(language="ar"), body=WORD)
    told = mistakes.Told(WORD, email="reader@example.org")
    settings = policies.current()
    mistake = mistakes.tell(comment=comment, told=told, reporter=None, settings=settings, now=now)
    yield mistake.get_absolute_url()
    complaint = reports.Complaint(making.ground(5), WORD, "Reader", "reader@example.org")
    yield reports.lodge(comment=comment, complaint=complaint, reporter=None, now=now).get_absolute_url()
    removal = decisions.remove(
        comment=comment, reasons=reasons(), version=1, moderator=making.moderator(), now=now - 2 * DAY
    )
    yield from of_statement(removal.statement)
    answered, by = letter(removal.statement, now), making.moderator()
    appeals.decide(appeal=answered, moderator=by, outcome=AppealOutcome.UPHELD, answer=WORD, now=now)
    yield reverse("moderation:letter_status", args=[notices.appeal_token(answered)])


def of_mail(article, now) -> Iterator[str]:
    """Mail that somebody asked for: to confirm, then to change and to end, then ended."""
    yield from map(reverse, ("articles:digest_asked", "moderation:follow_asked"))
    for mailbox in ("asked", "runs", "ended"):
        address = f"{mailbox}@example.org"
        subscriptions.ask(address=address, wish=wish(edition="ar"), now=now)
        follows.ask(address=address, wish=follows.Wish(article, None, Pace.DAILY), now=now)
        work(now)
        subscription, follow = Subscription.objects.get(address=address), Follow.objects.get(address=address)
        yield from (links.page_path(subscription), following.page_path(follow))
        if mailbox != "asked":
            subscriptions.confirm(subscription=subscription, now=now)
            follows.confirm(follow=follow, now=now)
        if mailbox == "ended":
            subscriptions.end(subscription=subscription, now=now)
            follows.end(follow=follow, now=now)


def of_accounts(now) -> Iterator[str]:
    """The ways in, and the ways out: to keep the account, and the receipt."""
    person = making.person(password="x")
    address = EmailAddress.objects.create(user=person, email=person.email)
    yield reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])
    yield reverse("account_confirm_email", args=["none"])
    reset = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    yield reverse("account_reset_password_from_key", kwargs=reset)
    yield reverse("account_reset_password_from_key", kwargs=reset | {"key": "none"})
    yield from map(
        reverse, ("account_email_verification_sent", "account_reset_password_from_key_done", "accounts:kept")
    )
    closure = closing.request(person=person, texts=TextsAtErasure.ERASE, now=now)
    yield reverse("accounts:keep_account", args=[closing.token(closure)])
    leaving = making.person()
    closing.erase_now(person=leaving, texts=TextsAtErasure.ERASE, now=now)
    yield closing.receipt_address(leaving.closures.get(), "ar")


def signed(now) -> list[str]:
    """Bring everything about that letters tell of; return the addresses in them, in Arabic."""
    article = making.article("ar", title=WORD, summary=WORD, body=f"<p>{WORD}</p>")
    with translation.override("ar"):
        found = [*of_blocks(article, now), *of_comments(article, now), *of_mail(article, now), *of_accounts(now)]
    editor = User.objects.create(name="Editor", email="editor@example.org", is_staff=True, is_superuser=True)
    found.append(previews.address(sharing.share(revision=article.live_revision, by=editor, now=now)))
    paper.forget()
    return found


def walked(page) -> Iterator[str]:
    """Go through the middle of the page by keyboard; say what is not reached, and what has no ring."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content
    missing = set(page.evaluate(REACHABLE))
    for _ in range(60):
        page.keyboard.press("Tab")
        element, is_seen = page.evaluate(FOCUSED)
        if not element:
            break
        missing.discard(element)
        if not is_seen:
            yield f"no ring: {element}"
    yield from (f"not reached: {element}" for element in missing)


def faults(page, address: str) -> Iterator[str]:
    """Say what is wrong with a page from right to left, in the dark and four times as large, its form sent empty."""
    page.emulate_media(color_scheme="dark")
    answer = page.goto(address)
    if answer.status != 200:
        yield f"answers {answer.status}"
    yield from walked(page)
    if page.evaluate(f"document.querySelector('{SEND}') !== null"):
        with page.expect_navigation():
            page.locator(SEND).first.click()
    yield from page.evaluate(CHECK, {})
    page.emulate_media(color_scheme="light")
    yield from page.evaluate(CHECK, {"runOnly": ["color-contrast"]})
    direction, width = page.evaluate("(({dir, scrollWidth}) => [dir, scrollWidth])(document.documentElement)")
    if direction != "rtl" or width > 320:
        yield f"{direction}, {width} px wide"


def test_no_page_of_a_letter_shuts_anybody_out(chromium, site, now):
    context = chromium.new_context(base_url=site, viewport={"width": 320, "height": 700})
    context.add_init_script(Axe().axe_script)
    with watched(context, site) as page:
        found = {address: list(faults(page, address)) for address in signed(now)}
    context.close()
    assert {address: said for address, said in found.items() if said} == {}

"""Spam, a block, letters, a second block, a review: by browser, keyboard and mail, as product.md tells it once."""

from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from accounts.actions import shipped
from moderation.actions import policies, rules
from moderation.enums import AppealState, SanctionState, Status
from moderation.models import Appeal, Comment, Sanction, Threshold
from tests.browser.conftest import chromium, mailbox, site  # noqa: F401 # fixtures
from tests.journeys.people import browsers, carry, link, member, newest, sign_in, sign_in_to_the_desk
from tests.moderation import making, shipping
from tests.processes import piped

pytestmark = pytest.mark.browser

SPAM = "Earn 5000 dollars a week from home! Write to my WhatsApp +44 7911 123456 or see http://get-rich-now.example now"
INSULT = "You are an idiot, and everybody who writes here is an idiot like you."


@pytest.fixture
def opened(site):  # noqa: F811 # pytest's way to ask for a fixture
    """Load what a site opens with, and publish an article."""
    cache.clear()
    now = timezone.now()
    shipped.load(now=now)
    rules.load(now=now)
    shipping.load(now=now)
    Threshold.objects.filter(pk="form_seconds").update(value=0)
    policies.settings.cache_clear()
    return making.article()


@pytest.fixture
def open_browser(chromium, site):  # noqa: F811 # as above
    with browsers(chromium, site) as open_one:
        yield open_one


def write(page, article, body, *, is_asked=False):
    """Send a comment; who is asked to think again sends it as it is."""
    page.goto(article.get_absolute_url())
    page.get_by_label("Your comment").fill(body)
    page.get_by_role("button", name="Send").click()
    if is_asked:
        page.get_by_role("button", name="Send it as it is").click()


def block(desk, *, note, is_second=False):
    """Impose a block from the card in front, without the mouse: `b`, then the form."""
    expect(desk.locator(".desk-text")).to_be_visible()
    desk.keyboard.press("b")
    form = desk.locator("form.desk-form").filter(has=desk.get_by_role("button", name="Impose"))
    form.get_by_label("Why a milder measure is not enough").press_sequentially(note)
    if is_second:
        form.get_by_label("I know that this is the second counted sanction").press("Space")
    form.get_by_role("button", name="Impose").press("Enter")
    expect(desk.get_by_text("has been told why")).to_be_visible()


def by_mail(person, *, subject, body, message_id):
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = person.email, "moderators@example.org", subject
    letter["Date"], letter["Message-ID"] = format_datetime(timezone.now()), f"<{message_id}@example.org>"
    letter.set_content(body)
    return piped("receive_letter", given=letter.as_bytes())


def answer(desk, outcome, words):
    """Open the next case with `n` and answer the letter in it by keyboard."""
    desk.goto("/admin/moderation/case/")
    desk.keyboard.press("n")
    desk.get_by_label(outcome).press("Space")
    desk.get_by_role("textbox", name="Answer").press_sequentially(words)
    desk.get_by_role("button", name="Send the answer").press("Enter")


class Scene:
    """A reader who is blocked twice, two moderators, and the browsers they sit at."""

    def __init__(self, open_browser, article, box):
        self.rex = member("Rex Loud")
        self.nadia, self.paul = (member(name, role="Moderators") for name in ("Nadia Ferro", "Paul Iven"))
        self.writer, self.desk, self.other_desk, self.stranger = (open_browser() for _ in range(4))
        self.opened, self.mailbox = article, box


def spam_is_held(scene):
    """Spam is held."""
    sign_in(scene.writer, scene.rex)
    write(scene.writer, scene.opened, SPAM)
    expect(scene.writer.get_by_text("waits for a moderator")).to_be_visible()
    assert Comment.objects.get(author=scene.rex).status == Status.HELD


def a_moderator_blocks_its_writer_and_removes_it(scene):
    """A moderator blocks its writer and removes it, without the mouse."""
    sign_in_to_the_desk(scene.desk, scene.nadia)
    scene.desk.keyboard.press("n")
    expect(scene.desk.locator(".desk-text")).to_contain_text("Earn 5000 dollars")
    block(scene.desk, note="Three accounts with the same text this week.")
    scene.desk.keyboard.press("1")
    expect(scene.desk.get_by_text("The comment is removed under ground")).to_be_visible()
    assert Comment.objects.get(author=scene.rex).status == Status.REMOVED


def the_reasons_come_by_mail_and_open_without_signing_in(scene):
    """The reasons come by mail in the same minute, and open without signing in."""
    carry(scene.mailbox)
    to_rex = [letter for letter in scene.mailbox.letters if letter["To"] == scene.rex.email]
    assert len(to_rex) == 2
    scene.stranger.goto(link(to_rex[0], "/statements/"))
    expect(scene.stranger.get_by_role("heading", name="Statement of reasons")).to_be_visible()
    expect(scene.stranger.get_by_role("link", name="Ask for a review")).to_be_visible()


def signing_in_shows_what_happened(scene):
    """His session has ended. Signing in shows what happened, since when, his ID, and how to write."""
    scene.writer.goto("/en/account/")
    expect(scene.writer.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(scene.writer, scene.rex)
    expect(scene.writer.get_by_role("heading", name="Your account is blocked")).to_be_visible()
    expect(scene.writer.get_by_role("strong").filter(has_text=scene.rex.public_id)).to_be_visible()
    expect(scene.writer.get_by_role("link", name="Ask the moderators to restore access")).to_be_visible()
    scene.writer.goto(f"/en/articles/{scene.opened.pk}/comments/new/")
    expect(scene.writer.get_by_label("Your comment")).to_have_count(0)


def a_letter_that_lacks_something_keeps_its_day(scene):
    """His letter lacks the user ID: the answer says so, and the day stands."""
    said = by_mail(scene.rex, subject="Restoration of my account", body="A cousin used my telephone.", message_id="one")
    assert "missing: user_id" in said
    incomplete = newest(scene.mailbox, scene.rex)
    assert "the user ID" in incomplete.get_content()
    letter = Appeal.objects.get()
    came = letter.received_at
    said = by_mail(
        scene.rex, subject=f"Re: {incomplete['Subject']}", body=f"My ID is {scene.rex.public_id}", message_id="two"
    )
    assert "open" in said
    letter.refresh_from_db()
    assert (letter.state, letter.received_at) == (AppealState.OPEN, came)


def another_moderator_lifts_the_block(scene):
    """Who blocked him cannot answer; another moderator lifts the block in writing."""
    answer(scene.desk, "sanction lifted", "Fine with me.")
    expect(scene.desk.get_by_text("another moderator answers this letter").first).to_be_visible()
    expect(scene.desk.get_by_role("textbox", name="Answer")).to_have_value("Fine with me.")
    scene.desk.keyboard.press("Escape")
    scene.desk.get_by_role("button", name="Leave it to others").press("Enter")
    sign_in_to_the_desk(scene.other_desk, scene.paul)
    answer(scene.other_desk, "sanction lifted", "We believe you. Keep your telephone to yourself.")
    expect(scene.other_desk.get_by_text("The letter is answered.")).to_be_visible()
    assert "Keep your telephone to yourself" in newest(scene.mailbox, scene.rex).get_content()


def the_second_block_is_final(scene):
    """He may write again, and offends again: the second block is final."""
    sign_in(scene.writer, scene.rex)
    write(scene.writer, scene.opened, INSULT, is_asked=True)
    expect(scene.writer.get_by_text("waits for a moderator")).to_be_visible()
    scene.other_desk.goto("/admin/moderation/case/")
    scene.other_desk.keyboard.press("n")
    block(scene.other_desk, note="It is the second time.", is_second=True)
    assert Sanction.objects.filter(subject=scene.rex, ordinal=2).exists()
    assert "second" in newest(scene.mailbox, scene.rex).get_content()
    sign_in(scene.writer, scene.rex)
    expect(scene.writer.get_by_text("This is the second sanction: access cannot be restored.")).to_be_visible()


def only_a_review_is_open_to_him(scene):
    """A request to restore access is refused the same day; a review is open to him."""
    scene.writer.get_by_role("link", name="Ask the moderators to restore access").click()
    scene.writer.get_by_label("Explanation").fill("Please.")
    scene.writer.get_by_role("button", name="Send the letter").click()
    expect(scene.writer.get_by_text("no moderator can make an exception")).to_be_visible()
    scene.writer.goto("/en/account/blocked/")
    scene.writer.get_by_role("link", name="Ask for a review: the decision was wrong").click()
    scene.writer.get_by_label("Explanation").fill("I quoted what was said to me.")
    scene.writer.get_by_role("button", name="Send the letter").click()
    expect(scene.writer.get_by_role("heading", name="Your letter to the moderators")).to_be_visible()


def the_review_annuls_it(scene):
    """The review finds the decision wrong: annulled, it no longer counts."""
    scene.desk.goto("/admin/moderation/case/?kind__exact=letter")
    scene.desk.get_by_role("link", name="review of a sanction").press("Enter")
    expect(scene.desk.get_by_label("sanction lifted")).to_have_count(0)
    scene.desk.get_by_label("decision annulled").press("Space")
    scene.desk.get_by_role("textbox", name="Answer").press_sequentially("You did quote. We are sorry.")
    scene.desk.get_by_role("button", name="Send the answer").press("Enter")
    expect(scene.desk.get_by_text("The letter is answered.")).to_be_visible()
    assert Sanction.objects.latest("pk").state == SanctionState.ANNULLED
    assert "We are sorry" in newest(scene.mailbox, scene.rex).get_content()
    sign_in(scene.writer, scene.rex)
    expect(scene.writer.get_by_role("heading", name="Your account", exact=True)).to_be_visible()


def all_of_it_is_counted_in_public(scene):
    """All of it is counted in public, small counts masked."""
    cache.clear()
    scene.stranger.goto("/en/transparency/")
    for figure in ("blocks", "annulled as wrong", "removed by a person"):
        counted = scene.stranger.locator(".figures > div").filter(has=scene.stranger.get_by_text(figure, exact=True))
        expect(counted.locator("dd")).to_have_text("<5")


def test_from_spam_to_a_second_block_and_its_review(open_browser, opened, mailbox):  # noqa: F811 # as above
    scene = Scene(open_browser, opened, mailbox)
    spam_is_held(scene)
    a_moderator_blocks_its_writer_and_removes_it(scene)
    the_reasons_come_by_mail_and_open_without_signing_in(scene)
    signing_in_shows_what_happened(scene)
    a_letter_that_lacks_something_keeps_its_day(scene)
    another_moderator_lifts_the_block(scene)
    the_second_block_is_final(scene)
    only_a_review_is_open_to_him(scene)
    the_review_annuls_it(scene)
    all_of_it_is_counted_in_public(scene)


def test_an_account_deleted_by_a_moderator_is_told_why_at_once(open_browser, opened, mailbox):  # noqa: F811 # as above
    rex, nadia = member("Rex Loud"), member("Nadia Ferro", role="Moderators")
    writer, desk = open_browser(), open_browser()
    sign_in(writer, rex)
    write(writer, opened, SPAM)

    sign_in_to_the_desk(desk, nadia)
    desk.keyboard.press("n")
    expect(desk.locator(".desk-text")).to_be_visible()
    desk.keyboard.press("b")
    form = desk.locator("form.desk-form").filter(has=desk.get_by_role("button", name="Impose"))
    form.get_by_label("account deletion").press("Space")
    form.get_by_label("Why a milder measure is not enough").press_sequentially("A machine writes here.")
    form.get_by_role("button", name="Impose").press("Enter")
    expect(desk.get_by_text("has been told why")).to_be_visible()

    told = newest(mailbox, rex)
    stranger = open_browser()
    stranger.goto(link(told, "/statements/"))
    expect(stranger.get_by_role("heading", name="Statement of reasons")).to_be_visible()
    sign_in(writer, rex)
    expect(writer.get_by_role("heading", name="Your account was deleted by the moderators")).to_be_visible()

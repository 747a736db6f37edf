"""Every address of the admin × editor and moderator, limited to where the objects stand and to elsewhere (A20, QA2).

Within their part they get what the same role gets without limits; elsewhere the page that says whom to ask.
"""

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib import admin
from django.core.cache import cache
from django.utils import timezone, translation

from accounts.actions import policies
from accounts.enums import Surface
from accounts.models import User
from articles.admin.subscription import ByAddress
from articles.admin.within import WithinReach
from articles.enums import Act, Role, Slot
from articles.models import Article, ArticleEvent, Link, LinkTarget, Placement
from moderation.actions import appeals, decisions, queue
from moderation.enums import AppealKind, Measure
from moderation.models import Case, Comment
from moderation.permissions import MODERATORS
from tests.articles import making as paper
from tests.moderation import making
from tests.rights.admin import ADMIN
from tests.test_rights import answers

pytestmark = [pytest.mark.once, pytest.mark.django_db]

#: Figures of the whole paper, for whoever is not limited (`tests/moderation/admin/test_report.py`).
OF_ALL = {
    "admin:moderation_statementofreasons_report", "admin:moderation_decision_clauses",
    "admin:moderation_secondjudgement_agreement", "admin:moderation_ruleexample_add",
    "admin:moderation_ruleexample_delete",
}  # fmt: skip
#: All but these and what administrators alone open, limited or not (`tests/test_rights.py`).
ASKED = [
    line for line in ADMIN if ("articles" in line or "moderation" in line or "_" not in line) and line not in OF_ALL
]
#: Whose rows stand in a part of the paper.
PLACED = {
    "article", "articleevent", "correction", "thread", "case", "comment", "choice", "decision", "statementofreasons",
    "sanction", "hearing", "appeal", "report", "placement", "link",
}  # fmt: skip
#: Whose rows the desk lists for all: rules, which hold everywhere.
OF_THE_WHOLE_PAPER = {"clause", "ground", "ruleexample"}
#: Addresses of no single row; a form, what is out, which is translated by whoever writes in another edition, and two
#: that show nothing: without comments chosen, and giving back what one has not.
OF_NO_ROW = (
    "_changelist",
    "_add",
    "_next",
    "_waits",
    "_filters",
    "_export",
    "_figures",
    "_checks",
    "_keep",
    "_token",
    "_discard",
    "_suggest",
    "_translations",
    "_lacking",
    "_bulk",
)
HARMLESS = {
    "POST admin:articles_article_add_edition",
    "POST admin:moderation_case_give_back",
    "admin:moderation_comment_together",
    "admin:articles_placement_preview",
    "admin:articles_placement_breaking",
}


@pytest.fixture
def rows(settings):
    """A row of everything, all of it in the English edition."""
    with translation.override("en"):
        making.rules()
        paper.edition("de")  # before anybody reads which editions there are
        article, decider, now = making.article(), making.moderator(), timezone.now()
        article.corrections.create(kind="correction", text="c", made_by=decider, made_at=now)
        ArticleEvent.objects.create(
            article=article, revision=article.live_revision, act=Act.PUBLISH, from_state="", to_state="published",
            made_by=decider, made_at=now,
        )  # fmt: skip
        waits = making.comment(article, measure=Measure.HOLD)
        Placement.objects.create(pk=waits.pk, edition_id="en", slot=Slot.LEAD, article=article, starts_at=now)
        address = LinkTarget.objects.create(
            address="/en/", digest="x", turn_at=now, status=404, nights=3, failing_since=now, failed_on=now
        )
        Link.objects.create(pk=waits.pk, article=article, target=address)
        queue.put(comment=waits, reasons=["5"], risk=300, now=now)
        waits.reports.create(kind="ground", ground=making.ground(5), received_at=now)
        waits.choices.create(version=1, why="x", made_by=decider, made_at=now)
        gone = making.comment(article)
        removal = decisions.remove(comment=gone, version=1, moderator=decider, reasons=making.reasons(), now=now)
        appeals.lodge(
            kind=AppealKind.COMPLAINT, person=gone.author, contested=removal, subject="x", explanation="x", now=now
        )
        making.block(gone.author, by=decider, evidence=gone, now=now)
        settings.BLOCK_MODE = "hearing"
        making.hearing(waits.author, by=decider, evidence=waits, now=now)
        every = {"app_label": "moderation", "admin:articles_article_story.pk": article.story_id}
        yield {"all": every, "other": {"pk": waits.pk}, "own": {"pk": waits.pk}}
    cache.clear()


def staff(role, editions):
    """Make somebody of a role whom no gate stops; None: not limited."""
    if editions is None:
        made = paper.joining(making.member(is_staff=True), role)
    else:
        made = making.accepting(
            paper.limited(role, [], editions) if role in Role.values else making.limited_moderator([], editions)
        )
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    for version in policies.unacknowledged(made, timezone.now()):
        policies.acknowledge(person=made, version=version, language="en", surface=Surface.SIGNUP, now=timezone.now())
    return User.objects.get(pk=made.pk)


def _answers(client, person, rows):
    """Ask for all, and leave to the next what this one has taken."""
    got = answers(client, person, ASKED, rows)
    Case.objects.update(taken_by=None, leased_until=None)
    return got


def is_of_a_row(line):
    name = line.rpartition(":")[2]
    model = name.split("_")[1] if name.count("_") > 1 else ""
    return model in PLACED and not name.endswith(OF_NO_ROW) and line not in HARMLESS


@pytest.mark.parametrize("role", [Role.EDITOR, MODERATORS])
def test_within_their_part_they_get_what_their_role_gets_and_elsewhere_whom_to_ask(client, rows, role):
    people = [staff(role, editions) for editions in (None, ["en"], ["de"])]
    everywhere, within, elsewhere = (_answers(client, person, rows) for person in people)
    assert within == everywhere
    opened = {line for line, got in everywhere.items() if is_of_a_row(line) and got != "403"}
    assert len(opened) > 10
    nothing = {line for line in opened if everywhere[line] == elsewhere[line] == "404"}
    assert {line: elsewhere[line] for line in opened - nothing} == dict.fromkeys(opened - nothing, "403")
    others = everywhere.keys() - opened
    assert {line: elsewhere[line] for line in others} == {line: everywhere[line] for line in others}


def test_every_list_of_what_stands_in_a_part_of_the_paper_is_limited():
    leading = {
        model._meta.model_name
        for model in apps.get_models()
        if model in admin.site._registry
        and not isinstance(admin.site._registry[model], ByAddress)  # no list at all, and no role opens it
        and (
            model in (Article, Comment)
            or any(field.is_relation and field.related_model in (Article, Comment) for field in model._meta.fields)
        )
    }
    pages = {m._meta.model_name: page for m, page in admin.site._registry.items() if isinstance(page, WithinReach)}
    assert (leading | PLACED) - pages.keys() == set()
    person = making.limited_moderator([], ["de"])
    assert {name for name, page in pages.items() if not page.within(person)} == OF_THE_WHOLE_PAPER

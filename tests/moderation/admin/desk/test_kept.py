"""What is only kept is neither shown nor decided at the desk, but by rights staff who say what for (V56)."""

from functools import partial

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from accounts.actions import restrictions
from accounts.enums import RestrictionGround
from accounts.models import DossierAccess, Restriction, User
from moderation.actions import choices, queue, reports
from moderation.actions.reports import Complaint
from moderation.enums import Measure
from moderation.models import Comment
from tests.moderation import making
from tests.moderation.admin.desk.working import REASONS, address, decide, letter_about, moderator_who_accepted, waiting
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
OPENED = {"reason": "claims", "purpose": "The court asks."}
USE = {"use_reason": "claims", "use_words": "The court asks."}


def restrict(person):
    restriction = Restriction(person=person, ground=RestrictionGround.OBJECTION, reason="You object.")
    restrictions.begin(restriction=restriction, by=making.person(), now=timezone.now())


@pytest.fixture
def kept():
    comment, case = waiting()
    Comment.objects.filter(pk=comment.pk).update(body="A very peculiar word.")
    restrict(comment.author)
    return comment, case


@pytest.fixture
def chief(client):
    User.objects.filter(pk=(person := moderator_who_accepted("Chief")).pk).update(is_superuser=True)
    client.force_login(User.objects.get(pk=person.pk))
    return client


def test_a_moderator_sees_neither_text_nor_name_and_the_queue_goes_on_without_it(desk, kept):
    comment, case = kept
    other = queue.put(
        comment=making.comment(making.article(slug="b"), measure=Measure.HOLD), reasons=[], risk=1, now=NOW
    )
    listed = desk.get("/admin/moderation/case/").content.decode()
    assert "(only kept)" in listed
    for page in (
        listed,
        desk.get(address(case)).content.decode(),
        desk.get("/admin/moderation/comment/").content.decode(),
    ):
        assert "peculiar" not in page
        assert comment.author.name not in page
    assert desk.get("/admin/moderation/case/next/")["Location"] == address(other)


@pytest.mark.parametrize("more", [{}, USE], ids=["without a reason", "with one, but not on the rights staff"])
@pytest.mark.parametrize(
    "act",
    [{"act": "publish"}, {"act": "remove"} | REASONS, {"act": "remove"}, {"act": "unseal"} | OPENED, {"act": "note"}],
)
def test_a_moderator_decides_nothing_about_it_and_opens_nothing(desk, kept, act, more):
    comment, case = kept
    page = decide(desk, case, comment, **act | more).content.decode()
    comment.refresh_from_db()
    assert comment.status == "held"
    assert "peculiar" not in page
    assert DossierAccess.objects.count() == 0


def test_rights_staff_open_it_for_a_stated_reason_and_decide_with_it(chief, kept):
    comment, case = kept
    assert "peculiar" not in chief.get(address(case)).content.decode()
    opened = decide(chief, case, comment, "unseal", **OPENED).content.decode()
    assert "peculiar" in opened
    assert 'name="use_words" value="The court asks."' in opened
    again = decide(chief, case, comment, "remove", **USE, ground="5", facts="", why="").content.decode()
    assert "peculiar" in again  # a slip in the form loses nothing
    decide(chief, case, comment, "remove", **REASONS, **USE)
    comment.refresh_from_db()
    assert comment.status == "removed"
    assert [one.what for one in DossierAccess.objects.order_by("pk")] == [
        f"kept comment {comment.pk}", f"kept comment {comment.pk}", f"comment {comment.pk}"
    ]  # fmt: skip


def test_a_campaign_is_decided_without_what_is_only_kept(desk, kept):
    comment, case = kept
    copy = making.comment(making.article(slug="b"), measure=Measure.HOLD, body="Buy it here.")
    queue.join(comment=copy, copied=[comment], reasons=["16"], risk=500, now=NOW)
    assert desk.get("/admin/moderation/case/next/")["Location"] == address(case)
    decide(desk, case, copy, "publish")
    assert [Comment.objects.get(pk=one.pk).status for one in (comment, copy)] == ["held", "published"]
    case.refresh_from_db()
    assert case.closed_at is None
    assert desk.get("/admin/moderation/case/next/")["Location"] == "/admin/moderation/case/"


def chosen(author):
    comment = making.comment(making.article(slug="b"), author=author)
    editor = making.person(is_staff=True, is_superuser=True)
    choices.choose(comment=comment, version=1, why="It says how.", by=editor, now=NOW)


def reported(author, *, by_them):
    comment = making.comment(making.article(slug="b"), author=None if by_them else author)
    reporter = author if by_them else making.person()
    reports.lodge(comment=comment, complaint=Complaint(making.ground(5)), reporter=reporter, now=NOW)


@pytest.mark.parametrize(
    ("listed", "begin"),
    [
        pytest.param("decision", lambda author: making.comment(making.article(), author=author), id="decisions"),
        pytest.param("choice", chosen, id="choices"),
        pytest.param("report", partial(reported, by_them=False), id="reports about them"),
        pytest.param("report", partial(reported, by_them=True), id="reports by them"),
        pytest.param("appeal", lambda author: letter_about(making.block(author)), id="letters"),
    ],
)
def test_records_name_the_person_to_rights_staff_alone(desk, listed, begin):
    User.objects.get(name="Nadia").user_permissions.add(Permission.objects.get(codename="add_choice"))
    shown = lambda: desk.get(f"/admin/moderation/{listed}/").context["cl"].result_count  # noqa: E731 # asked thrice
    author = making.member()
    begin(author)
    before = shown()
    restrict(author)
    assert before
    assert shown() == 0
    User.objects.filter(name="Nadia").update(is_superuser=True)
    assert shown() == before


def test_a_letter_is_answered_in_the_queue_all_the_same(desk):
    author = making.member()
    letter = letter_about(making.block(author))
    restrict(author)
    assert letter.case.pk in [case.pk for case in desk.get("/admin/moderation/case/").context["cl"].result_list]
    assert "It was not me." in desk.get(address(letter.case)).content.decode()


@pytest.mark.parametrize("facts", ["", REASONS["facts"]], ids=["refused", "shown"])
def test_whoever_looks_at_the_letter_first_has_opened_it_on_record(chief, kept, facts):
    comment, case = kept
    page = decide(chief, case, comment, "warn", **REASONS | {"facts": facts}, **USE, preview="1").content.decode()
    assert ("peculiar" in page, "The letter that would go out" in page) == (True, bool(facts))
    assert DossierAccess.objects.filter(person=comment.author).exists()
    assert not comment.decisions.filter(measure=Measure.WARN).exists()

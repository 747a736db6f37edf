"""Several comments decided together on the desk: a list to tick, what each author would be told, the act, one undo."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import restrictions
from accounts.enums import RestrictionGround
from accounts.models import Restriction
from moderation.actions import queue
from moderation.enums import Measure, Status
from moderation.enums.screening import ScreeningAction
from moderation.models import Case, Comment, Decision, Finding, StatementOfReasons
from tests.moderation import making
from tests.moderation.admin.desk.working import address
from tests.test_markup import STOCK, faults

pytestmark = pytest.mark.django_db
TOGETHER = "/admin/moderation/comment/together/"


@pytest.fixture
def author():
    return making.person("Flood")


@pytest.fixture
def lately(author):
    """Two comments of this week, the first of which a rule pointed at."""
    under = making.article()
    two = [making.comment(under, author=author, body=f"Words no. {n}.", now=timezone.now()) for n in (1, 2)]
    Finding.objects.create(
        comment=two[0], version=1, rule="words", rule_version=1, ground=making.ground(12),
        action=ScreeningAction.HOLD, start=0, end=5,
    )  # fmt: skip
    return two


def trips(page):
    """Name what a validator finds on a page that no address alone leads to."""
    return [fault for fault in faults(page.content.decode()) if fault not in STOCK]


def seen(*comments):
    return {"version": [f"{comment.pk}:{comment.version}:{comment.status}" for comment in comments]}


def ticked(comments, **fields):
    return seen(*comments) | {f"take_{comment.pk}": "on" for comment in comments} | fields


def told(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_the_list_has_what_the_author_wrote_in_these_days_and_nothing_else(desk, author, lately):
    making.comment(making.article(), now=timezone.now(), body="By somebody else.")
    old = making.comment(making.article(), author=author, now=timezone.now() - timedelta(days=20))
    gone = making.comment(making.article(), author=author, now=timezone.now())
    Comment.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())

    def listed(query):
        return [row.comment for row in desk.get(TOGETHER + query).context["form"].rows]

    assert listed(f"?author={author.pk}") == lately[::-1]
    assert listed(f"?author={author.pk}&days=30") == [old, *lately[::-1]]
    assert listed(f"?id={lately[0].pk}&id={gone.pk}&id=x") == [lately[0]]


def test_the_preview_says_what_each_is_told_and_decides_nothing(desk, author, lately):
    first, second = lately
    page = desk.post(
        f"{TOGETHER}?author={author.pk}", ticked(lately, step="remove", ground="13") | {f"ground_{first.pk}": "12"}
    )
    words = {form.comment: (form["ground"].value(), form["facts"].value()) for form, _seen in page.context["rows"]}
    assert words == {first: (12, "The comment says: “Words”"), second: (13, "The comment says: “Words no. 2.”")}
    assert not StatementOfReasons.objects.exists()
    assert trips(page) == []


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        pytest.param({"step": "remove"}, "Choose a ground for each comment, or one for all.", id="no ground"),
        pytest.param({"step": "remove", "ground": "13", "none": True}, "Nothing is ticked.", id="no tick"),
    ],
)
def test_the_list_comes_back_where_something_is_missing(desk, author, lately, fields, refusal):
    data = seen(*lately) | fields if fields.pop("none", False) else ticked(lately, **fields)
    answer = desk.post(f"{TOGETHER}?author={author.pk}", data)
    assert told(answer) == [refusal]
    assert answer.context["form"]


def removed(desk, author, comments):
    data = seen(*comments) | {"step": "removed"}
    for comment, ground in zip(comments, ("12", "13"), strict=True):
        own = {"ground": ground, "facts": f"It says {comment.body}", "why": ""}
        data |= {f"comment_{comment.pk}-{name}": value for name, value in own.items()}
    return desk.post(f"{TOGETHER}?author={author.pk}", data)


def test_all_are_removed_and_all_are_taken_back_with_one_press(desk, author, lately):
    answer = removed(desk, author, lately)

    said = dict(StatementOfReasons.objects.values_list("clause__ground", "why"))
    assert said == {12: "Letter 12", 13: "Letter 13"}
    assert told(answer) == ["2 comments are removed. Each author is told why."]
    page = desk.get(answer.url)
    assert [one.ground_id for one, _comment in page.context["standing"]] == [12, 13]
    assert trips(page) == []
    assert lately[0].body not in page.content.decode(), "what was removed is sealed"
    assert answer.url in desk.get(f"/admin/moderation/comment/{lately[1].pk}/change/").content.decode()

    back = desk.post(answer.url)
    assert told(back)[-1] == "2 decisions are taken back."
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert "What still stands" not in desk.get(answer.url).content.decode()


def test_what_changed_since_the_preview_is_named_and_the_rest_decided(desk, author, lately):
    Comment.objects.filter(pk=lately[0].pk).update(version=2)
    lately[0].version = 1
    answer = removed(desk, author, lately)
    assert told(answer) == [
        "1 comment is removed. Its author is told why.",
        "Left as it is: the comment of Flood under “The harbour opens”. It has been changed or decided since.",
    ]
    assert Decision.objects.filter(measure=Measure.REMOVE).get().comment == lately[1]


def test_a_removal_without_facts_comes_back_and_nothing_is_decided(desk, author, lately):
    data = seen(*lately) | {"step": "removed", f"comment_{lately[0].pk}-ground": "12"}
    page = desk.post(f"{TOGETHER}?author={author.pk}", data)
    assert "facts" in page.context["rows"][0][0].errors
    assert not StatementOfReasons.objects.exists()


def test_a_preview_that_comes_back_shows_no_text_that_is_sealed_taken_back_or_only_kept(desk, author, lately):
    sealed, open_one = lately
    gone, kept = (making.comment(sealed.article, body=f"Hidden {n}.", author=making.person()) for n in (1, 2))
    data = seen(sealed, open_one, gone, kept) | {"step": "removed"}
    Comment.objects.filter(pk=sealed.pk).update(status=Status.REMOVED)
    Comment.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
    restriction = Restriction(person=kept.author, ground=RestrictionGround.ACCURACY, reason="You say so.")
    restrictions.begin(restriction=restriction, by=making.person(), now=timezone.now())

    page = desk.post(f"{TOGETHER}?author={author.pk}", data)
    assert [form.comment for form, _seen in page.context["rows"]] == [open_one]
    assert not any(comment.body in page.content.decode() for comment in (sealed, gone, kept))

    nothing_left = desk.post(f"{TOGETHER}?author={author.pk}", seen(sealed, gone, kept) | {"step": "removed"})
    assert told(nothing_left) == ["Nothing was left to decide."]


def test_chosen_cases_lead_to_their_comments(desk):
    held = [making.comment(making.article(), measure=Measure.HOLD) for _ in range(2)]
    chosen = [queue.put(comment=comment, reasons=["5"], risk=1, now=timezone.now()).pk for comment in held]
    answer = desk.post("/admin/moderation/case/", {"action": "decide_together", "_selected_action": chosen})
    preview = desk.post(answer.url, ticked(held, step="publish"))
    assert [form.comment for form, _seen in preview.context["rows"]] == held[::-1]

    answer = desk.post(answer.url, seen(*held) | {"step": "published"})
    assert told(answer) == ["2 comments stand."]
    assert not Case.objects.waiting().exists()


def test_after_a_campaign_all_of_it_is_one_press_away(desk):
    copies = [making.comment(making.article(), measure=Measure.HOLD, body="Buy tyres today.") for _ in range(2)]
    case = queue.join(comment=copies[1], copied=[copies[0]], reasons=["16"], risk=500, now=timezone.now())
    sent = {"act": "remove", "ground": "16", "facts": "Copies.", "why": "They are copies."} | seen(*copies)
    (said,) = told(desk.post(address(case), sent))
    first = Decision.objects.filter(measure=Measure.REMOVE).earliest("pk")
    assert f'href="/admin/moderation/decision/{first.pk}/together/"' in said

    desk.post(f"/admin/moderation/decision/{first.pk}/together/")
    assert set(Comment.objects.values_list("status", flat=True)) == {Status.HELD}
    assert Case.objects.waiting().get().items.filter(is_open=True).count() == 2, "the campaign waits as one"


def test_a_list_costs_the_same_queries_with_two_as_with_six(desk, author, lately, django_assert_num_queries):
    desk.get(f"{TOGETHER}?author={author.pk}")
    with CaptureQueriesContext(connection) as few:
        desk.get(f"{TOGETHER}?author={author.pk}")
    for number in range(4):
        making.comment(making.article(), author=author, body=f"More {number}.", now=timezone.now())
    with django_assert_num_queries(len(few)):
        desk.get(f"{TOGETHER}?author={author.pk}")


@pytest.mark.parametrize("path", [f"{TOGETHER}?author=1", "/admin/moderation/decision/1/together/"])
def test_who_does_not_moderate_sees_neither(client, path):
    client.force_login(making.member(is_staff=True))
    assert client.get(path).status_code == 403

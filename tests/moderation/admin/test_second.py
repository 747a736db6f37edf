"""Decisions are judged again unseen; what is judged differently is listed, and counted by ground (C80)."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moderation.actions import decisions, ledger, undoing
from moderation.enums import Measure, SecondVerdict, Status
from moderation.models import Comment, Finding, RuleExample, SecondJudgement
from tests.moderation import making
from tests.moderation.sampling import decided, drawn, judged

pytestmark = [pytest.mark.both, pytest.mark.django_db]
LIST, DIFFERING = "/admin/moderation/sampleddecision/", "/admin/moderation/secondjudgement/"
FIGURES = f"{DIFFERING}agreement/"
HOUR = timedelta(hours=1)
WORDS = "The ferry is late again, and nobody on the quay tells anybody why."


@pytest.fixture(autouse=True)
def _rules():
    making.rules()


@pytest.fixture
def nadia():
    return making.moderator("Nadia First")


@pytest.fixture
def judge(client):
    """Sign a moderator in who is to judge."""
    person = making.accepting(making.joining_moderator())
    client.force_login(person)
    return person


def waiting(by, ground=None, *, comment=None):
    """Draw a decision of an hour ago."""
    comment = comment or making.comment(making.article(), body=WORDS, now=timezone.now() - 2 * HOUR)
    return drawn(decided(by, ground, comment=comment, now=timezone.now() - HOUR), now=timezone.now())


def page_of(sampled):
    return f"{LIST}{sampled.pk}/change/"


def _bare(response, sampled):
    """Return a page without what differs between any two."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", response.content.decode())
    return page.replace(page_of(sampled), "").replace(f"{sampled.pk}/history", "")


def test_the_blind_page_is_the_same_whatever_was_decided(client, judge, nadia):
    """One comment stands, one was removed under a ground, one was decided by somebody else and taken back again."""
    article = making.article(title="The ferry")
    parent = making.comment(article, author=making.person("Parent Name"), body="When does it come?")
    author = making.person("Author Name")
    samples = []
    for by, ground in ((nadia, None), (nadia, 5), (making.moderator("Other First"), 12)):
        earlier = timezone.now() - 2 * HOUR
        comment = making.comment(article, author=author, parent=parent, body=WORDS, now=earlier)
        Finding.objects.create(comment=comment, version=1, rule="words", ground_id=18, action="flag", start=4, end=9)
        samples.append(waiting(by, ground, comment=comment))
    taken_back = samples[-1].decision
    taken_back.comment.refresh_from_db()
    undoing.undo(contested=taken_back, moderator=making.moderator("Third"), now=timezone.now())
    pages = [_bare(client.get(page_of(sampled)), sampled) for sampled in samples]
    assert pages[0] == pages[1] == pages[2]
    assert WORDS[:4] in pages[0]
    assert "<mark>" in pages[0]
    assert "When does it come?" in pages[0]
    for told in ("First", "Author Name", "Parent Name", "Third", "It attacks a person", "removed", "published"):
        assert told not in pages[0]
    for sampled in samples:
        comment = sampled.decision.comment
        for address in (f"comment/{comment.pk}/", comment.get_absolute_url(), f"decision/{sampled.decision_id}/"):
            assert address not in pages[0]


def test_the_list_says_as_little(client, judge, nadia):
    stands, gone = waiting(nadia), waiting(nadia, 5)
    page = client.get(LIST).content.decode()
    rows = re.findall(r"<tr><th.*?</tr>", page, re.DOTALL)
    assert len(rows) == 2
    assert "Nadia" not in page
    assert len({row.replace(page_of(stands), "").replace(page_of(gone), "") for row in rows}) == 1


def test_text_and_parents_are_as_they_were_when_it_was_decided(client, judge, nadia):
    now = timezone.now()
    article = making.article()
    parent = making.comment(article, body="What was asked first.", now=now - 3 * HOUR)
    comment = making.comment(article, parent=parent, body=WORDS, now=now - 2 * HOUR)
    sampled = waiting(nadia, comment=comment)
    for one, then in ((parent, "What was asked later."), (comment, "What was put in its place, in other words.")):
        one.refresh_from_db()
        ledger.record(comment=one, measure=Measure.PUBLISH, text=ledger.Text(then, f"<p>{then}</p>"), now=now)
    page = client.get(page_of(sampled)).content.decode()
    assert WORDS in page
    assert "What was asked first." in page
    assert "other words" not in page
    assert "asked later" not in page


def test_what_was_taken_out_of_a_parent_stays_out(client, judge, nadia):
    now = timezone.now()
    article = making.article()
    parent = making.comment(article, body="Ask Ida Berg of Mill Lane 4.", now=now - 3 * HOUR)
    sampled = waiting(nadia, comment=making.comment(article, parent=parent, body=WORDS, now=now - 2 * HOUR))
    body = "Ask […]."
    decisions.redact(comment=parent, version=1, moderator=nadia, body=body, reasons=making.reasons(7), now=now)
    page = client.get(page_of(sampled)).content.decode()
    assert "Mill Lane" not in page
    assert body in page


def test_a_judgement_is_kept_and_leads_to_the_next(client, judge, nadia):
    first, second = waiting(nadia, 5), waiting(nadia)
    answer = client.post(page_of(first), {"act": "judge", "verdict": "remove", "ground": 12, "note": "Coarse."})
    assert answer.headers["Location"] == page_of(second)
    made = SecondJudgement.objects.get()
    assert (made.verdict, made.ground_id, made.note, made.made_by) == (SecondVerdict.REMOVE, 12, "Coarse.", judge)
    assert Comment.objects.get(pk=first.decision.comment_id).status == Status.REMOVED
    assert client.post(page_of(second), {"act": "judge", "verdict": "publish"}).headers["Location"] == LIST


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        pytest.param({}, "This field is required.", id="nothing"),
        pytest.param({"verdict": "remove"}, "Choose the ground under which you would remove it.", id="no ground"),
        pytest.param({"verdict": "publish", "ground": 5}, "You chose a ground, and to let it stand.", id="both"),
        pytest.param({"verdict": "cannot-tell"}, "Say in a few words what you would have to know.", id="no note"),
        pytest.param({"verdict": "known"}, "Select a valid choice.", id="no judgement"),
    ],
)
def test_a_judgement_that_says_too_little_comes_back_with_what_was_typed(client, judge, nadia, sent, told):
    page = client.post(page_of(waiting(nadia)), {"act": "judge"} | sent).content.decode()
    assert told in page
    assert not SecondJudgement.objects.exists()


def test_who_cannot_tell_says_what_is_missing(client, judge, nadia):
    client.post(page_of(waiting(nadia)), {"act": "judge", "verdict": "cannot-tell", "note": "Who is meant?"})
    assert SecondJudgement.objects.get().verdict == SecondVerdict.CANNOT_TELL


def test_it_is_left_to_a_colleague_with_one_press(client, judge, nadia):
    sampled = waiting(nadia)
    client.post(page_of(sampled), {"act": "leave"})
    assert SecondJudgement.objects.get().verdict == SecondVerdict.KNOWN
    assert client.get(page_of(sampled)).headers["Location"] == LIST


def test_who_comes_too_late_sees_the_note_again(client, judge, nadia):
    sampled = waiting(nadia)
    judged(sampled, making.moderator(), now=timezone.now())
    sent = {"act": "judge", "verdict": "remove", "ground": 5, "note": "It names a neighbour."}
    assert "It names a neighbour." in client.post(page_of(sampled), sent).content.decode()


def test_the_first_moderator_and_those_elsewhere_do_not_get_it(client, nadia):
    sampled = waiting(nadia)
    for person in (nadia, making.limited_moderator(["sport"], ["en"])):
        client.force_login(making.accepting(person))
        assert page_of(sampled) not in client.get(LIST).content.decode()
        assert client.get(page_of(sampled)).headers["Location"] == LIST


def test_a_comments_card_asks_before_it_tells(client, judge, nadia):
    sampled = waiting(nadia, 5)
    card = f"/admin/moderation/comment/{sampled.decision.comment_id}/change/"
    page = client.get(card).content.decode()
    assert page_of(sampled) in page
    assert "removed" not in page
    assert client.post(card, {"act": "look"}).headers["Location"] == card
    assert "Nadia First" in client.get(card).content.decode()
    assert SecondJudgement.objects.get().verdict == SecondVerdict.KNOWN


def test_no_press_shows_the_card_before_the_question_and_a_second_press_is_none(client, judge, nadia):
    sampled = waiting(nadia)
    card = f"/admin/moderation/comment/{sampled.decision.comment_id}/change/"
    page = client.post(card, {"act": "what", "note": "Typed before it was drawn."})
    assert page.templates[0].name == "admin/moderation/sampleddecision/ask.html"
    assert client.session["draft"]["fields"]["note"] == "Typed before it was drawn."
    assert [client.post(card, {"act": "look"}).headers["Location"] for _ in range(2)] == [card, card]
    assert SecondJudgement.objects.count() == 1


def test_nobody_sifts_the_list_by_what_tells_of_the_decision(client, judge, nadia):
    waiting(nadia)
    for asked in ("chance__gt=0.05", "decision__gt=1", "decision__measure=keep"):
        assert client.get(f"{LIST}?{asked}").status_code in (302, 400), asked


def test_what_was_judged_differently_is_listed_without_names(client, judge, nadia):
    same, other = waiting(nadia, 5), waiting(nadia, 5)
    for sampled, ground in ((same, 5), (other, 12)):
        judged(sampled, making.moderator("Omar Second"), ground, note="It is coarse.", now=timezone.now())
    page = client.get(DIFFERING).content.decode()
    assert "5. Heading 5" in page
    assert "12. Heading 12" in page
    assert "It is coarse." in page
    assert "Nadia" not in page
    assert "Omar" not in page
    assert f"/admin/moderation/comment/{other.decision.comment_id}/change/" in page
    assert f"/admin/moderation/comment/{same.decision.comment_id}/change/" not in page


def test_the_list_says_what_came_of_it(client, judge, nadia):
    sampled = waiting(nadia, 5)
    judged(sampled, making.moderator(), None, now=timezone.now())
    comment = Comment.objects.get(pk=sampled.decision.comment_id)
    decisions.restore(comment=comment, version=1, moderator=making.moderator(), now=timezone.now())
    said = {"language": "en", "text": "t", "why": "w", "made_by": nadia, "made_at": timezone.now()}
    RuleExample.objects.create(ground=making.ground(5), comment=comment, **said)
    assert "taken back, an example" in client.get(DIFFERING).content.decode()


def test_lists_and_pages_cost_the_same_queries_with_one_as_with_three(client, judge, nadia):
    counts = []
    for number in (1, 2):
        made = [waiting(nadia, 5) for _ in range(number)]
        differing = [waiting(nadia, 5) for _ in range(number)]
        for sampled in differing:
            judged(sampled, making.moderator(), None, now=timezone.now())
        asked = []
        for address in (LIST, DIFFERING, page_of(made[0]), FIGURES):
            client.get(address)  # the opening of a sealed text is written down once
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            asked.append(len(captured))
        counts.append(asked)
    assert counts[0] == counts[1]


def test_the_figures_are_a_table_with_its_plot(client, judge, nadia):
    article, second = making.article(), making.moderator()
    for again in [5] * 8 + [12, None]:
        judged(waiting(nadia, 5, comment=making.comment(article)), second, again, now=timezone.now())
    judged(waiting(nadia, 12, comment=making.comment(article)), second, 12, now=timezone.now())
    page = client.get(FIGURES).content.decode()
    assert '<bdi class="desk-range">80 (49–94)</bdi>' in page
    assert '<line class="range" x1="98" y1="8" x2="189" y2="8"/>' in page
    assert page.count("too few to tell") == 1
    assert "style=" not in page[page.index("<main") :]


def test_the_figures_are_for_who_sees_the_whole_paper(client, nadia):
    client.force_login(making.accepting(making.limited_moderator(["news"], ["en"])))
    assert client.get(FIGURES).status_code == 403
    assert "Nothing has been judged again" not in client.get(DIFFERING).content.decode()

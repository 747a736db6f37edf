"""Harassment of a moderator: somebody else decides, and nothing more by that person comes to them (C67)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import OutboxItem, User
from moderation import desk, permissions
from moderation.actions import cases, decisions, harassments, hearings, queue, warnings
from moderation.actions.harassments import Piece
from moderation.enums import CaseKind, HarassmentOutcome, HearingOutcome, Measure
from moderation.models import Case, Harassment
from tests.moderation import making
from tests.moderation.admin.desk.working import letter_about
from tests.moderation.making import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def rules():
    return making.rules()


@pytest.fixture
def nadia():
    return making.moderator("Nadia")


@pytest.fixture
def colleague():
    return making.moderator("Omar")


@pytest.fixture
def harasser():
    return making.member()


def mark(target, person, by=None, now=NOW, **fields) -> Harassment:
    words = fields.pop("words", "Third message today.")
    return harassments.mark(piece=Piece(person, words, **fields), target=target, by=by or target, now=now)


def waiting(author) -> Case:
    comment = making.comment(making.article(), author=author, measure=Measure.HOLD)
    return queue.put(comment=comment, reasons=["5"], risk=300, now=NOW)


def seen(moderator) -> set[int]:
    return set(Case.objects.waiting().filter(permissions.cases(moderator)).values_list("pk", flat=True))


def decide(case, moderator, outcome=HarassmentOutcome.FOUND, answer="Three messages that threaten her."):
    return harassments.decide(harassment=case, outcome=outcome, answer=answer, moderator=moderator, now=LATER)


def test_what_is_marked_opens_one_case_that_gathers_all_pieces(nadia, colleague, harasser):
    comment = making.comment(making.article(), author=harasser)
    letter = letter_about(making.block(harasser, by=colleague))
    first = mark(nadia, harasser, comment=comment)
    again = mark(nadia, harasser, by=colleague, letter=letter)
    mark(nadia, harasser, words="He called the newsroom and asked for her home address.")
    assert again == first
    assert first.case.kind == CaseKind.HARASSMENT
    pieces = first.pieces.order_by("pk").values_list("comment", "letter", "added_by")
    assert list(pieces) == [(comment.pk, None, nadia.pk), (None, letter.pk, colleague.pk), (None, None, nadia.pk)]


def test_nothing_more_by_that_person_comes_to_the_moderator_and_all_of_it_to_colleagues(nadia, colleague, harasser):
    before, others = waiting(harasser), waiting(making.member())
    cases.take(case=before, moderator=nadia, now=NOW)
    about = mark(nadia, harasser, comment=before.items.get().comment).case
    before.refresh_from_db()
    letter = letter_about(making.block(harasser, by=making.moderator())).case
    assert before.taken_by is None
    assert seen(nadia) == {others.pk}
    assert seen(colleague) == {before.pk, others.pk, about.pk, letter.pk}
    assert desk.next_case(nadia, LATER) == others
    for case in (before, about, letter):
        with pytest.raises(permissions.Shielded):
            cases.take(case=case, moderator=nadia, now=LATER)
        assert cases.take(case=case, moderator=colleague, now=LATER).taken_by == colleague


def test_the_moderator_decides_nothing_about_that_person_by_any_way(nadia, harasser, settings):
    settings.BLOCK_MODE = "hearing"
    comment = making.comment(making.article(), author=harasser)
    hearing = making.hearing(harasser)
    letter_of = making.comment(making.article(), author=harasser)
    harassment = mark(nadia, harasser, comment=comment)
    judged = {"comment": comment, "version": 1, "moderator": nadia, "now": LATER}
    with pytest.raises(permissions.Shielded):
        decisions.remove(**judged, reasons=making.reasons())
    with pytest.raises(permissions.Shielded):
        warnings.warn(evidence=letter_of, moderator=nadia, reasons=making.reasons(), now=LATER)
    verdict = hearings.Verdict(HearingOutcome.NOTHING, making.reasons(), "Leave it.")
    with pytest.raises(permissions.Shielded):
        hearings.decide(hearing=hearing, moderator=nadia, verdict=verdict, heard=0, now=LATER)
    with pytest.raises(harassments.Concerned):
        decide(harassment, nadia)
    assert Harassment.objects.open().exists()


def test_whose_harassment_it_is_answers_none_of_their_letters(nadia, colleague, harasser):
    letter = letter_about(making.block(harasser, by=making.moderator()))
    mark(nadia, harasser, letter=letter)
    assert [permissions.may_answer(one, letter) for one in (nadia, colleague)] == [False, True]


def test_the_database_gives_the_case_to_nobody_who_is_concerned(nadia, colleague, harasser):
    harassment = mark(nadia, harasser)
    lease = {"leased_until": LATER}
    with pytest.raises(IntegrityError, match="somebody else handles"), transaction.atomic():
        Case.objects.filter(pk=harassment.case_id).update(taken_by=nadia, **lease)
    Case.objects.filter(pk=harassment.case_id).update(taken_by=colleague, **lease)
    with pytest.raises(IntegrityError), transaction.atomic():
        Harassment.objects.update(outcome="found", decided_by=nadia, decided_at=NOW)
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        Harassment.objects.update(target=colleague)
    with pytest.raises(IntegrityError), transaction.atomic():
        harassment.pieces.all().delete()


def test_found_to_be_harassment_the_shield_stays_until_the_moderator_or_the_lead_ends_it(
    nadia, colleague, harasser, chief
):
    harassment, case = mark(nadia, harasser), waiting(harasser)
    assert not harassments.end_shield(harassment=harassment, by=nadia, now=LATER)
    decide(harassment, colleague)
    assert Case.objects.get(pk=harassment.case_id).closed_at == LATER
    assert seen(nadia) == set()
    letter = OutboxItem.objects.get(key=f"harassment:{harassment.reference}")
    assert (letter.person, "Three messages that threaten her." in letter.payload["text"]) == (nadia, True)
    with pytest.raises(harassments.Concerned):
        harassments.end_shield(harassment=harassment, by=colleague, now=LATER)
    assert harassments.end_shield(harassment=harassment, by=nadia, now=LATER)
    assert seen(nadia) == {case.pk}
    decide(mark(nadia, harasser), colleague)
    assert harassments.end_shield(harassment=Harassment.objects.latest("pk"), by=chief, now=LATER)


def test_where_it_is_none_the_shield_ends_and_it_may_be_marked_again(nadia, colleague, harasser):
    harassment, case = mark(nadia, harasser), waiting(harasser)
    decide(harassment, colleague, HarassmentOutcome.NONE, "Hard words about the decision, not about her.")
    assert seen(nadia) == {case.pk}
    with pytest.raises(harassments.AlreadyDecided):
        decide(harassment, colleague)
    assert mark(nadia, harasser).pk != harassment.pk


def test_what_is_refused(nadia, colleague, harasser):
    with pytest.raises(harassments.NotAModerator):
        mark(nadia, harasser, by=making.member())
    with pytest.raises(harassments.NotAModerator):
        mark(making.member(), harasser, by=nadia)
    with pytest.raises(harassments.NobodyDidIt):
        mark(nadia, nadia)
    with pytest.raises(harassments.NothingSaid):
        mark(nadia, harasser, words=" ")
    with pytest.raises(harassments.NothingSaid):
        decide(mark(nadia, harasser), colleague, answer="")


def test_cases_about_harassment_are_for_those_whose_role_holds_everywhere(nadia, harasser):
    mark(nadia, harasser)
    assert seen(making.limited_moderator(["news"], ["en"])) == set()


def test_with_the_account_of_who_did_it_the_case_ends(nadia, harasser):
    harassment = mark(nadia, harasser)
    harassments.forget(person=harasser, now=LATER)
    harassment.refresh_from_db()
    assert (harassment.outcome, harassment.decided_by, harassment.shield_ended_at) == ("gone", None, LATER)
    assert Case.objects.get(pk=harassment.case_id).closed_at == LATER


def test_moderators_appear_by_role_and_the_log_keeps_the_person(client, harasser):
    moderator = making.moderator("Zenobia Quill")
    comment = making.comment(making.article(), author=harasser)
    decision = decisions.remove(comment=comment, version=1, moderator=moderator, reasons=making.reasons(), now=NOW)
    User.objects.filter(pk=harasser.pk).update(last_login=NOW)
    client.force_login(harasser)
    pages = [comment.get_absolute_url(), "/en/account/comments/decisions/", "/en/transparency/decisions/"]
    pages += [f"/en/articles/{comment.article_id}/comments/", f"/en/timeline/{decision.statement.reference}/"]
    shown = [client.get(page, follow=True).content.decode() for page in pages]
    letter = OutboxItem.objects.get(person=harasser, key=f"statement:{decision.statement.reference}").payload
    assert all("Zenobia" not in text for text in (*shown, letter["text"], letter["subject"]))
    assert decision.decided_by == moderator

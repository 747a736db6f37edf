"""What a restricted person reads, and what they hear who write too late."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import override

from moderation import notices
from moderation.actions import appeals, decisions, sanctions
from moderation.actions.appeals import WINDOW
from moderation.enums import AppealKind
from tests.articles.making import edition
from tests.moderation import making

pytestmark = pytest.mark.django_db


def test_a_blocked_member_sees_the_comment_that_led_to_it(client):
    making.rules()
    comment = making.comment(making.article(), author=making.member(), body="The harbour master is a thief.")
    making.block(comment.author, evidence=comment)
    comment.author.refresh_from_db()
    client.force_login(comment.author)
    page = client.get("/en/account/blocked/").content.decode()
    assert "The harbour master is a thief." in page
    assert comment.article.title in page


def test_without_a_comment_the_page_stands_all_the_same(client):
    making.rules()
    person = making.block(making.member()).subject
    client.force_login(person)
    page = client.get("/en/account/blocked/").content.decode()
    assert person.public_id in page
    assert "The comment it is about" not in page


def test_a_letter_that_comes_too_late_hears_the_day_by_the_clock_of_the_edition(client):
    edition(time_zone="Asia/Tokyo")
    making.rules()
    statement = making.block(making.member()).imposed_by_decision.statement
    evening = (timezone.now() - WINDOW - timedelta(days=9)).replace(hour=20)
    type(statement).objects.filter(pk=statement.pk).update(viewed_at=evening)
    letter = {"user_id": statement.person.public_id, "subject": "Review", "explanation": "It was not me."}
    page = client.post(f"/en/statements/{notices.statement_token(statement)}/letter/review/", letter).content.decode()
    closed_on = date_format((evening + WINDOW).astimezone(ZoneInfo("Asia/Tokyo")), "DATE_FORMAT")
    assert f"The time to complain ended on {closed_on}." in page


@pytest.mark.parametrize(("end", "state"), [(sanctions.lift, "lifted"), (sanctions.annul, "annulled")])
def test_the_reasons_for_a_sanction_that_ended_say_so(client, end, state):
    making.rules()
    sanction = making.block(making.member())
    page = f"/en/statements/{notices.statement_token(sanction.imposed_by_decision.statement)}/"
    assert "no longer holds" not in client.get(page).content.decode()
    end(sanction=sanction, moderator=making.moderator(), now=making.NOW + timedelta(days=1))
    assert f"This sanction no longer holds: {state} on 3 March 2026." in client.get(page).content.decode()


def test_the_reasons_for_a_removal_that_was_undone_say_so(client):
    making.rules()
    judged = {"version": 1, "moderator": making.moderator()}
    comment = making.comment(making.article())
    removal = decisions.remove(comment=comment, reasons=making.reasons(), now=making.NOW, **judged)
    decisions.restore(comment=comment, now=making.NOW + timedelta(days=1), **judged)
    page = client.get(f"/en/statements/{notices.statement_token(removal.statement)}/").content.decode()
    assert "This decision was taken back on 3 March 2026." in page


NO_END = {"en": "has no end", "de": "ohne Ende", "fr": "pas de fin", "ar": "لا نهاية"}


@pytest.mark.parametrize("language", NO_END)
@pytest.mark.parametrize("act", [decisions.remove, decisions.redact])
def test_the_reasons_for_a_removal_hold_all_that_the_law_asks(client, act, language):
    """What, how long, facts, source, program, rule and why, the ways to contest, the court (V2)."""
    edition(language)
    making.rules(languages=tuple({"en", language}))
    comment = making.comment(making.article(), author=making.member(language=language))
    more = {"body": "[…]"} if act == decisions.redact else {}
    removal = act(
        comment=comment, version=1, moderator=making.moderator(), reasons=making.reasons(), now=making.NOW, **more
    )
    statement = removal.statement
    assert NO_END[language] in statement.scope
    page = client.get(f"/{language}/statements/{notices.statement_token(statement)}/").content.decode()
    with override(language):
        words = [
            statement.get_source_display(),
            _("No program took part. A person decided."),
            _("Complain about the removal"),
            _("You can also go to court."),
        ]
    told = [
        statement.scope,
        statement.facts,
        statement.why,
        statement.clause.text,
        f"#ground-{statement.clause.ground_id}",
    ]
    assert [one for one in (*told, *words) if escape(one) not in page] == []


def test_a_letter_without_an_explanation_hears_what_is_missing_in_the_words_of_the_page(client):
    making.rules()
    token = notices.statement_token(making.block(making.member()).imposed_by_decision.statement)
    address = f"/en/statements/{token}/letter/restoration/"
    assert "novalidate" in client.get(address).content.decode()
    page = client.post(address, {"subject": "Restoration", "explanation": " "}).content.decode()
    assert "Write what happened, in your own words." in page


def test_the_page_of_an_answered_letter_leads_back_to_the_decision(client):
    making.rules()
    sanction = making.block(making.member())
    contested = sanction.imposed_by_decision
    letter = {"kind": AppealKind.RESTORATION, "person": sanction.subject, "contested": contested}
    appeal = appeals.lodge(**letter, subject="Restoration", explanation="It was not me.", now=making.NOW)
    page = client.get(f"/en/letters/{notices.appeal_token(appeal)}/").content.decode()
    assert f"/en/statements/{notices.statement_token(contested.statement)[:20]}" in page

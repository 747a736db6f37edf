"""The public figures by night: stored as counted, read without counting, and each with its query told (C77, C86)."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from moderation import transparency
from moderation.actions import decisions, figures, nudges, policies
from moderation.actions.statements import Reasons
from moderation.models import Ground, Nudge, TakenFigures
from moderation.screening import Draft, Facts, screen
from tests.moderation import making

pytestmark = pytest.mark.django_db
DOCS = Path(__file__).parent.parent.parent.parent / "docs" / "figures.md"
NIGHT = datetime(2026, 3, 3, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def rules():
    cache.clear()
    yield making.rules()
    cache.clear()


def remove(number=5, times=1, now=making.NOW):
    article, moderator = making.article(), making.moderator()
    reasons = Reasons(ground=Ground.objects.get(pk=number), facts="It is.", why="It does.")
    for _ in range(times):
        decisions.remove(comment=making.comment(article), version=1, moderator=moderator, reasons=reasons, now=now)


def test_what_a_night_counts_is_what_counting_gives():
    remove(times=6)
    assert figures.take(now=NIGHT)
    for year in transparency.years(NIGHT):
        start, end = transparency.bounds(year, NIGHT)
        counted, taken = transparency.figures(start, end), transparency.taken(year)
        assert taken.taken_at == NIGHT
        assert taken.as_stored() == counted.as_stored()
        assert taken.as_data() == counted.as_data() | {"taken_at": NIGHT.isoformat()}
    assert transparency.taken(2026).removed == 6


def test_a_night_is_counted_once_and_the_next_one_anew():
    figures.take(now=NIGHT)
    remove(times=5, now=NIGHT + timedelta(hours=1))
    assert figures.take(now=NIGHT + timedelta(hours=23)) == ""
    assert transparency.taken(2026).removed == 0
    figures.take(now=NIGHT + timedelta(days=1))
    assert transparency.taken(2026).removed == 5
    assert TakenFigures.objects.count() == transparency.YEARS + 1


def test_the_page_and_its_files_tell_what_the_night_counted_and_count_nothing(client, django_assert_max_num_queries):
    figures.take(now=timezone.now())
    year = timezone.now().year
    client.get("/en/transparency/")  # what every page asks for first
    remove(times=5, now=timezone.now())
    with django_assert_max_num_queries(4):
        page = client.get("/en/transparency/").content.decode()
    assert "They are counted every night, last on" in page
    data = json.loads(client.get(f"/en/transparency/{year}.json").content)
    assert (data["removed"], bool(data["taken_at"])) == (0, True)
    assert "removed,0" in client.get(f"/en/transparency/{year}.csv").content.decode().splitlines()


def test_before_the_first_night_the_page_counts_by_itself(client):
    remove(times=5, now=timezone.now())
    page = client.get("/en/transparency/").content.decode()
    assert "counted every night, last" not in page
    assert json.loads(client.get(f"/en/transparency/{timezone.now().year}.json").content)["removed"] == 5


def test_what_an_older_program_stored_is_counted_anew(client):
    TakenFigures.objects.create(of=str(timezone.now().year), taken_at=NIGHT, data={"comments": 12})
    assert transparency.taken(timezone.now().year) is None
    assert client.get("/en/transparency/").status_code == 200


def test_the_rules_say_how_often_each_ground_was_applied(client):
    remove(2, times=6)
    remove(5, times=3)
    making.block(making.person())  # under ground 5, too
    remove(13, now=(long_ago := making.NOW - timedelta(days=20)))
    figures.take(now=long_ago + timedelta(days=366))
    applied = transparency.taken_applied()
    assert [applied.shown(number) for number in (2, 5, 9, 13)] == [6, "<5", 0, 0]
    page = client.get("/en/rules/").content.decode()
    assert page.count("Applied 6 times in twelve months.") == 1
    assert page.count("Applied fewer than five times in twelve months.") == 1
    assert page.count("Not applied in twelve months.") == 17


def test_the_rules_count_by_themselves_before_the_first_night_and_old_versions_not_at_all(client):
    remove(2, times=6, now=timezone.now())
    assert "Applied 6 times" in client.get("/en/rules/").content.decode()
    making.rules(2)
    assert "in twelve months" in client.get("/en/rules/2/").content.decode()
    assert "in twelve months" not in client.get("/en/rules/1/").content.decode()


def test_who_was_asked_and_changed_their_text_is_counted(policy):
    verdict = screen(Draft(making.SHOUTING), Facts(), policies.current())
    answers = {"changed": (False, True), "waits": (False, False), "as it is": (True, True)}
    for form in [*(f"changed {number}" for number in range(5)), "waits", "as it is", "gone"]:
        nudges.ask(form=form, verdict=verdict, now=making.NOW)
        if form != "gone":
            is_final, is_published = answers[form.rstrip(" 01234")]
            nudges.answer(form=form, is_final=is_final, is_published=is_published)
    counted = transparency.figures(*transparency.bounds(2026, NIGHT))
    assert (counted.asked_again, counted.revised, counted.revised_and_published) == (8, 6, 5)
    assert counted.share_revised == pytest.approx(5 / 8)


@pytest.mark.parametrize(
    ("asked", "published", "told"),
    [
        pytest.param(4, 0, None, id="few were asked"),
        pytest.param(9, 4, None, id="few succeeded: the share would say how many"),
        pytest.param(9, 0, 0.0, id="none succeeded"),
        pytest.param(10, 5, 0.5, id="enough of both"),
    ],
)
def test_a_share_gives_no_masked_count_away(asked, published, told):
    counted = transparency.figures(*transparency.bounds(2026, NIGHT))
    assert replace(counted, asked_again=asked, revised_and_published=published).share_revised == told


def test_what_nobody_sent_is_not_published():
    with pytest.raises(IntegrityError, match="published"), transaction.atomic():
        Nudge.objects.create(form="0" * 32, asked_at=making.NOW, is_published=True)


def test_every_figure_has_its_query_in_the_documents():
    told = DOCS.read_text()
    missing = [field.name for field in fields(transparency.Figures) if f"`{field.name}`" not in told]
    assert missing == []

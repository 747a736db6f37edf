import pytest
from django.utils import timezone

from accounts.enums import Document
from accounts.models import PolicyVersion
from articles import paper
from articles.models import Edition
from moderation.actions import policies, rules
from moderation.enums.screening import ListKind
from moderation.models import Clause, Ground, ListEntry, PolicyRow, Ruleset, Threshold
from moderation.screening import fresh
from tests.articles import making

pytestmark = pytest.mark.django_db


def test_the_shipped_rules_are_published_with_nineteen_grounds_in_each_language():
    now = timezone.now()
    version = rules.load(now=now)
    assert PolicyVersion.objects.of(Document.RULES).in_force(now).get() == version
    assert list(Ground.objects.values_list("number", flat=True)) == list(range(1, 20))
    assert Clause.objects.filter(version=version).count() == 19 * 4
    assert version.texts.count() == 4


def test_loading_again_changes_nothing():
    now = timezone.now()
    rules.load(now=now)
    policies.load(now=now)
    counts = [model.objects.count() for model in (Clause, Threshold, PolicyRow, ListEntry, Ruleset)]
    assert (rules.load(now=now), policies.load(now=now)) == (None, None)
    assert [model.objects.count() for model in (Clause, Threshold, PolicyRow, ListEntry, Ruleset)] == counts


def test_the_rows_say_what_the_shipped_settings_say():
    rules.load(now=timezone.now())
    ruleset = policies.load(now=timezone.now())
    policies.settings.cache_clear()  # another test's ruleset may bear the same number
    read, shipped = policies.settings(ruleset.pk), policies.shipped()
    assert set(read.thresholds) == set(shipped.thresholds)
    assert {row.kind: (row.ground, row.action) for row in read.policy} == {
        row.kind: (row.ground, row.action) for row in shipped.policy
    }
    assert set(read.words) == set(fresh().words)
    assert set(read.phrases) == set(fresh().phrases)
    assert set(read.classes) == set(fresh().classes)
    assert set(read.combinations) == set(fresh().combinations)
    assert (read.known_hosts, read.bad_hosts, read.shorteners) == (
        shipped.known_hosts,
        shipped.bad_hosts,
        shipped.shorteners,
    )


def test_a_site_whose_lists_are_all_rows_does_not_read_what_ships():
    rules.load(now=timezone.now())
    ruleset = policies.load(now=timezone.now())
    policies.settings.cache_clear()
    policies.shipped.cache_clear()
    assert policies.settings(ruleset.pk).words
    assert policies.shipped.cache_info().misses == 0


def test_only_one_list_ships_empty():
    ships_nothing = set(ListKind) - {entry.kind for entry in policies._shipped_entries(policies.shipped())}
    assert ships_nothing == {policies.SHIPS_EMPTY}


def test_what_is_made_ready_before_the_first_comment_is_for_the_editions_alone():
    rules.load(now=timezone.now())
    ruleset = policies.load(now=timezone.now())
    Edition.objects.exclude(language="en").delete()
    making.edition("en")
    paper.forget()
    policies.settings.cache_clear()
    assert {languages for _, languages in policies.settings(ruleset.pk).matchers._sets} == {("en",)}


def test_an_amended_threshold_survives_an_update():
    rules.load(now=timezone.now())
    policies.load(now=timezone.now())
    Threshold.objects.filter(name="newcomer_comments").update(value=3)
    policies.load(now=timezone.now())
    assert Threshold.objects.get(name="newcomer_comments").value == 3


def test_lists_that_an_update_brings_count_before_set_up_has_made_their_rows_and_are_made_by_it():
    now = timezone.now()
    rules.load(now=now)
    policies.load(now=now)
    ListEntry.objects.filter(kind="combinations").delete()
    ListEntry.objects.filter(kind="classes", pattern__startswith="drug:").delete()
    policies.settings.cache_clear()

    read = policies.current()
    assert set(read.combinations) == set(fresh().combinations)
    assert set(read.classes) == set(fresh().classes)

    assert policies.load(now=now)
    assert ListEntry.objects.filter(kind="combinations").count() == len(fresh().combinations)
    assert ListEntry.objects.filter(kind="classes").count() == len(fresh().classes)


def test_a_list_that_was_emptied_stays_empty():
    now = timezone.now()
    rules.load(now=now)
    policies.load(now=now)
    ListEntry.objects.filter(kind="combinations").update(retired_at=now)
    policies.settings.cache_clear()

    assert policies.current().combinations == ()
    assert policies.load(now=now) is None

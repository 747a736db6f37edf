"""Giving roles, everywhere or in parts of the paper, and taking them away (A20)."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, QuerySet

from accounts.models import AppendOnlyViolation, User
from accounts.privacy import erasure, export
from articles.actions import assignments
from articles.enums import Right, Role
from articles.models import Assignment, AssignmentChange
from tests.articles import making
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return making.person("Chief", is_staff=True, is_superuser=True)


@pytest.fixture
def person():
    return making.person("Ada", is_staff=True)


def give(person, by, sections=(), editions=(), role=Role.EDITOR):
    return assignments.assign(
        person=person,
        role=making.group(role),
        sections=[making.section(code) for code in sections],
        editions=[making.edition(language) for language in editions],
        by=by,
        now=NOW,
    )


def log():
    return list(AssignmentChange.objects.order_by("pk").values_list("role", "before", "after", "made_by__name"))


def fresh(person):
    return User.objects.get(pk=person.pk)


def test_a_role_is_given_changed_and_taken_away_and_the_log_says_so(person, chief):
    give(person, chief)
    assert (fresh(person).is_limited, fresh(person).has_perm(f"articles.{Right.EDIT.value}")) == (False, True)
    held = give(person, chief, ["sport", "news"], ["de"])
    assert fresh(person).is_limited
    assignments.end(assignment=held, by=chief, now=NOW)
    assert (fresh(person).is_limited, fresh(person).has_perm(f"articles.{Right.EDIT.value}")) == (False, False)
    assert log() == [
        ("editor", "", "*", "Chief"),
        ("editor", "*", "news, sport (de)", "Chief"),
        ("editor", "news, sport (de)", "", "Chief"),
    ]


def test_whoever_holds_it_just_so_already_is_not_given_it_again(person, chief):
    give(person, chief, ["sport"])
    with pytest.raises(assignments.NothingChanges):
        give(person, chief, ["sport"])
    assert len(log()) == 1


def test_a_person_is_limited_while_one_of_their_roles_is(person, chief):
    limited = give(person, chief, ["sport"])
    give(person, chief, role=Role.REPORTER)
    assert fresh(person).is_limited
    assignments.end(assignment=limited, by=chief, now=NOW)
    assert not fresh(person).is_limited


def test_nobody_but_an_administrator_gives_or_takes_roles(person, chief):
    held = give(person, chief)
    for other in (making.staff(Role.PUBLISHER), person, making.person(is_superuser=True, is_active=False)):
        with pytest.raises(assignments.NotAllowed):
            give(other, other, role=Role.PUBLISHER)
        with pytest.raises(assignments.NotAllowed):
            assignments.end(assignment=held, by=other, now=NOW)
    assert len(log()) == 1


def test_a_section_that_limits_a_role_stays(person, chief):
    """Without it the role would hold everywhere."""
    give(person, chief, ["sport"], ["de"])
    for named in (making.section("sport"), making.edition("de")):
        with pytest.raises(ProtectedError):
            named.delete()


def test_the_log_is_written_once(person, chief):
    give(person, chief)
    change = AssignmentChange.objects.get()
    with pytest.raises(AppendOnlyViolation):
        change.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        QuerySet(AssignmentChange).filter(pk=change.pk).update(after="x")


def test_the_person_reads_where_their_roles_hold(person, chief):
    give(person, chief)
    give(person, chief, ["sport"], ["de"])
    held = {part.code: part.readable() for part in export.dossier(fresh(person))}
    assert held["articles.AssignmentChange:person"] == [
        ["editor", "everywhere", "sport (de)", "2 March 2026, 12:00"],
        ["editor", "not held", "everywhere", "2 March 2026, 12:00"],
    ]
    assert held["articles.AssignmentSection:assignment__person"] == [["editor", "sport"]]
    assert "Chief" not in str(held)


def test_with_the_account_the_roles_go_and_the_log_stays_about_nobody(person, chief):
    give(person, chief, ["sport"], ["de"])
    erasure.erase(person=person, now=NOW)
    assert (fresh(person).is_limited, Assignment.objects.count(), len(log())) == (False, 0, 1)
    assert str(AssignmentChange.objects.get().person) == person.public_id

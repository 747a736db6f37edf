from dataclasses import replace

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from accounts.enums import LegalBasis
from accounts.models import ConsentEvent, User
from accounts.privacy import checks
from accounts.privacy.declarations import Activity, PersonalData, registry

NOTES = Activity(code="notes", name="Notes", purpose="Note", basis=LegalBasis.CONTRACT, people="members")


def said(model, *, personal=(), not_personal=()):
    declared = replace(registry(), personal=tuple(personal), not_personal=dict.fromkeys(not_personal, "why"))
    return [f"{error.id} {error.msg}" for error in checks.check([model] if model else [], declared)]


@pytest.fixture
def note():
    """A table that somebody adds without a word about it."""
    with isolate_apps("accounts", attr_name="_"):

        class Note(models.Model):
            writer = models.ForeignKey(User, models.CASCADE, related_name="+")
            text = models.TextField()

            class Meta:
                app_label = "accounts"

            def __str__(self):
                return self.text

        yield Note


def test_everything_on_the_site_is_declared():
    assert checks.everything_is_declared() == []


def test_third_party_tables_are_asked_too():
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    declared = {entry.model for entry in registry().personal} | set(registry().not_personal)
    assert {"account.EmailAddress", "socialaccount.SocialToken", "admin.LogEntry", "auth.Group_permissions"} <= labels
    assert declared == labels


def test_an_undeclared_table_fails(note):
    assert said(note) == ["accounts.E001 accounts.Note is declared neither in PERSONAL_DATA nor in NOT_PERSONAL."]


def test_a_table_that_leads_to_a_person_cannot_be_called_not_personal(note):
    (problem,) = said(note, not_personal=["accounts.Note"])
    assert problem == "accounts.E002 accounts.Note.writer leads to a person, but NOT_PERSONAL says otherwise."


def test_every_column_needs_its_fate(note):
    entry = PersonalData(
        model="accounts.ConsentEvent", subject="person", activity=NOTES, exported=("receipt",), kept={"person": "why"},
        withheld={"person": "why"}, impersonal=("purpose", "is_given", "privacy_version", "wording", "language"),
    )  # fmt: skip
    assert said(ConsentEvent, personal=[entry]) == [
        "accounts.E003 accounts.ConsentEvent.receipt: nobody says what becomes of it at erasure.",
        "accounts.E003 accounts.ConsentEvent.surface: nobody says what becomes of it at erasure.",
        "accounts.E003 accounts.ConsentEvent.surface: it is neither exported nor withheld for a reason.",
        "accounts.E003 accounts.ConsentEvent.age_met: nobody says what becomes of it at erasure.",
        "accounts.E003 accounts.ConsentEvent.age_met: it is neither exported nor withheld for a reason.",
        "accounts.E003 accounts.ConsentEvent.made_at: nobody says what becomes of it at erasure.",
        "accounts.E003 accounts.ConsentEvent.made_at: it is neither exported nor withheld for a reason.",
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param({"exported": ("colour",)}, "names colour, which is no column.", id="a column that is not there"),
        pytest.param({"subject": ""}, "must say either `subject` or `found_by`.", id="nobody to find"),
        pytest.param({"subject": "purpose"}, "has a subject that does not lead to a person.", id="somebody else"),
        pytest.param(
            {"redacted": {"language": ""}},
            "redacts rows that are written once: keep or delete them.",
            id="a ledger that would be rewritten",
        ),
    ],
)
def test_a_slip_in_a_declaration_fails(change, problem):
    sound = PersonalData(model="accounts.ConsentEvent", subject="person", activity=NOTES)
    (found,) = said(None, personal=[replace(sound, **change)])
    assert found == f"accounts.E004 {replace(sound, **change).code} {problem}"

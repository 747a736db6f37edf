"""System checks: nothing about people is stored without saying so (V32)."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

from accounts.models import AppendOnly, User
from accounts.privacy.declarations import PersonalData, Registry, registry

HINT = "See accounts/privacy/declarations.py."


def everything_is_declared(**_: Any) -> list[CheckMessage]:  # what Django passes
    """Check every table of the site, those of third parties included."""
    return check(apps.get_models(include_auto_created=True), registry())


def check(models: Iterable[type[Model]], declared: Registry) -> list[CheckMessage]:
    """Say what about these models nobody declared, or declared wrongly."""
    said = [problem for model in models if _is_stored(model) for problem in _problems(model, declared)]
    said += [(entry.model, f"{entry.code} {problem}", 4) for entry in declared.personal for problem in _slips(entry)]
    return [Error(text, hint=HINT, obj=model, id=f"accounts.E{number:03}") for model, text, number in said]


def _is_stored(model: type[Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _problems(model: type[Model], declared: Registry) -> list[tuple[object, str, int]]:
    label = model._meta.label
    entries = declared.about(label)
    if not entries and label not in declared.not_personal:
        return [(model, f"{label} is declared neither in PERSONAL_DATA nor in NOT_PERSONAL.", 1)]
    keys = [name for name in _columns(model) if _leads_to_a_person(model._meta.get_field(name))]
    if not entries:
        return [(model, f"{label}.{name} leads to a person, but NOT_PERSONAL says otherwise.", 2) for name in keys]
    led = {entry.subject.split("__")[0] for entry in entries}
    said: list[tuple[object, str, int]] = [
        (model, f"{label}.{name} leads to a person whom no declaration has as its subject.", 2)
        for name in keys
        if name not in led
    ]
    said += [(model, f"{label}.{name}: {missing}", 3) for name in _columns(model) for missing in _gaps(name, entries)]
    return said


def _columns(model: type[Model]) -> list[str]:
    """List the model's own columns; its key says nothing."""
    return [field.name for field in model._meta.local_fields if not field.primary_key or field.is_relation]


def _leads_to_a_person(field: Any) -> bool:  # noqa: ANN401 # Django has no common type for what get_field returns
    return field.is_relation and field.related_model is User


def _gaps(column: str, entries: list[PersonalData]) -> list[str]:
    """Say whether a column's fate at erasure or in the person's copy is left open."""
    if any(column in entry.impersonal for entry in entries):
        return []
    said = []
    if not any(entry.is_deleted or column in entry.redacted or column in entry.kept for entry in entries):
        said.append("nobody says what becomes of it at erasure.")
    # The key to the person is the person: it needs no reason to be left out of their own copy.
    if not any(column in {*_tops(entry.exported), *entry.withheld, entry.subject, entry.filed} for entry in entries):
        said.append("it is neither exported nor withheld for a reason.")
    return said


def _slips(entry: PersonalData) -> list[str]:
    """Say what is wrong with a declaration in itself."""
    model = entry.model_class
    named = {*_tops(entry.exported), *entry.withheld, *entry.redacted, *entry.kept, *entry.impersonal}
    named |= {entry.filed} if entry.filed else set()
    said = [f"names {name}, which is no column." for name in sorted(named) if not _has(model, name)]
    if bool(entry.subject) == bool(entry.found_by):
        said.append("must say either `subject` or `found_by`.")
    elif entry.subject and _end(model, entry.subject) is not User:
        said.append("has a subject that does not lead to a person.")
    if entry.is_confidential and (entry.exported or not (entry.is_deleted and entry.withheld)):
        said.append("is confidential: delete the rows at erasure, export nothing and say why.")
    if entry.redacted and issubclass(model, AppendOnly):
        said.append("redacts rows that are written once: keep or delete them.")
    return said


def _tops(paths: Iterable[str]) -> set[str]:
    return {path.split("__")[0] for path in paths}


def _has(model: type[Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def _end(model: type[Model], path: str) -> object:
    """Follow a path of keys to the model at its end."""
    end: Any = model  # a model class, or whatever the last name turned out to be
    for name in path.split("__"):
        end = User if end is User and name == "pk" else end._meta.get_field(name).related_model
    return end

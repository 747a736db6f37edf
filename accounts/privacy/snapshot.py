"""What the site declares to do with data, written down whole when a privacy policy is published (V70, V73).

A snapshot is plain JSON. Words stand in it as `{language: words}`; a language in which they are those of English is
left out. What is declared by code is keyed by it, so that two snapshots can be compared (`accounts.privacy.changes`).
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import override

from accounts.models import PolicySnapshot, PolicyVersion, Purpose
from accounts.privacy import periods, record
from accounts.privacy.declarations import Activity, PersonalData, registry

Said = dict[str, str]
Snapshot = dict[str, Any]  # JSON

#: How long what has no period of its own is kept.
WITH_ACCOUNT, WITH_RECORD = "with-the-account", "with-its-record"
#: Of an optional purpose for which no app declares anything.
NOTHING_HELD: Snapshot = {"purpose": None, "people": None, "recipients": None, "is_of_staff": False, "data": {}}


def take() -> Snapshot:
    """Write down what the site declares now, by its software, its settings and its rows: three statements."""
    own, declared = periods.all_days(), _declared(tuple(settings.LANGUAGES))
    return {
        "languages": [language for language, _name in settings.LANGUAGES],
        "controller": {
            "name": settings.PUBLISHER_NAME,
            "contact": settings.PRIVACY_CONTACT,
            "authority": _words(settings.SUPERVISORY_AUTHORITY),
        },
        "purposes": _with_offers(declared["purposes"]),
        "periods": {
            rule.code: declared["periods"][rule.code] | {"days": periods.keep(rule, own).days}
            for rule in registry().retention
        },
        "recipients": [
            {name: _words(getattr(one, name)) for name in ("name", "what", "when")} for one in record.recipients()
        ],
        "stored": declared["stored"],
    }


def keep(version: PolicyVersion) -> PolicySnapshot:
    """Keep with a version that is about to be published what the site declares now."""
    content = canonical(take())
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    return PolicySnapshot.objects.create(version=version, content=content, sha256=fingerprint)


def canonical(snapshot: Snapshot) -> str:
    """Spell a snapshot in the one way by which it is fingerprinted and compared."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def words(ask: Callable[[], object]) -> Said:
    """Put down what is answered in each language of the site."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = str(ask())
    usual = said.get("en", next(iter(said.values())))
    return {"en": usual} | {language: one for language, one in said.items() if one != usual}


def said_in(said: Said, language: str) -> str:
    """Return the words in a language, or else in English."""
    return said.get(language, said["en"])


def _words(said: object) -> Said:
    return words(lambda: said)


@cache  # what code declares stays the same as long as the process
def _declared(_languages: tuple[tuple[str, str], ...]) -> Snapshot:
    declared = registry()
    return {
        "purposes": {activity.code: _activity(activity) for activity in declared.activities},
        "periods": {rule.code: {"what": _words(rule.what)} for rule in declared.retention},
        "stored": [
            {name: _words(getattr(one, name)) for name in ("where", "what", "until")}
            | {"names": list(one.names), "is_of_staff": one.is_of_staff}
            for one in declared.stored
        ],
    }


def _with_offers(declared: Snapshot) -> Snapshot:
    """Add the optional purposes, with the words in which members are offered them."""
    purposes = dict(declared)
    for offered in Purpose.objects.filter(retired_at__isnull=True).prefetch_related("texts"):
        texts = {text.language: text for text in offered.texts.all()}
        if texts:
            usual = texts.get("en") or texts[min(texts)]
            purposes[offered.code] = NOTHING_HELD | purposes.get(offered.code, {}) | {
                "basis": offered.basis,
                "is_optional": True,
                "name": {"en": usual.name} | {language: text.name for language, text in texts.items()},
                "offer": {"en": usual.description} | {language: text.description for language, text in texts.items()},
            }  # fmt: skip
    return purposes


def _activity(activity: Activity) -> dict[str, Any]:
    by_model: dict[str, list[PersonalData]] = {}
    for entry in registry().personal:
        if entry.activity == activity:
            by_model.setdefault(entry.model, []).append(entry)
    return {
        "name": _words(activity.name),
        "purpose": _words(activity.purpose),
        "basis": str(activity.basis),
        "people": _words(activity.people),
        "recipients": _words(activity.recipients) if activity.recipients else None,
        "is_of_staff": activity.is_of_staff,
        "is_optional": False,
        "offer": None,
        "data": {model: _held(apps.get_model(model), entries) for model, entries in by_model.items()},
    }


def _held(model: type[Model], entries: Iterable[PersonalData]) -> dict[str, Any]:
    columns = {name for entry in entries for name in _columns(entry)}
    return {
        "name": words(lambda: capfirst(str(model._meta.verbose_name_plural))),
        "columns": {name: words(partial(_named, model, name)) for name in sorted(columns)},
        "kept": sorted({_kept(entry) for entry in entries}),
    }


def _columns(entry: PersonalData) -> set[str]:
    named = {path.split("__")[0] for path in entry.exported} | {*entry.withheld, *entry.redacted, *entry.kept}
    return named - {entry.subject}  # the key to the person says nothing else about them


def _named(model: type[Model], column: str) -> str:
    try:
        return str(getattr(model._meta.get_field(column), "verbose_name", column))
    except FieldDoesNotExist:
        return column


def _kept(entry: PersonalData) -> str:
    if entry.retention:
        return entry.retention.code
    return WITH_RECORD if entry.kept else WITH_ACCOUNT

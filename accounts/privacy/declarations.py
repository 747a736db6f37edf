"""The words in which every app says what it holds about people: see each app's `personal_data`.

Export, erasure, retention, the record of processing and the privacy pages are loops over these declarations; the
checks beside them fail for a model or a column that nobody declared (GDPR Art. 5(2), 25, 30).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from accounts.enums import LegalBasis
from accounts.models import User

Words = str | Promise


@dataclass(frozen=True)
class Activity:
    """One processing activity: why we hold something, on what basis, whose it is and who gets it (GDPR Art. 30(1))."""

    code: str
    name: Words
    purpose: Words
    basis: LegalBasis
    people: Words
    recipients: Words = ""
    #: Only who works here is concerned.
    is_of_staff: bool = False


@dataclass(frozen=True)
class Retention:
    """How long something is kept, and which rows have outlived it.

    `keep` is the default; the publisher's own period is a row of RetentionPeriod. Expired rows are deleted, or
    `redacted`, or handed to `act` (a dotted path). Without a model it is a promise that the operator keeps.
    """

    code: str
    what: Words
    keep: timedelta
    model: str = ""
    expired: Callable[[datetime], Q] | None = None  # takes the moment before which things are too old
    redacted: Mapping[str, Any] = field(default_factory=dict)  # columns
    act: str = ""
    #: What a restored backup brought back of it goes again before the site opens (V33).
    is_replayed: bool = False
    #: The publisher's own period lies between what duties ask for and what they need (GDPR Art. 5(1)(e)) …
    least: timedelta = timedelta(days=1)
    #: … which is twice the default where nothing is said.
    most: timedelta | None = None

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)


@dataclass(frozen=True)
class PersonalData:
    """What a model holds about one kind of person: how it is found, copied, and what becomes of it at erasure."""

    model: str
    activity: Activity
    #: The path of keys that leads to the person …
    subject: str = ""
    #: … or, where no key does, the condition that finds their rows.
    found_by: Callable[[User], Q] | None = None
    #: Columns in the person's own copy (GDPR Art. 15, 20); may be paths.
    exported: tuple[str, ...] = ()
    #: Columns left out of the copy, each with its reason (Art. 15(4)).
    withheld: Mapping[str, Words] = field(default_factory=dict)
    #: A column that goes into the copy as a file of its own, which the row names (`file_name`).
    filed: str = ""
    #: At erasure the rows go altogether …
    is_deleted: bool = False
    #: … or these columns get these values …
    redacted: Mapping[str, Any] = field(default_factory=dict)  # columns
    #: … and these stay, each with its reason (Art. 17(3)).
    kept: Mapping[str, Words] = field(default_factory=dict)
    #: Columns that say nothing about anybody.
    impersonal: tuple[str, ...] = ()
    #: Texts that a person may leave behind without a name (C45): the app's own hook decides which.
    is_left_on_wish: bool = False
    #: What others keep to themselves about the person: in no copy and no receipt, which would tell (Art. 15(4)).
    is_confidential: bool = False
    #: None: as long as the account.
    retention: Retention | None = None

    @property
    def code(self) -> str:
        """Name the declaration: its model and how the person is found."""
        return f"{self.model}:{self.subject or 'matched'}"

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)

    def rows(self, person: User) -> QuerySet[Model]:
        """Find the rows that hold something about this person."""
        condition = self.found_by(person) if self.found_by else Q(**{self.subject: person.pk})
        return self.model_class._default_manager.filter(condition)


@dataclass(frozen=True)
class Stored:
    """What a browser is made to keep, for what somebody asked for (ePrivacy Directive Art. 5(3)).

    A name that ends with a colon is how the names begin.
    """

    names: tuple[str, ...]
    where: Words
    what: Words
    until: Words
    is_of_staff: bool = False


@dataclass(frozen=True)
class Recipient:
    """Somebody else who gets data, as this site is set up (GDPR Art. 13(1)(e), 28)."""

    name: Words
    what: Words
    when: Words


@dataclass(frozen=True)
class Leaving:
    """What an app does of its own when a person leaves: dotted paths of functions, called by keyword.

    `closing` and `reopened` get person and now; `before_erasure` gets texts too, while the person is still known;
    `after_erasure` the same, when only the empty row is left. `holds` says whether somebody waits for
    an answer that erasing the account would take away; it is asked only where others than the person ended it.
    `restricted` and `released` get person and now when the use of the person's data is restricted, and when no longer.
    `replayed` gets now, where a restored backup may have brought back what had ended.
    """

    closing: str = ""
    reopened: str = ""
    before_erasure: str = ""
    after_erasure: str = ""
    holds: str = ""
    restricted: str = ""
    released: str = ""
    replayed: str = ""


@dataclass(frozen=True)
class Registry:
    """Everything that all apps declare."""

    personal: tuple[PersonalData, ...]
    not_personal: Mapping[str, Words]
    retention: tuple[Retention, ...]
    leaving: tuple[Leaving, ...]
    stored: tuple[Stored, ...]
    #: Asked each time, for they follow the settings.
    recipients: tuple[Callable[[], Iterable[Recipient]], ...]

    def about(self, model: str) -> list[PersonalData]:
        return [declared for declared in self.personal if declared.model == model]

    @property
    def activities(self) -> list[Activity]:
        """List the activities in the order in which they are first declared."""
        return list({declared.activity.code: declared.activity for declared in self.personal}.values())


@cache
def registry() -> Registry:
    """Read `personal_data` of every app that has one, from the bottom up."""
    modules = _modules()
    return Registry(
        personal=tuple(declared for module in modules for declared in module.PERSONAL_DATA),
        not_personal={model: why for module in modules for model, why in module.NOT_PERSONAL.items()},
        retention=tuple(rule for module in modules for rule in getattr(module, "RETENTION", ())),
        leaving=tuple(module.LEAVING for module in modules if hasattr(module, "LEAVING")),
        stored=tuple(one for module in modules for one in getattr(module, "STORED", ())),
        recipients=tuple(module.recipients for module in modules if hasattr(module, "recipients")),
    )


def _modules() -> list[ModuleType]:
    named = [config for config in apps.get_app_configs() if config.module]
    return [
        import_module(f"{config.name}.personal_data")
        for config in named
        if config.module and module_has_submodule(config.module, "personal_data")
    ]

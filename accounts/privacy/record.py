"""The record of processing activities (GDPR Art. 30), written from the declarations: page, CSV and docs."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.enums import LegalBasis
from accounts.privacy import periods
from accounts.privacy.declarations import Activity, PersonalData, Recipient, Stored, registry

#: Art. 30(1)(g), the same for every activity.
SECURITY = _(
    "TLS; passwords hashed with Argon2; roles with the least rights; log of staff opening personal data; keyed hashes "
    "where recognising is enough; append-only ledgers guarded in the database; encrypted backups kept for 35 days"
)
TRANSFERS = _("none outside the publisher's own servers, apart from the recipients named")


@dataclass(frozen=True)
class Held:
    """One table of an activity: what it holds, what erasure does to it, how long it stays."""

    name: str
    model: str
    columns: tuple[str, ...]
    at_erasure: str
    kept: str


@dataclass(frozen=True)
class Entry:
    """One activity with its tables."""

    activity: Activity
    basis: str
    tables: tuple[Held, ...]


def entries() -> list[Entry]:
    """List every activity that anything is declared for."""
    declared, own = registry(), periods.all_days()
    return [
        Entry(
            activity,
            article(activity.basis),
            tuple(_held(entry, own) for entry in declared.personal if entry.activity == activity),
        )
        for activity in declared.activities
    ]


def stored() -> tuple[Stored, ...]:
    """List what browsers are made to keep."""
    return registry().stored


def recipients() -> list[Recipient]:
    """List who else gets data, as the site is set up now."""
    return [one for named in registry().recipients for one in named()]


def article(basis: LegalBasis) -> str:
    """Cite a legal basis as lawyers do: Art. 6(1)(b)."""
    number, paragraph, letter = basis.value.split("-")
    return f"Art. {number}({paragraph})({letter})"


def _held(entry: PersonalData, own: dict[str, int]) -> Held:
    about = {path.split("__")[0] for path in entry.exported} | {*entry.withheld, *entry.redacted, *entry.kept}
    return Held(
        name=capfirst(str(apps.get_model(entry.model)._meta.verbose_name_plural)),
        model=entry.model,
        columns=tuple(sorted(about)),
        at_erasure=_fate(entry),
        kept=_period(entry, own),
    )


def _fate(entry: PersonalData) -> str:
    if entry.is_deleted:
        return str(_("deleted"))
    said = [str(_("blanked: %s")) % ", ".join(sorted(entry.redacted))] if entry.redacted else []
    said += [f"{why} ({', '.join(names)})" for why, names in _by_reason(entry).items()]
    return "; ".join(said)


def _by_reason(entry: PersonalData) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for name, why in sorted(entry.kept.items()):
        reasons.setdefault(str(why), []).append(name)
    return reasons


def _period(entry: PersonalData, own: dict[str, int]) -> str:
    rule = entry.retention
    if rule is None:
        return str(_("as long as the record it is part of") if entry.kept else _("as long as the account"))
    days = periods.keep(rule, own).days
    kept = ngettext("{days} day", "{days} days", days).format(days=days)
    return f"{rule.what}: {kept}" if days else str(rule.what)


def retention_table() -> list[tuple[str, str, int]]:
    """List every period: code, what it covers, days."""
    own = periods.all_days()
    return [(rule.code, str(rule.what), periods.keep(rule, own).days) for rule in registry().retention]


HEADER = (
    "activity", "purpose", "legal basis", "people", "recipients", "table", "columns", "at erasure", "kept",
    "transfers", "security",
)  # fmt: skip


def lines() -> Iterator[tuple[object, ...]]:
    """List the record for a spreadsheet: the names of the columns, then one line per table."""
    yield HEADER
    for entry in entries():
        activity = entry.activity
        about = (activity.name, activity.purpose, entry.basis, activity.people, activity.recipients)
        for held in entry.tables:
            yield (*about, held.model, " ".join(held.columns), held.at_erasure, held.kept, TRANSFERS, SECURITY)


def as_markdown() -> str:
    """Write `docs/record-of-processing.md`."""
    said = [
        "# Record of processing activities",
        "",
        "Written from the declarations in each app's `personal_data` by `manage.py record_of_processing`; a test",
        "keeps it fresh. Periods are the defaults: a site's own are in its admin and on `/en/account/privacy/record/`.",
        "",
        f"Transfers: {TRANSFERS}.",
        f"Security: {SECURITY}.",
    ]
    for entry in entries():
        said += _section(entry)
    said += ["", "## Retention", "", "| code | covers | days |", "|---|---|---|"]
    said += [f"| `{code}` | {what} | {days} |" for code, what, days in retention_table()]
    return "\n".join(said) + "\n"


def _section(entry: Entry) -> list[str]:
    activity = entry.activity
    return [
        "",
        f"## {activity.name}",
        "",
        f"- Purpose: {activity.purpose}",
        f"- Legal basis: GDPR {entry.basis} ({activity.basis.label})",
        f"- People: {activity.people}",
        f"- Recipients: {activity.recipients or 'none'}",
        "",
        "| table | columns | at erasure | kept |",
        "|---|---|---|---|",
        *(f"| `{held.model}` | {', '.join(held.columns)} | {held.at_erasure} | {held.kept} |" for held in entry.tables),
    ]

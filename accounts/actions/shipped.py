"""What ships as TOML and becomes rows when a site is set up: privacy policy, optional purposes, ages of consent."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.actions import ages, policies
from accounts.enums import ChangeClass, Document
from accounts.models import PolicyVersion, Purpose, PurposeText

POLICY = Path(__file__).resolve().parent.parent / "policy"


@transaction.atomic
def load(*, now: datetime, source: Path = POLICY) -> PolicyVersion | None:
    """Publish the shipped privacy policy where there is none yet, and add the purposes and ages that are missing."""
    ages.load()
    _keep_purposes(_read(source / "purposes.toml"))
    if PolicyVersion.objects.of(Document.PRIVACY).exists():
        return None
    shipped = _read(source / "privacy.toml")
    version = policies.draft(
        document=Document.PRIVACY,
        number=shipped.pop("number"),
        change_class=ChangeClass.MATERIAL,
        wordings={language: policies.Wording(**said) for language, said in shipped.items()},
    )
    policies.publish(version=version, by=None, now=now)
    return version


def _keep_purposes(shipped: dict[str, Any]) -> None:  # a table of TOML
    for position, row in enumerate(shipped["purpose"], start=1):
        code, basis = row.pop("code"), row.pop("basis")
        purpose, is_new = Purpose.objects.get_or_create(code=code, defaults={"basis": basis, "position": position})
        if is_new:
            PurposeText.objects.bulk_create(
                PurposeText(purpose=purpose, language=language, **said) for language, said in row.items()
            )


def _read(path: Path) -> dict[str, Any]:  # a table of TOML
    return tomllib.loads(path.read_text(encoding="utf-8"))

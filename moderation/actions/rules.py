"""The comment rules and their nineteen grounds: loaded once, versioned for ever."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.html import escape

from accounts.actions import policies
from accounts.actions.policies import Wording
from accounts.enums import ChangeClass, Document
from accounts.models import PolicyVersion
from moderation.models import Clause, Ground

SHIPPED = Path(__file__).parent.parent / "policy" / "rules.toml"
#: The language in which everything ships.
SOURCE = "en"


@transaction.atomic
def load(*, now: datetime, source: Path = SHIPPED) -> PolicyVersion | None:
    """Publish the shipped rules where no version exists yet; grounds that are missing are added in any case."""
    shipped = tomllib.loads(source.read_text(encoding="utf-8"))
    for row in shipped["ground"]:
        _keep_ground(row)
    if PolicyVersion.objects.of(Document.RULES).exists():
        return None
    wordings = {language: _wording(shipped["rules"], language) for language, _name in settings.LANGUAGES}
    version = policies.draft(
        document=Document.RULES,
        number=shipped["rules"]["number"],
        change_class=ChangeClass.MATERIAL,
        wordings=wordings,
    )
    for language in wordings:
        Clause.objects.bulk_create(_clause(version, language, row) for row in shipped["ground"])
    policies.publish(version=version, by=None, now=now)
    return version


def _keep_ground(row: dict[str, Any]) -> None:  # a table of TOML
    Ground.objects.get_or_create(
        number=row["number"],
        defaults={
            "code": row["code"],
            "dsa_category": f"STATEMENT_CATEGORY_{row['dsa_category']}",
            "dsa_keyword": f"KEYWORD_{row['dsa_keyword']}",
        },
    )


def _wording(rules: dict[str, Any], language: str) -> Wording:  # a table of TOML
    said = rules.get(language, rules[SOURCE])
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in said["body"].strip().split("\n\n"))
    return Wording(title=said["title"], summary=said["summary"], body=paragraphs)


def _clause(version: PolicyVersion, language: str, row: dict[str, Any]) -> Clause:  # a table of TOML
    said = row.get(language, row[SOURCE])
    return Clause(
        version=version,
        ground_id=row["number"],
        language=language,
        heading=said["heading"],
        text=said["text"],
        letter=said["letter"],
        allowed=said.get("allowed", []),
        not_allowed=said.get("not_allowed", []),
    )

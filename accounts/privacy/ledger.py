"""The erasure ledger: who was erased and what ended, by keyed digest; kept beside the database, for restored backups.

A backup is older than the erasures after it, and so is the table of them inside it. The file in SHARED_DIR is not.
"""

import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from accounts.models import ErasedPerson, User
from accounts.privacy import keys

Thing = TypeVar("Thing")


def path() -> Path:
    return settings.SHARED_DIR / "erasures.jsonl"


def enter(*, person: User, now: datetime) -> None:
    """Note that this account was erased. A second time changes nothing."""
    enter_name(_name(person), now=now)


def enter_name(name: str, *, now: datetime) -> None:
    """Note that what bears this name was deleted for good."""
    key = keys.newest()
    entry = ErasedPerson(digest=key.digest(name), key_version=key.version, erased_at=now)
    ErasedPerson.objects.bulk_create([entry], ignore_conflicts=True)


def sync() -> None:
    """Make the file equal the table. Lines that only the file has are newer than a restored backup: they stay."""
    known = _lines()
    missing = [row for row in ErasedPerson.objects.order_by("pk") if row.digest not in known]
    if missing:
        lines = [json.dumps([row.digest, row.key_version, row.erased_at.isoformat()]) + "\n" for row in missing]
        _append(lines)


def take_in(*files: str) -> None:
    """Add the lines of other copies of the file: one of them may be newer than the rows that were restored."""
    known = _lines()
    fresh = {digest: line for file in files for digest, line in _read(file).items() if digest not in known}
    _append([json.dumps(line) + "\n" for line in fresh.values()])


def trim(*, before: datetime) -> None:
    """Drop lines older than every backup."""
    known = _lines().values()
    kept = [line for line in known if datetime.fromisoformat(line[2]) >= before]
    if len(kept) < len(known):
        fresh = path().with_suffix(".new")
        fresh.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8")
        fresh.replace(path())


def among(people: Iterable[User]) -> list[User]:
    """Pick out those whom the ledger, table or file, holds as erased."""
    return named((_name(person), person) for person in people)


def named(things: Iterable[tuple[str, Thing]]) -> list[Thing]:
    """Pick out, by their names, the things that the ledger holds."""
    known = {*_lines(), *ErasedPerson.objects.values_list("digest", flat=True)}
    if not known:
        return []
    return [thing for name, thing in things if not known.isdisjoint(keys.digests(name))]


def _name(person: User) -> str:
    return f"person:{person.public_id}"


def _append(lines: list[str]) -> None:
    """Add lines, on lines of their own even where a crash or a full disk left half a one."""
    with path().open("a+b") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            lines = lines if file.read(1) == b"\n" else ["\n", *lines]
        file.write("".join(lines).encode())


def _lines() -> dict[str, list[str]]:
    return _read(path().read_text(encoding="utf-8")) if path().exists() else {}


def _read(file: str) -> dict[str, list[str]]:
    """Read the lines by digest; one torn by a crash is passed over, the table still has it."""
    found = {}
    for line in file.splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue
        found[entry[0]] = entry
    return found

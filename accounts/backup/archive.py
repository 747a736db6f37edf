"""The encrypted file: how it is made, named, thrown away, and read again."""

import fcntl
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pyrage
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from accounts.backup import files as files_of
from accounts.backup import rows
from accounts.models import User
from accounts.privacy import ledger
from accounts.triggers import without_guards

FORMAT = 1
MANIFEST, TABLES, FILES = "manifest.json", "tables/", "files/"
NAME = "gazette-%Y%m%dT%H%M%SZ.zip.age"


class NoBackup(Exception):
    """The site cannot be saved as it is, or this file not be restored here; the message says what to do."""


def save(directory: Path, recipients: Iterable[str], *, now: datetime) -> Path:
    """Write everything into a new encrypted file of this directory, which is there whole or not at all.

    `recipients` are public keys (`age1…`): whoever has one of their secret keys can read it. Raises NoBackup.
    """
    keys = [_recipient(key) for key in recipients]
    if not keys:
        raise NoBackup("BACKUP_RECIPIENTS names no key. Make one: manage.py backup --new-key FILE")
    executor = _executor()
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NoBackup("The database is older than this version. Run first: manage.py set_up")
    directory.mkdir(parents=True, exist_ok=True)
    made = directory / now.astimezone(UTC).strftime(NAME)
    part = made.with_suffix(".part")
    with _workplace() as folder:
        for left in directory.glob("*.part"):
            left.unlink()
        plain = folder / "backup.zip"
        _pack(plain, now)
        pyrage.encrypt_file(str(plain), str(part), keys)
    part.replace(made)
    # newer than every backup, should this machine be lost: whom not to bring back
    if ledger.path().exists():
        shutil.copyfile(ledger.path(), directory / ledger.path().name)
    return made


def drop_old(directory: Path, keep: timedelta, *, now: datetime) -> int:
    """Delete the backups that are older than this, by their names; return how many."""
    old = [path for path, made in _made(directory) if made < now - keep]
    for path in old:
        path.unlink()
    return len(old)


def oldest(directory: Path) -> datetime | None:
    """Return the moment of the oldest backup there; None where there is none."""
    return min((made for _, made in _made(directory)), default=None)


def newest(directory: Path) -> datetime | None:
    """Return the moment of the newest backup there; None where there is none."""
    return max((made for _, made in _made(directory)), default=None)


def restore(path: Path, secrets: Iterable[str]) -> dict[str, Any]:  # the manifest, as JSON has it
    """Bring back what a backup holds, onto a site that holds nobody, and return its manifest.

    `secrets` are secret keys (`AGE-SECRET-KEY-…`). The database is left as the version that made the backup knew it, to
    be brought up to date and cleaned of whoever was erased since: by `manage.py set_up`, before the site opens. Raises
    NoBackup, with the tables as empty as before.
    """
    identities = [_identity(secret) for secret in secrets]
    with _workplace() as folder:
        plain = folder / "backup.zip"
        try:
            pyrage.decrypt_file(str(path), str(plain), identities)
        except (pyrage.DecryptError, OSError) as error:
            raise NoBackup(f"{path} cannot be read: it is damaged, or for another key ({error}).") from None
        try:
            with ZipFile(plain) as packed:
                return _unpack(packed, path.with_name(ledger.path().name))
        except (BadZipFile, KeyError, json.JSONDecodeError) as error:
            raise NoBackup(f"{path} holds no backup of Gazette: {error}") from None


def new_key() -> tuple[str, str]:
    """Make a pair of keys: what to encrypt for, and what decrypts."""
    secret = pyrage.x25519.Identity.generate()
    return str(secret.to_public()), str(secret)


def _pack(plain: Path, now: datetime) -> None:
    loader = _executor().loader
    tables: dict[str, str] = {}
    files: dict[str, str] = {}
    with ZipFile(plain, "w", ZIP_DEFLATED, compresslevel=6) as packed:
        with rows.snapshot():
            migrations = sorted(loader.applied_migrations.keys() & loader.graph.nodes.keys())
            for model in rows.kept(apps):
                label = model._meta.label_lower
                tables[label] = _write(packed, f"{TABLES}{label}.jsonl", rows.lines(model))
        for name, file in files_of.kept():
            files[name] = _write(packed, f"{FILES}{name}", iter(partial(file.read, 1 << 20), b""))
        manifest = {
            "format": FORMAT,
            "made_at": now.isoformat(),
            "migrations": migrations,
            "tables": tables,
            "files": files,
        }
        packed.writestr(MANIFEST, json.dumps(manifest, indent=1))


def _write(packed: ZipFile, name: str, chunks: Iterator[bytes]) -> str:
    """Write a file into the ZIP, and return its hash."""
    found = sha256()
    with packed.open(name, "w", force_zip64=True) as file:
        for chunk in chunks:
            found.update(chunk)
            file.write(chunk)
    return found.hexdigest()


def _unpack(packed: ZipFile, newer: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
    executor = _executor()
    applied = {(app, name) for app, name in manifest["migrations"]}
    _check(manifest, applied - executor.loader.graph.nodes.keys())
    nodes = executor.loader.graph.node_map
    newest = [name for name in sorted(applied) if applied.isdisjoint(child.key for child in nodes[name].children)]
    executor.migrate(newest)
    _load(packed, manifest["tables"], executor.loader.project_state(newest).apps)
    for name in manifest["files"]:
        with packed.open(FILES + name) as source:
            files_of.place(name, source)
    known = [packed.read(FILES + ledger.path().name).decode()] if ledger.path().name in manifest["files"] else []
    ledger.take_in(*known, *([newer.read_text(encoding="utf-8")] if newer.exists() else []))
    return manifest


def _check(manifest: dict[str, Any], unknown: set[tuple[str, str]]) -> None:
    """Refuse what cannot be restored here, before anything is touched."""
    if manifest["format"] != FORMAT:
        raise NoBackup(
            f"This backup is of format {manifest['format']}, which this version does not know. Update first."
        )
    if unknown:
        raise NoBackup(f"A version that has {'.'.join(max(unknown))} made this backup. Restore it with that one.")
    for name in manifest["files"]:
        if not files_of.is_within(name):
            raise NoBackup(f"{name} would lie outside SHARED_DIR.")
    if User._meta.db_table in connection.introspection.table_names() and User.objects.exists():
        raise NoBackup("There are people in this database. Name an empty one in DATABASE_URL, or move this one away.")


def _load(packed: ZipFile, tables: dict[str, str], state: StateApps) -> None:
    """Store the rows of all tables, and compare them with what was saved."""
    with without_guards(connection):
        rows.empty(state)
        for model in rows.kept(state):
            with packed.open(f"{TABLES}{model._meta.label_lower}.jsonl") as file:
                rows.load(model, file)
        rows.count_on(state)
        for model in rows.kept(state):
            if rows.digest(model) != tables[model._meta.label_lower]:
                raise NoBackup(f"The rows of {model._meta.label_lower} did not come back as they were.")


@contextmanager
def _workplace() -> Iterator[Path]:
    """Lend a folder beside the database for what is not encrypted; what a crash left there is gone first.

    Raises NoBackup while somebody else has it: theirs would be taken for what a crash left.
    """
    with (settings.VAR_DIR / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoBackup("Another backup or restoration is under way. Wait until it is done.") from None
        for left in settings.VAR_DIR.glob("backup-*"):
            shutil.rmtree(left)
        with TemporaryDirectory(dir=settings.VAR_DIR, prefix="backup-") as folder:  # for its owner alone
            yield Path(folder)


def _executor() -> MigrationExecutor:
    return MigrationExecutor(connection)


def _recipient(key: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError:
        raise NoBackup(f"{key} in BACKUP_RECIPIENTS is no public key of age. It begins with age1.") from None


def _identity(secret: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(secret.strip())
    except pyrage.IdentityError:
        raise NoBackup("That is no secret key of age. It is a line that begins with AGE-SECRET-KEY-.") from None


def _made(directory: Path) -> Iterator[tuple[Path, datetime]]:
    """List the backups of a directory, if there is one, and when each was made, by its name."""
    for path in directory.iterdir() if directory.is_dir() else ():
        with suppress(ValueError):
            yield path, datetime.strptime(path.name, NAME).replace(tzinfo=UTC)

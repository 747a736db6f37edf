"""A newsroom to save, a key, a place for backups, and an empty machine to restore them to."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing as closed
from io import StringIO
from pathlib import Path
from shutil import copyfile
from uuid import uuid4
from zipfile import ZipFile

import psycopg
import pyrage
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from moderation.actions import rules
from tests import migrated
from tests.accounts import making as accounts
from tests.moderation import making, shipping
from tests.processes import ROOT, server_url


@pytest.fixture
def secret(settings, tmp_path):
    """Configure a key and a directory; answer the secret key."""
    key = pyrage.x25519.Identity.generate()
    settings.BACKUP_RECIPIENTS = [str(key.to_public())]
    settings.BACKUP_DIR = tmp_path / "backups"
    return str(key)


@pytest.fixture
def newsroom(settings):
    """A site as it is after its set-up, with somebody, a comment, its decision and a photo's file."""
    for load in (rules.load, shipping.load):  # what takes longest of the set-up, which finds it done
        load(now=timezone.now())
    call_command("set_up", stdout=StringIO())
    written = making.comment(making.article(), author=making.accepting(accounts.person(name="Ada “Ω” Müller")))
    making.block(written.author, now=timezone.now())
    note = {"made_by": written.author, "made_at": timezone.now(), "public_at": timezone.now()}
    first = written.article.corrections.create(kind="correction", text="It was one.", **note)
    written.article.corrections.create(kind="correction", text="It was two.", supersedes=first, **note)
    path = settings.VAR_DIR / "media" / "photos" / "kept.avif"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\0a photo\xff")
    yield written
    path.unlink()


class Machine:
    """A machine that holds nobody yet."""

    def __init__(self, folder: Path, url: str) -> None:
        self.var, self.url = folder / "var", url

    def manage(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
        named = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": self.url,
            "VAR_DIR": str(self.var),
            "REDIS_URL": "",
        }
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=os.environ | named | more, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def restore(self, file: Path, secret: str) -> "subprocess.CompletedProcess[str]":
        self.var.mkdir(exist_ok=True)
        key = self.var.with_name("key")
        key.write_text(f"# a comment\n{secret}\n")
        return self.manage("restore", str(file), "--key", str(key))


@pytest.fixture
def machine(request, tmp_path):
    """Stand a machine beside the test's, with the same kind of database unless another is asked for.

    Its tables were made beforehand, for that takes long; `bare` asks for a database without any.
    """
    folder = tmp_path / "machine"
    folder.mkdir()
    asked = getattr(request, "param", "")
    if asked == "sqlite" or connection.vendor == "sqlite":
        if asked != "bare":
            copyfile(migrated.file(), folder / "restored.sqlite3")
        yield Machine(folder, f"sqlite:///{folder}/restored.sqlite3")
        return
    server, name = server_url(), f"restored_{uuid4().hex}"
    template = "template1" if asked == "bare" else migrated.database()
    with psycopg.connect(f"{server}/postgres", autocommit=True) as opened:
        opened.execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        yield Machine(folder, f"{server}/{name}")
        opened.execute(f"DROP DATABASE {name} WITH (FORCE)")


def opened(file: Path, secret: str, folder: Path) -> ZipFile:
    """Decrypt a backup as any tool for age does."""
    plain = folder / f"{file.name}.zip"
    pyrage.decrypt_file(str(file), str(plain), [pyrage.x25519.Identity.from_str(secret)])
    return ZipFile(plain)


def hashes(packed: ZipFile) -> dict[str, str]:
    return json.loads(packed.read("manifest.json"))["tables"]


def asked(machine, question):
    """Ask the database of another machine."""
    if machine.url.startswith("sqlite"):
        with closed(sqlite3.connect(machine.url.removeprefix("sqlite:///"))) as there, there:
            return there.execute(question).fetchall()
    with psycopg.connect(machine.url) as there:
        return there.execute(question).fetchall()

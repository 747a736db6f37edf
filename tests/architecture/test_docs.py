"""What the documentation says is true of the tree, and names nothing that a stranger does not have."""

import os
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/**/*.md"))]
#: Folders that tools make.
MADE = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
#: Files of a visitor's own, not of the tree.
EXAMPLES = {"message.eml", "/etc/gazette.env", "/srv/gazette"}

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#]+)")
CODE = re.compile(r"`([^`\n]+)`")
LIKE_A_PATH = re.compile(r"[\w./-]*/[\w./-]*\.(?:py|toml|html|css|js|md|csv|in|txt|conf|service)|\w+\.(?:py|toml)")


def tracked():
    """Every file of the tree but what tools made."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [one for one in folders if one not in MADE]
        yield from (Path(folder, name) for name in names if name not in MADE)


def packages(name):
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    return [re.split(r"[\[~=<>]", line)[0].strip() for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    assert [to for to in LINK.findall(page.read_text()) if not (page.parent / to).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_are_named_exist(page):
    names = {word for code in CODE.findall(page.read_text()) for word in code.split() if LIKE_A_PATH.fullmatch(word)}
    files = {str(path.relative_to(ROOT)) for path in tracked()}

    missing = [name for name in names - EXAMPLES if not any(f"/{path}".endswith(f"/{name}") for path in files)]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_are_named_exist(page):
    known = set(get_commands())
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    text = page.read_text()

    assert set(re.findall(r"manage\.py (\w+)", text)) <= known
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets


@pytest.mark.parametrize("name", ["run", "large", "dev"])
def test_every_dependency_has_its_line(name):
    table = "\n".join(
        line.split("|")[1].lower()
        for line in (ROOT / "docs" / "dependencies.md").read_text().splitlines()
        if line[:1] == "|"
    )
    assert [package for package in packages(name) if not re.search(rf"\b{re.escape(package.lower())}\b", table)] == []


def test_nothing_names_a_registry_or_a_path_of_somebodys_machine():
    hosts = [
        "pypi" + ".org",
        "python" + "hosted",
        "npm" + "js",
        "deb." + "debian",
        "/home/" + "work",
        "/" + "work/",
        "/opt/" + "pypi",
    ]
    found = []
    for path in tracked():
        if path.suffix in {".png", ".jpg", ".webp", ".npz", ".mo", ".woff2", ".avif", ".ico", ".jsonl"}:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in hosts if host in text]
    assert found == []

"""The statements that code and documents name are listed, and each that is listed is kept by somebody."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIST, ROADMAP = ROOT / "docs" / "requirements.md", ROOT / "docs" / "roadmap.md"
#: Where people write about the code; %A0 is a character in an address.
KINDS = ("*.py", "*.html", "*.js", "*.css")
FOLDERS = ("accounts", "articles", "config", "moderation", "templates", "tests")
STATEMENT = re.compile(r"(?<![%\w])(?:QP|QS|QW|QA|QR|A|C|V)\d{1,2}\b")


def kept() -> set[str]:
    """Name the statements that code says it keeps."""
    files = (path for folder in FOLDERS for kind in KINDS for path in (ROOT / folder).rglob(kind))
    return {one for path in files for one in STATEMENT.findall(path.read_text())}


def told() -> set[str]:
    """Name those that the documents speak of; the roadmap alone names what is not there yet."""
    pages = (path for path in (ROOT / "docs").rglob("*.md") if path not in (LIST, ROADMAP))
    return {one for path in pages for one in STATEMENT.findall(path.read_text())}


def listed() -> Iterator[str]:
    for first, last in re.findall(r"^\| (\w+)(?: – (\w+))? \|", LIST.read_text(), re.MULTILINE):
        kind, begin = re.fullmatch(r"([A-Z]+)(\d+)", first).groups()
        yield from (f"{kind}{number}" for number in range(int(begin), int(last.removeprefix(kind) or begin) + 1))


def test_what_is_named_is_listed_and_what_is_listed_is_kept_by_code():
    assert sorted(kept()) == sorted(listed())
    assert told() - kept() == set()

"""The tests' database is made anew when what migrations read has changed, and for nothing else."""

import ast

import pytest

from tests.migrated import SOURCES
from tests.processes import ROOT

APPS = ("accounts", "articles", "moderation", "config")
READ = {path for pattern in SOURCES for path in ROOT.glob(pattern)}


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*/migrations/*.py")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_a_migration_reads_nothing_that_the_tests_do_not_watch(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in APPS:
            module = ROOT / (node.module or "").replace(".", "/")
            found = module / "__init__.py" if module.is_dir() else module.with_suffix(".py")
            assert found in READ, f"{path.name} reads {found.relative_to(ROOT)}: add it to tests/migrated.py"

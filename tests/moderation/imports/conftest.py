import pytest

from tests.moderation import making
from tests.moderation.imports.exporting import lines


@pytest.fixture
def article():
    return making.article()


@pytest.fixture
def written(tmp_path):
    def write(*posts: str):
        path = tmp_path / "export.xml"
        path.write_text(lines(*posts))
        return path

    return write

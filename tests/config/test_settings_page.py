from pathlib import Path

from config import env


def test_the_settings_page_says_what_the_code_says():
    page = (Path(env.BASE_DIR) / "docs" / "settings.md").read_text(encoding="utf-8")
    assert env.as_markdown() in page

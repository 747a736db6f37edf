"""The browser of the system."""

import shutil

#: The headless build opens a page for a fifth of the other's processor time.
NAMES = "chromium-headless-shell", "chromium", "google-chrome"


def installed() -> str | None:
    """Return where Chromium is, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)

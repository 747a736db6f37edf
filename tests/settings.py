"""The site's own settings, on a developer's machine."""

import os

os.environ.setdefault("DEPLOYMENT", "development")

from config.settings import *  # noqa: F403 # the variable above decides what the settings are

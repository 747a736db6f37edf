#!/usr/bin/env python
"""Gazette's command line."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

#: Commands that read lines and write lines: they need no site, so that none has to be configured.
WITHOUT_SITE = {"screen", "evaluate_screening"}

if __name__ == "__main__":
    # As in a site's processes (config/wsgi.py): a third of what a command takes to begin went into looking for garbage.
    gc.set_threshold(20_000, 20, 50)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in WITHOUT_SITE:
        os.environ.setdefault("DEPLOYMENT", "development")
    execute_from_command_line(sys.argv)

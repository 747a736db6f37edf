"""The site's own settings, on a developer's machine, with files of its own for each test process."""

import gc
import os
import tempfile
from pathlib import Path

# As in a site's processes (config/wsgi.py): to look for garbage among all that is imported takes an eighth of the time.
gc.set_threshold(20_000, 20, 50)

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
os.environ.setdefault("DEPLOYMENT", "development")
os.environ.setdefault("SECOND_FACTOR_FOR", "")
if os.environ.get("REDIS_URL"):
    # A database of its own for each process: what one test touches or clears is no other's.
    number = int(WORKER.removeprefix("gw")) + 1 if WORKER.startswith("gw") else 0
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"
# Two checkouts on one machine may be tested at the same time.
CHECKOUT = Path(__file__).resolve().parents[1].name
os.environ["VAR_DIR"] = str(Path(tempfile.gettempdir()) / f"gazette-tests-{os.getuid()}" / CHECKOUT / WORKER)

from config.settings import *  # noqa: E402, F403 # the variables above decide what the settings are
from config.settings import CACHES, DATABASES, VAR_DIR  # noqa: E402 # as above

PASSWORD_HASHERS = ["tests.hashing.Light"]
CACHES["default"]["KEY_PREFIX"] = WORKER
# A file, as on a real site: threads and processes share it, locks and the journal are real.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    # A thread that ends takes its connection along, so that the test database can be dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

"""How the log is written: each line names its request, and none a key (accounts/safety/logs.py)."""

from typing import Any


def configuration(*, level: str, is_json: bool) -> dict[str, Any]:  # as logging.config takes it
    """Return what Django configures the log by: all of it to standard error, as lines for people or for programs."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"},
            "json": {"()": "accounts.safety.logs.Json"},
        },
        "filters": {
            "keys": {"()": "accounts.safety.logs.WithoutKeys"},
            "request": {"()": "accounts.safety.logs.OfRequest"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json" if is_json else "line",
                "filters": ["keys", "request"],
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        # It names the keys that people sign in with.
        "loggers": {"fido2": {"level": "WARNING"}},
    }

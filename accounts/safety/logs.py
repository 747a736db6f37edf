"""What the log is told and what not: a signed link is a key, and whoever reads a log is not its owner."""

import json
import re
from datetime import UTC, datetime
from logging import Filter, Formatter, LogRecord

from accounts import tracing

#: The signature of a link (django.core.signing) with what it signs.
SIGNED = re.compile(r"[\w=.-]+(?::[\w-]{6})?:[\w-]{43}(?![\w-])", re.ASCII)


class WithoutKeys(Filter):
    """Cut signed links out of what is said: Django names the path of every answer that is an error."""

    def filter(self, record: LogRecord) -> bool:
        """Let every record through, without keys."""
        said = record.getMessage()
        if SIGNED.search(said):
            record.msg, record.args = SIGNED.sub("…", said), None
        return True


class OfRequest(Filter):
    """Say for which request it happened, in the web server and in the worker alike (A36)."""

    def filter(self, record: LogRecord) -> bool:
        """Let every record through, with the id of its request."""
        record.request_id = tracing.current() or "-"
        return True


class Json(Formatter):
    """A line of JSON for each record: time (UTC), level, logger, message, request_id, and the error if there is one."""

    def format(self, record: LogRecord) -> str:
        """Write what programs read; what else a record carries, as the request itself, is left out."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
        }
        if record.exc_info:
            told["error"] = SIGNED.sub("…", self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)

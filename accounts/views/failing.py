"""What a person is told when the site fails: in words, and with what they typed (QR5)."""

import errno
import sys

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import get_template

from accounts import drafts

#: What passes by itself: the database is away, locked, full or read-only, the store of photos away, the disk full.
PASSING = (OperationalError, InterfaceError, InternalError, ConnectionError)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
RETRY_AFTER_SECONDS = 60


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what nobody caught (`handler500`), without database or session: 503 where it will pass, else 500."""
    error = sys.exception()
    is_passing = isinstance(error, PASSING) or (isinstance(error, OSError) and error.errno in FULL)
    try:
        texts = drafts.typed(request)
    except (OSError, MultiPartParserError, SuspiciousOperation):
        texts = []  # what was sent cannot be read, or is too much
    page = get_template("503.html" if is_passing else "500.html").render({"texts": texts})
    if is_passing:
        return HttpResponse(page, status=503, headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
    return HttpResponse(page, status=500)

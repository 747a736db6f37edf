"""What every template may ask about the publisher."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def publisher(_request: HttpRequest) -> dict[str, Any]:
    """Give the publisher's name and the two contact addresses, which stand wherever they are needed."""
    return {
        "publisher": {"name": settings.PUBLISHER_NAME},
        "contacts": {
            "moderators": settings.MODERATORS_CONTACT,
            "privacy": settings.PRIVACY_CONTACT,
            "authorities": settings.AUTHORITIES_CONTACT,
            "supervisor": settings.SUPERVISORY_AUTHORITY,
        },
    }

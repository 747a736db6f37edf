"""What members write, and where they send it."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.safety import form_tokens


def sent(fields: dict[str, str]) -> dict[str, str]:
    """Fill in a form that was opened a minute ago."""
    return {"post_token": form_tokens.issue(timezone.now() - timedelta(minutes=1))} | fields


def write(article) -> str:
    return reverse("moderation:submit", kwargs={"pk": article.pk})


def at(name, comment) -> str:
    return reverse(f"moderation:{name}", kwargs={"pk": comment.pk})

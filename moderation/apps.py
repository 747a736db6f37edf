from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    """The life of a comment."""

    name = "moderation"
    verbose_name = _("Moderation")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who a person is, what is held about them, and how it ends."""

    name = "accounts"
    verbose_name = _("Accounts")

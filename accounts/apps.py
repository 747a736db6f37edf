from django.apps import AppConfig
from django.core import checks
from django.core.signals import request_finished
from django.utils.translation import gettext_lazy as _

from accounts import tracing


class AccountsConfig(AppConfig):
    """Who a person is, what is held about them, and how it ends."""

    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import sign_ins  # noqa: PLC0415 # needs the loaded models
        from accounts.privacy.checks import everything_is_declared  # noqa: PLC0415 # as above

        checks.register(everything_is_declared)
        request_finished.connect(tracing.end)
        sign_ins.listen()

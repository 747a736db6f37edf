from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """What the newsroom publishes."""

    name = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        """Have every new connection know what the triggers of the search call."""
        from articles.search import index  # noqa: PLC0415 # the package asks models, which are there by now

        connection_created.connect(index.teach)

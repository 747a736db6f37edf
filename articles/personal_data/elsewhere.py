"""What browsers keep for those who read and write, and who else gets data of those who read."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.personal_data.elsewhere import LOCAL, UNTIL_CHANGED, host_of, is_elsewhere
from accounts.privacy.declarations import Recipient, Stored
from articles import embeds
from articles.push import is_offered, terms

STORED = [
    Stored(("text-size",), LOCAL, _("how large the text of articles is, where it was chosen"), UNTIL_CHANGED),
    Stored(
        ("unsaved:",),
        LOCAL,
        _("of who writes articles: a text that is not saved yet"),
        _("saved, thrown away, sign-out, or the next opening of a form after thirty days"),
        is_of_staff=True,
    ),
]
#: Services that stand in front of the site, by the setting that names them.
FRONTS = {"cloudflare": "Cloudflare", "fastly": "Fastly"}


def recipients() -> Iterator[Recipient]:
    """Name the store of photos, what stands in front of the site, push services, and services of cards."""
    if is_elsewhere(store := host_of(settings.MEDIA_STORE)):
        yield Recipient(store, _("photos of articles"), _("a photo is stored or shown for the first time"))
    if front := FRONTS.get(settings.PURGE_WITH):
        yield Recipient(front, _("every request of a reader, with the network address"), _("always"))
    if is_offered():
        yield Recipient(
            ", ".join(sorted(name.lstrip(".") for name in terms.terms().services)),
            _("sealed news that it cannot read, for the address that it gave the browser"),
            _("somebody has switched push news on; each browser has one of them"),
        )
    for name in settings.EMBEDS:
        provider = embeds.PROVIDERS[name]
        yield Recipient(
            f"{provider.company} ({provider.name})" if provider.company != provider.name else provider.name,
            _("the network address, and which site is read"),
            _("a reader presses “Load” on its card in an article"),
        )

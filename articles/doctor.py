"""Whether what the paper stands on is well: its store of photos, and the keys of push news (A61)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from accounts.doctor import Finding, ill, well
from articles.push import is_offered, vapid


def of_photos(_now: datetime) -> Iterator[Finding]:
    """Say whether the store of photos keeps a file and gives it back."""
    about, word = _("Photos"), str(uuid4()).encode()
    try:
        name = default_storage.save(f"doctor/{uuid4()}", ContentFile(word))
        with default_storage.open(name) as file:
            is_kept = file.read() == word
        default_storage.delete(name)
    except OSError as away:
        said = _("Their store does not answer: %(why)s.") % {"why": f"{type(away).__name__}: {away}"}
        yield ill(
            about, said, _("See that MEDIA_STORE names it with the right key, or that SHARED_DIR may be written.")
        )
        return
    if is_kept:
        yield well(about, _("Their store keeps a file and gives it back."))
    else:
        yield ill(
            about, _("Their store gives back something else."), _("See what stands between the site and its store.")
        )


def of_push(_now: datetime) -> Iterator[Finding]:
    """Say whether the two keys of push news belong together."""
    about = _("Push news")
    if not is_offered():
        yield well(about, _("It is not offered: there are no keys."))
    elif vapid.public_of(settings.PUSH_PRIVATE_KEY) == settings.PUSH_PUBLIC_KEY:
        yield well(about, _("Its keys belong together."))
    else:
        mend = _("Take both from one `manage.py make_push_keys`; readers then have to subscribe again.")
        yield ill(about, _("Its two keys do not belong together: no browser takes what is sent."), mend)

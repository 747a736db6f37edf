"""What accounts hold about people, third-party tables included."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data.elsewhere import STORED as STORED
from accounts.personal_data.elsewhere import recipients as recipients
from accounts.personal_data.members import MEMBERS
from accounts.personal_data.retention import RETENTION as RETENTION
from accounts.personal_data.work import WORK
from accounts.privacy.declarations import Leaving

PERSONAL_DATA = [*MEMBERS, *WORK]

NOT_PERSONAL = {
    "accounts.AgeOfConsent": _("an age by law"),
    "accounts.Breach": _("what happened to data, told without names"),
    "accounts.BreachNoticeText": _("words to everybody concerned"),
    "accounts.ChainEntry": _(
        "hashes over rows that are declared themselves, with a random salt each, which goes with the row’s words"
    ),
    "accounts.Checkpoint": _("hashes over hashes, and how many there are"),
    "accounts.ErasedPerson": _("a keyed digest of what was deleted; it names nobody"),
    "accounts.WorkerBeat": _("names a process"),
    "accounts.Duty": _("names a job"),
    "accounts.ConsentWording": _("words that were shown to everybody"),
    "accounts.Purpose": _("names a purpose"),
    "accounts.PurposeText": _("words for a purpose"),
    "accounts.PolicySnapshot": _("what the site declares to do with data, of nobody in particular"),
    "accounts.PolicyText": _("words of a policy"),
    "accounts.RetentionPeriod": _("a period"),
    "accounts.RetentionRun": _("counts"),
    "accounts.SignatureKey": _("a public key of the site"),
    "auth.Group": _("a role"),
    "auth.Group_permissions": _("what a role may do"),
    "auth.Permission": _("names an act"),
    "contenttypes.ContentType": _("names a table"),
    "socialaccount.SocialApp": _("the site's own registration with a provider"),
}

LEAVING = Leaving(before_erasure="accounts.privacy.archive.remove_files")

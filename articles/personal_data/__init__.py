"""What the newsroom's tables hold about people: who on the staff made what, and who gets its news."""

from django.utils.translation import gettext_lazy as _

from accounts.privacy.declarations import Leaving
from articles.personal_data import live, newsroom, planned, subscribers
from articles.personal_data.elsewhere import STORED as STORED
from articles.personal_data.elsewhere import recipients as recipients

PERSONAL_DATA = [*newsroom.PERSONAL_DATA, *live.PERSONAL_DATA, *planned.PERSONAL_DATA, *subscribers.PERSONAL_DATA]
RETENTION = [*newsroom.RETENTION, *planned.RETENTION, *subscribers.RETENTION]

NOT_PERSONAL = {
    "articles.Edition": _("names the paper in a language"),
    "articles.Section": _("names a part of the paper"),
    "articles.SectionName": _("names a part of the paper"),
    "articles.Tag": _("names what articles are about"),
    "articles.Tagging": _("says what an article is about"),
    "articles.OldAddress": _("leads from an earlier address to an article"),
    "articles.Provenance": _("says from which system an article or a photo was taken over"),
    "articles.Pick": _("leads from one article to another"),
    "articles.Likeness": _("leads from one article to another"),
    "articles.LinkHost": _("names another site"),
    "articles.LinkTarget": _("an address that articles lead to"),
    "articles.BulkItem": _("says what became of one of many articles"),
    "articles.Placement": _("says which article stands where, and when"),
    "articles.Digest": _("names an hour"),
    "articles.Issue": _("names a day"),
    "articles.Issue_articles": _("what an issue held"),
    "articles.Rendition": _("a photo in one size; the photo is declared"),
}

LEAVING = Leaving(before_erasure="articles.actions.subscriptions.forget", replayed="articles.actions.endings.replay")

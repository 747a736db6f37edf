"""What comments, reports and due process hold about people."""

from django.utils.translation import gettext_lazy as _

from accounts.personal_data.elsewhere import LOCAL, UNTIL_CHANGED
from accounts.privacy.declarations import Leaving, Stored
from moderation.personal_data import follows, retention
from moderation.personal_data.badges import BADGES
from moderation.personal_data.comments import COMMENTS
from moderation.personal_data.filters import FILTERS
from moderation.personal_data.harassments import HARASSMENT
from moderation.personal_data.imported import IMPORTED
from moderation.personal_data.mistakes import MISTAKES
from moderation.personal_data.misuse import MISUSE
from moderation.personal_data.process import PROCESS
from moderation.personal_data.sanctions import SANCTIONS
from moderation.personal_data.second import SECOND_JUDGEMENTS
from moderation.personal_data.settings import SETTINGS
from moderation.personal_data.webhooks import WEBHOOKS

PERSONAL_DATA = [
    *SETTINGS, *COMMENTS, *BADGES, *PROCESS, *SANCTIONS, *HARASSMENT, *MISUSE, *MISTAKES, *FILTERS,
    *follows.FOLLOWS, *IMPORTED, *SECOND_JUDGEMENTS, *WEBHOOKS,
]  # fmt: skip
RETENTION = [*retention.RETENTION, *follows.RETENTION]

NOT_PERSONAL = {
    "moderation.Ground": _("a ground of the rules"),
    "moderation.Clause": _("words of the rules"),
    "moderation.DiscussionDefault": _("how articles of a section are discussed"),
    "moderation.FollowRound": _("when letters about discussions went out"),
    "moderation.TakenFigures": _("counts of comments, decisions and letters, which name nobody"),
    "moderation.SampleRound": _("from which decisions some were drawn, and how many"),
    "moderation.Nudge": _("that somebody was asked to think again, not who, nor what they wrote"),
}

STORED = [
    Stored(("desk.keys",), LOCAL, _("of moderators: whether single keys act"), UNTIL_CHANGED, is_of_staff=True),
]

LEAVING = Leaving(
    closing="moderation.actions.leaving.hide",
    reopened="moderation.actions.leaving.show",
    before_erasure="moderation.actions.leaving.part",
    after_erasure="moderation.actions.leaving.erase",
    holds="moderation.actions.leaving.awaits_answer",
    restricted="moderation.actions.leaving.set_aside",
    released="moderation.actions.leaving.take_up",
    replayed="moderation.actions.follows.replay",
)

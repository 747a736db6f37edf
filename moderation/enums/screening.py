"""The closed lists of words of the screening."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScreeningAction(TextChoices):
    """What evidence asks for, as columns say it (moderation.screening.Action)."""

    NONE = "none", _("none")
    NUDGE = "nudge", _("ask the writer to think again")
    FLAG = "flag", _("publish and mark for a moderator")
    HOLD = "hold", _("hold for a moderator")
    REFUSE = "refuse", _("refuse until it is changed")


class Check(TextChoices):
    """What looks at a comment: the rules by their names, and what no rule gets to see."""

    WORDS = "words", _("listed words")
    PHRASES = "phrases", _("listed phrases")
    TOGETHER = "together", _("words that say much together")
    LEARNED = "learned", _("likeness to removed comments")
    PUBLISHER = "publisher", _("the publisher’s names")
    PERSONAL_DATA = "personal_data", _("personal data")
    LINKS = "links", _("links")
    ADVERTISING = "advertising", _("advertising")
    REPEATS = "repeats", _("copies")
    FLOOD = "flood", _("many comments at once")
    FORM = "form", _("programs that post")
    NONSENSE = "nonsense", _("nonsense")
    CAPITALS = "capitals", _("capitals")
    SENTENCES = "sentences", _("sentences")
    OFF_TOPIC = "off_topic", _("distance from the article")
    LANGUAGE = "language", _("language")
    LENGTH = "length", _("length")
    CHARACTERS = "characters", _("characters that show something else than they say")


#: What a rule's evidence may lead to; refusing is for entries of lists alone.
POLICY_ACTIONS = [(value, label) for value, label in ScreeningAction.choices if value != ScreeningAction.REFUSE]


class NudgeAnswer(TextChoices):
    """What a writer did who was asked to think again."""

    NONE = "none", _("nothing was sent")
    REVISED = "revised", _("revised")
    AS_IT_IS = "as-it-is", _("sent as it is")


class ListKind(TextChoices):
    """The newsroom's lists."""

    WORDS = "words", _("words")
    PHRASES = "phrases", _("phrases")
    CLASSES = "classes", _("classes of words")
    COMBINATIONS = "combinations", _("classes of words that say much together")
    EXCUSES = "excuses", _("what takes hostile words and phrases back")
    KNOWN_HOSTS = "known-hosts", _("well-known hosts")
    BAD_HOSTS = "bad-hosts", _("hosts of malicious software")
    SHORTENERS = "shorteners", _("link shorteners")
    ORDINARY = "ordinary", _("ordinary words spelt like listed ones of other languages")

"""The closed lists of words that code branches on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """What the ledger says of a comment. Withdrawn and erased are facts of their own, with their own columns."""

    HELD = "held", _("held")
    PUBLISHED = "published", _("published")
    REMOVED = "removed", _("removed")


class Measure(TextChoices):
    """What was decided. The first group moves a comment, the second an account, the third answers a letter."""

    PUBLISH = "publish", _("publish")
    HOLD = "hold", _("hold")
    KEEP = "keep", _("leave up")
    REMOVE = "remove", _("remove")
    RESTORE = "restore", _("restore")
    REDACT = "redact", _("redact")

    WARN = "warn", _("warn the author")
    SUSPEND = "suspend", _("suspend from commenting")
    BLOCK = "block", _("block the account")
    CLOSE = "close", _("delete the account")
    LIFT = "lift", _("lift the sanction")
    ANNUL = "annul", _("annul the sanction")

    UPHOLD = "uphold", _("uphold")


#: Measures that restrict a person, a warning until it is acknowledged: each needs a ground and a statement of reasons
#: (DSA Art. 17).
RESTRICTIONS = (
    Measure.REMOVE, Measure.REDACT, Measure.WARN, Measure.SUSPEND, Measure.BLOCK, Measure.CLOSE,
)  # fmt: skip
#: What a person is told or kept from for a time, before anybody thinks of a block. It counts towards no second block.
MILDER = (Measure.WARN, Measure.SUSPEND)
#: Measures that only a person may take (GDPR Art. 22).
HUMAN_MEASURES = (
    Measure.REMOVE, Measure.RESTORE, Measure.REDACT, Measure.KEEP,
    Measure.WARN, Measure.SUSPEND, Measure.BLOCK, Measure.CLOSE, Measure.LIFT, Measure.ANNUL, Measure.UPHOLD,
)  # fmt: skip
#: What is decided about many comments at once, and can be taken back at once.
SWEPT = (Measure.PUBLISH, Measure.KEEP, Measure.REMOVE, Measure.REDACT)
ACCOUNT_MEASURES = (*MILDER, Measure.BLOCK, Measure.CLOSE, Measure.LIFT, Measure.ANNUL)


class Source(TextChoices):
    """What led to a decision (DSA Art. 17(3)(b))."""

    OWN_INITIATIVE = "own", _("own initiative")
    REPORT = "report", _("a reader's report")
    NOTICE = "notice", _("a notice of illegal content")
    COMPLAINT = "complaint", _("a letter from the person concerned")


class Omission(TextChoices):
    """Why a restriction has no statement of reasons (DSA Art. 17(2), 17(5))."""

    SPAM_CAMPAIGN = "spam", _("deceptive high-volume commercial content")
    ORDER = "order", _("order of an authority")


class CaseKind(TextChoices):
    """What stands in the moderators' queue."""

    COMMENT = "comment", _("comment")
    CAMPAIGN = "campaign", _("near-copies")
    LETTER = "letter", _("letter")
    HEARING = "hearing", _("hearing")
    HARASSMENT = "harassment", _("harassment of a moderator")


class HarassmentOutcome(TextChoices):
    """What came of a case about harassment of a moderator (C67)."""

    FOUND = "found", _("harassment")
    NONE = "none", _("no harassment")
    GONE = "gone", _("not decided: the account was erased")


class BlockMode(TextChoices):
    """How a block comes about (settings.BLOCK_MODE, due-process D08)."""

    IMMEDIATE = "immediate", _("at once, with reasons")
    HEARING = "hearing", _("after a hearing")


class HearingOutcome(TextChoices):
    """What came of a hearing before a block (V43)."""

    BLOCKED = "blocked", _("the account was blocked")
    SUSPENDED = "suspended", _("suspension from commenting")
    WARNED = "warned", _("warning")
    NOTHING = "nothing", _("no measure")
    OVERTAKEN = "overtaken", _("ended by a measure that could not wait")
    GONE = "gone", _("not decided: the account was erased")


class SanctionKind(TextChoices):
    BLOCK = "block", _("block")
    CLOSURE = "closure", _("account deletion")


class SanctionState(TextChoices):
    """Where a sanction stands. A lifted one still counts towards the second, an annulled one does not."""

    IN_FORCE = "in-force", _("in force")
    LIFTED = "lifted", _("lifted")
    ANNULLED = "annulled", _("annulled")


class AppealKind(TextChoices):
    RESTORATION = "restoration", _("restoration of access")
    REVIEW = "review", _("review of a sanction")
    COMPLAINT = "complaint", _("complaint about a decision")


class AppealState(TextChoices):
    INCOMPLETE = "incomplete", _("incomplete: waiting for the person")
    OPEN = "open", _("open")
    DECIDED = "decided", _("decided")


class AppealOutcome(TextChoices):
    """How a letter was answered (DSA Art. 20(5); due-process V13)."""

    UPHELD = "upheld", _("decision upheld")
    LIFTED = "lifted", _("sanction lifted")
    ANNULLED = "annulled", _("decision annulled")
    PARTLY = "partly", _("decision changed in part")
    OMITTED = "omitted", _("not decided")


class Who(TextChoices):
    """Who did something about a decision, or is to: a role, never a name (C87)."""

    PERSON = "person", _("the person concerned")
    MODERATOR = "moderator", _("a moderator")
    ANOTHER = "another", _("another moderator")
    RULE = "rule", _("the rule, by itself")
    SITE = "site", _("the site")


class Channel(TextChoices):
    """How a letter reached us."""

    FORM = "form", _("form")
    EMAIL = "email", _("e-mail")
    PAPER = "paper", _("paper")


class ScanKind(TextChoices):
    """As what a scanned letter is kept."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", _("picture")

    @property
    def ending(self) -> str:
        return "jpg" if self == ScanKind.JPEG else str(self.value)

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self == ScanKind.JPEG else "application/pdf"


class SealReason(TextChoices):
    """What the sealed copy of an erased text is kept for."""

    REPORTED = "reported", _("a report on it waits for a decision")
    LETTER = "letter", _("a letter about it waits for an answer")
    DECIDED = "decided", _("the decision about it can still be contested")


class ReportKind(TextChoices):
    GROUND = "ground", _("breaks a rule")
    ILLEGAL = "illegal", _("illegal content")


class ReportOutcome(TextChoices):
    OPEN = "open", _("undecided")
    REMOVED = "removed", _("the comment was removed")
    KEPT = "kept", _("the comment was left up")
    DUPLICATE = "duplicate", _("already decided on an earlier report")
    GONE = "gone", _("not decided: the comment was erased with its author’s account")
    UNFOUNDED = "unfounded", _("unfounded: the removal was wrong and has been undone")


class MisuseStep(TextChoices):
    """What is done about somebody who sends manifestly unfounded reports again and again (DSA Art. 23(2))."""

    WARNING = "warning", _("warning")
    PAUSE = "pause", _("pause")


class MistakeState(TextChoices):
    """What has become of a mistake that somebody reported in an article (C85)."""

    OPEN = "open", _("open")
    CORRECTED = "corrected", _("corrected")
    NO_MISTAKE = "no-mistake", _("no mistake")
    DUPLICATE = "duplicate", _("reported before")


class SecondVerdict(TextChoices):
    """What a moderator who does not see the first decision would have done (C80)."""

    PUBLISH = "publish", _("let it stand")
    REMOVE = "remove", _("remove it")
    CANNOT_TELL = "cannot-tell", _("cannot tell")
    #: Not offered as a judgement: the decision is left to somebody else.
    KNOWN = "known", _("knows how it was decided")


class Discussion(TextChoices):
    """Whether and how an article may be commented on (C24)."""

    OPEN = "open", _("open")
    HELD = "held", _("every comment waits for a moderator")
    LINKS_HELD = "links-held", _("comments with links wait for a moderator")
    SLOW = "slow", _("slow: a pause between two comments of one person")
    READ_ONLY = "read-only", _("read only")
    CLOSED = "closed", _("closed and hidden")


class Part(TextChoices):
    """What a comment is where experts answer readers (C56); any other has none."""

    QUESTION = "question", _("question")
    ANSWER = "answer", _("answer")


class Pace(TextChoices):
    """How often somebody who follows a discussion is written to. The first gathers what comes within ten minutes."""

    INSTANT = "instant", _("at once")
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("once a week")


class FollowAct(TextChoices):
    """What happened to the following of a discussion."""

    GIVEN = "given", _("confirmed")
    CHANGED = "changed", _("changed")
    ENDED = "ended", _("ended by the reader")
    RETURNED = "returned", _("ended: the mailbox takes no letters")
    STOPPED = "stopped", _("ended by the staff, as asked")
    OVER = "over", _("ended: the discussion is over, or the account is blocked")


class Order(TextChoices):
    """How a reader sorts a thread; the address keeps it (C4)."""

    OLDEST = "oldest", _("oldest first")
    NEWEST = "newest", _("newest first")
    REPLIES = "replies", _("most replied first")
    APPRECIATED = "appreciated", _("most appreciated first")
    CHOSEN = "chosen", _("editor’s choice")

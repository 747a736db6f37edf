"""The closed lists of words that code branches on."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where an article stands in the newsroom. Scheduled and expired are not here: they are read off the clock."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    UNPUBLISHED = "unpublished", _("unpublished")


class State(TextChoices):
    """What an article is at a moment: its status, read with the clock (A6)."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    EXPIRED = "expired", _("expired")
    UNPUBLISHED = "unpublished", _("unpublished")


class Act(TextChoices):
    """What people do to an article."""

    REVISE = "revise", _("revise")
    SUBMIT = "submit", _("submit for review")
    APPROVE = "approve", _("approve")
    RETURN = "return", _("return to the author")
    PUBLISH = "publish", _("publish")
    UNPUBLISH = "unpublish", _("unpublish")
    CORRECT = "correct", _("record a correction")
    DISCLOSE = "disclose", _("show readers what changed")
    CONCEAL = "conceal", _("show what changed no more")
    PLAN = "plan", _("plan the times")
    EMBARGO = "embargo", _("set an embargo")
    LIFT = "lift", _("lift or shorten the embargo")
    COVER = "cover", _("run the live blog")
    ENTER = "enter", _("write in the live blog")


class BulkAct(TextChoices):
    """What is done to many articles at once (A54). What needs words or times of each article's own is not among it."""

    SUBMIT = "submit", _("Submit for review")
    APPROVE = "approve", _("Approve")
    RETURN = "return", _("Return to the author")
    PUBLISH = "publish", _("Publish")
    UNPUBLISH = "unpublish", _("Take back from readers")
    TAG = "tag", _("Put a tag on")
    UNTAG = "untag", _("Take a tag off")
    MOVE = "move", _("Move to a section")


class Outcome(TextChoices):
    """What became of one of them."""

    WAITING = "waiting", _("to go")
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")


class Thing(TextChoices):
    """What besides articles and tags the newsroom changes."""

    PHOTO = "photo", _("photo")
    SECTION = "section", _("section")
    EDITION = "edition", _("edition")
    FRONT = "front", _("front page")
    LOG = "log", _("log")
    LINK = "link", _("link")
    NOTE = "note", _("note on a text")
    BRIEF = "brief", _("planned story")


class Deed(TextChoices):
    """What people do to such a thing."""

    ADD = "add", _("add")
    CHANGE = "change", _("change")
    REPLACE = "replace", _("replace everywhere")
    REMOVE = "remove", _("remove")
    EXPORT = "export", _("take a copy")
    LEAVE = "leave", _("leave as it is")
    RESUME = "resume", _("name again")
    ANSWER = "answer", _("answer")
    RESOLVE = "resolve", _("resolve")
    REOPEN = "reopen", _("open again")
    DROP = "drop", _("drop")
    TAKE_UP = "take-up", _("take up again")
    BEGIN = "begin", _("begin the article")


class Stage(TextChoices):
    """How far a story is, as the board shows it (A40): read off its article, never stored."""

    PLANNED = "planned", _("planned")
    IN_PROGRESS = "in-progress", _("in progress")
    IN_REVIEW = "in-review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")


class Occasion(TextChoices):
    """What a story has on a day of the calendar (A40)."""

    DUE = "due", _("due by")
    APPEARS = "appears", _("appears")
    APPEARED = "appeared", _("appeared")
    EMBARGO = "embargo", _("embargo ends")


class Due(TextChoices):
    """Which stories the board is to show, by when they are due (A40)."""

    OVERDUE = "overdue", _("overdue")
    TODAY = "today", _("today")
    WEEK = "week", _("within seven days")
    OPEN = "open", _("no time set")


class Slot(IntegerChoices):
    """Places of a front page that are planned, in the order in which they are read; below them the newest follow."""

    LEAD = 1, _("lead")
    SECOND = 2, _("second place")
    THIRD = 3, _("third place")
    FOURTH = 4, _("fourth place")


class TagAct(TextChoices):
    """What people do to a tag."""

    MAKE = "make", _("make")
    RENAME = "rename", _("rename")
    MERGE = "merge", _("merge")


class CorrectionKind(TextChoices):
    """What a correction is to readers."""

    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    ADDITION = "addition", _("Update")
    RETRACTION = "retraction", _("Retraction")


class Trouble(TextChoices):
    """What stood in the way of looking at a link."""

    UNREACHABLE = "unreachable", _("nobody answers there")
    CLOSED = "closed", _("it leads where no reader can go")
    CIRCLE = "circle", _("it leads on and on")
    ROBOTS = "robots", _("the site wants no programs there")


class Cadence(TextChoices):
    """How often a digest comes."""

    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("once a week")


class SubscriptionAct(TextChoices):
    """What happened to a subscription of the digest."""

    GIVEN = "given", _("confirmed")
    CHANGED = "changed", _("changed")
    ENDED = "ended", _("ended by the reader")
    RETURNED = "returned", _("ended: the mailbox takes no letters")
    STOPPED = "stopped", _("ended by the staff, as asked")


class Point(TextChoices):
    """What the checklist asks for (A15)."""

    TITLE = "title", _("a title")
    LENGTH = "length", _("a title that is not too long")
    SUMMARY = "summary", _("a summary")
    BODY = "body", _("a text")
    DESCRIPTION = "description", _("a description of the photo")
    CREDIT = "credit", _("the maker of the photo")
    LINKS = "links", _("links that lead somewhere")
    SECTION = "section", _("a section that the edition names")
    TIME = "time", _("times that can be kept")


class Lacking(TextChoices):
    """What a story can lack in an edition (A67)."""

    SUMMARY = "summary", _("summary")
    DESCRIPTION = "description", _("description of the photo")
    TRANSLATION = "translation", _("translation")


class Right(TextChoices):
    """What a role in the newsroom permits; each is a permission of `articles`."""

    WRITE = "add_article", _("write articles of one's own")
    EDIT = "edit_article", _("edit other people's articles")
    APPROVE = "approve_article", _("approve articles and return them")
    PUBLISH = "publish_article", _("publish articles")
    PUSH = "push_article", _("send news to readers’ devices")
    WITHDRAW = "withdraw_article", _("take published articles back")
    TAG = "edit_tag", _("make, rename and merge tags")


class Role(TextChoices):
    """Who people are in the newsroom: groups of permissions."""

    REPORTER = "reporter", _("reporter")
    EDITOR = "editor", _("editor")
    PUBLISHER = "publisher", _("publisher")


class Direction(TextChoices):
    """How a language is written."""

    LEFT_TO_RIGHT = "ltr", _("left to right")
    RIGHT_TO_LEFT = "rtl", _("right to left")


class ImageFormat(TextChoices):
    """Formats a photo is offered in, best first."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpeg"


class Ratio(TextChoices):
    """Shapes a photo is cut to for those who show it elsewhere (A27)."""

    SQUARE = "1:1", "1:1"
    STANDARD = "4:3", "4:3"
    WIDE = "16:9", "16:9"

"""Followed discussions at the desk: those of one address, with a reason that is kept."""

from datetime import datetime

from django.contrib import admin
from django.utils.translation import gettext_lazy

from articles.admin.subscription import ByAddress
from moderation.actions import follows
from moderation.enums import FollowAct
from moderation.models import Follow


@admin.register(Follow)
class FollowAdmin(ByAddress):
    """What somebody follows who asks; how many follow a discussion is said beside the discussion."""

    what = "followed discussions"
    page_title = gettext_lazy("Discussions that an address follows")
    loaded = ("article", "root")
    page = "admin/moderation/follow/find.html"

    def end(self, row: Follow, now: datetime) -> None:
        follows.end(follow=row, now=now, act=FollowAct.STOPPED)

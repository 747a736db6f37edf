"""What the newsroom's pages say of what waits."""

from urllib.parse import unquote

from django import template
from django.utils import timezone

from accounts.models import User
from articles.models import Link
from articles.reach import reach

register = template.Library()

register.filter("readable", unquote)  # an address as people read it: with letters, not with their codes


@register.simple_tag(takes_context=True)
def dead_links(context: template.Context) -> int:
    """Count the dead links that wait to be mended in the person's part of the paper."""
    person = context["user"]
    if not isinstance(person, User):
        return 0
    held = reach(person, "articles.view_link").within("article")
    return Link.objects.to_mend(timezone.now()).filter(held).count()

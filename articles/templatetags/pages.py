"""Tags for pages that are made once for everybody (articles.pages)."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.pages import holes

register = template.Library()


class MemberNode(template.Node):
    """Both sides of a place that differs for members and visitors."""

    def __init__(self, member: NodeList, visitor: NodeList) -> None:
        self.member, self.visitor = member, visitor

    def render(self, context: Context) -> SafeString:
        sides = (
            holes.mark(holes.MEMBER),
            self.member.render(context),
            holes.mark(holes.VISITOR),
            self.visitor.render(context),
            holes.mark(holes.END),
        )
        return mark_safe("".join(sides))  # noqa: S308 # rendered node lists are escaped already


@register.tag("member")
def member(parser: Parser, _token: Token) -> MemberNode:
    """`{% member %}for members{% visitor %}for visitors{% endmember %}`: both are kept, one is served."""
    for_member = parser.parse(("visitor", "endmember"))
    for_visitor = NodeList()
    if parser.next_token().contents == "visitor":
        for_visitor = parser.parse(("endmember",))
        parser.delete_first_token()
    return MemberNode(for_member, for_visitor)


@register.simple_tag(takes_context=True)
def hole(context: Context, name: str) -> SafeString:
    """Mark a place that is filled for each reader: "reader" (the account menu), "name", or "csrf" (a form's tokens)."""
    if name == "reader":
        return _account_menu(context)
    marks = {"name": holes.NAME, "csrf": holes.TOKEN}
    return mark_safe(holes.mark(marks[name]))  # noqa: S308 # our own mark


def _account_menu(context: Context) -> SafeString:
    menu = "components/_account_menu.html"
    inputs = {"language": context.get("LANGUAGE_CODE", "")}
    sides = (
        holes.mark(holes.MEMBER),
        render_to_string(menu, inputs | {"name": mark_safe(holes.mark(holes.NAME))}),  # noqa: S308 # our own mark
        holes.mark(holes.VISITOR),
        render_to_string(menu, inputs),
        holes.mark(holes.END),
    )
    return mark_safe("".join(sides))  # noqa: S308 # rendered templates are escaped already

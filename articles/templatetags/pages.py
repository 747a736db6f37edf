"""Tags for pages that are made once for everybody (articles.pages)."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.pages import holes, stencils
from articles.paper import Paper, paper

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


class LastingNode(template.Node):
    """A piece of the frame, kept as finished text as long as the paper's frame is the same."""

    def __init__(self, inner: NodeList, inputs: list[FilterExpression]) -> None:
        self.inner, self.inputs = inner, inputs
        self._kept: dict[tuple[object, ...], tuple[Paper, SafeString]] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), *(given.resolve(context) for given in self.inputs))
        frame, kept = paper(), self._kept.get(key)
        if kept and kept[0] is frame:
            return kept[1]
        made = self.inner.render(context)
        if kept or len(self._kept) < MOST_LASTING:
            self._kept[key] = (frame, made)
        return made


#: Kept versions of one piece: languages times sections. What a reader sends is never an input.
MOST_LASTING = 500


@register.tag("lasting")
def lasting(parser: Parser, token: Token) -> LastingNode:
    """`{% lasting edition.language %}…{% endlasting %}`: a piece that depends on the paper's frame, the language of the
    page and the inputs named, and on nothing else.
    """
    inputs = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inner = parser.parse(("endlasting",))
    parser.delete_first_token()
    return LastingNode(inner, inputs)


class ApartNode(template.Node):
    """A piece that is made for each page, where the template around it is rendered once for many (`stencils`)."""

    def __init__(self, inner: NodeList) -> None:
        self.inner = inner

    def render(self, context: Context) -> SafeString:
        return mark_safe(stencils.render_apart(self.inner, context))  # noqa: S308 # a rendered node list, or our own mark


@register.tag("apart")
def apart(parser: Parser, _token: Token) -> ApartNode:
    """`{% apart %}…{% endapart %}`: a piece that depends on more than the texts that its template is told to show."""
    inner = parser.parse(("endapart",))
    parser.delete_first_token()
    return ApartNode(inner)


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

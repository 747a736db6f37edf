import gzip

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from articles.pages import holes
from articles.pages.splice import Spliced

SIDES = "{% load pages %}a{% member %}[{% hole 'name' %}|{% hole 'csrf' %}]{% visitor %}sign in{% endmember %}z"


def rendered(source: str) -> holes.Holed:
    return holes.cut(Template(source).render(Context()).encode())


def test_a_visitor_sees_the_visitors_side():
    assert rendered(SIDES).visitor == b"asign inz"


def test_a_member_sees_the_members_side_with_name_and_tokens():
    holed = rendered(SIDES)
    filled = holes.values("<Zoë>", lambda: "TOKEN", holed.marks)
    page = holes.join(holed, filled).decode()
    assert page.startswith('a[&lt;Zoë&gt;|<input type="hidden" name="csrfmiddlewaretoken" value="TOKEN">')
    assert page.endswith("]z")


def test_no_token_is_made_where_no_form_needs_one():
    def never() -> str:
        raise AssertionError

    holed = rendered("{% load pages %}{% member %}{% hole 'name' %}{% endmember %}")
    assert holes.join(holed, holes.values("Zoë", never, holed.marks)) == "Zoë".encode()


def test_a_text_cannot_contain_a_mark():
    """A writer who knows how marks look does not know their key."""
    page = Template("{{ text }}").render(Context({"text": holes.mark("name")}))
    assert holes.cut(page.encode()).marks == ()


@given(pieces=st.lists(st.binary(max_size=2000), min_size=1, max_size=6), data=st.data())
def test_a_spliced_page_unpacks_to_its_parts(pieces, data):
    values = [data.draw(st.binary(max_size=200)) for _ in pieces[1:]]
    whole = b"".join(part for pair in zip(pieces, [*values, b""], strict=True) for part in pair)
    assert gzip.decompress(Spliced(pieces).gzip(values)) == whole

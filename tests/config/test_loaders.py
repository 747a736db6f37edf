"""What is left of a template when it is read."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

from config.loaders import tidied


@pytest.mark.parametrize(
    ("source", "read"),
    [
        pytest.param("<p>\n  {% if x %}\n    a\n  {% endif %}\n</p>", "<p>\n{% if x %}    a\n{% endif %}</p>", id="if"),
        pytest.param(
            "a\n{% for x in y %}\nb\n{% endfor %}\nc", "a\n{% for x in y %}b\n{% endfor %}c", id="words apart"
        ),
        pytest.param("  {# why #}\n<p>", "{# why #}<p>", id="a comment"),
        pytest.param("<p>\n  {{ x }}\n</p>", "<p>\n{{ x }}\n</p>", id="what may be empty has no indent"),
        pytest.param('a\n  {% include "b" %}\nc', 'a\n{% include "b" %}\nc', id="what prints keeps its line"),
        pytest.param(
            "{% blocktranslate %}\n  {{ a }}\n  b{% endblocktranslate %}",
            "{% blocktranslate %}\n  {{ a }}\n  b{% endblocktranslate %}",
            id="words for translators",
        ),
        pytest.param(
            "{% blocktranslate %}a{% endblocktranslate %}{% endif %}\n  {% if x %}b{% endif %}\n",
            "{% blocktranslate %}a{% endblocktranslate %}{% endif %}\n{% if x %}b{% endif %}\n",
            id="a sentence and the next stay apart",
        ),
        pytest.param(
            "{% blocktranslate %}a{% endblocktranslate %} {{ b }}",
            "{% blocktranslate %}a{% endblocktranslate %} {{ b }}",
            id="a sentence and what follows in its line stay apart",
        ),
    ],
)
def test_a_line_of_tags_leaves_no_line(source, read):
    assert tidied(source) == read


def test_templates_are_read_so():
    loaders = engines["django"].engine.template_loaders[0].loaders
    assert [type(one).__module__ for one in loaders] == ["config.loaders", "config.loaders"]
    assert "APP_DIRS" not in settings.TEMPLATES[0]


def test_a_letter_keeps_its_lines():
    loader = engines["django"].engine.template_loaders[0].loaders[0]
    [origin] = loader.get_template_sources("accounts/mail/account_changed.txt")
    assert loader.get_contents(origin) == Path(origin.name).read_text(encoding="utf-8")

import pytest
from django.urls import reverse

from articles.actions import corrections
from articles.actions.corrections import Note
from articles.enums import Act, CorrectionKind, Role
from articles.models import Correction
from tests.articles import making
from tests.articles.admin.asking import address, filled, written

pytestmark = pytest.mark.django_db
ADD = "admin:articles_correction_add"


def typed(article, **changes) -> dict:
    return {"article": article.pk, "kind": "correction", "text": "It was Monday."} | changes


def of(correction: Correction, page: str = "change") -> str:
    return reverse(f"admin:articles_correction_{page}", args=[correction.pk])


def test_an_editor_records_a_correction_from_the_articles_form(desk):
    client, article = desk(Role.EDITOR), making.article()
    form = f"{reverse(ADD)}?article={article.pk}"
    assert f'href="{form}"' in client.get(address(article)).content.decode()
    assert f'value="{article.pk}"' in client.get(form).content.decode()

    answer = client.post(form, typed(article))

    made = Correction.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, address(article))
    assert (made.article, made.text, made.made_by, made.public_at) == (
        article,
        "It was Monday.",
        client.person,
        making.NOW,
    )
    assert f'<a href="{of(made)}">' in client.get(address(article)).content.decode()


def test_a_reporter_reads_corrections_and_records_none(desk):
    client, article = desk(Role.REPORTER), making.article()
    made = corrections.record(
        article=article, note=Note(CorrectionKind.ADDITION, "More."), by=making.staff(Role.EDITOR), now=making.NOW
    )
    assert client.post(reverse(ADD), typed(article)).status_code == 403
    assert client.post(of(made), typed(article)).status_code == 403
    assert "More." in client.get(of(made)).content.decode()
    assert reverse(ADD) not in client.get(address(article)).content.decode()
    assert Correction.objects.get() == made


def test_what_readers_have_seen_has_no_form(desk):
    client, article = desk(Role.PUBLISHER), making.article()
    client.post(reverse(ADD), typed(article))
    made = Correction.objects.get()
    page = client.get(of(made)).content.decode()
    assert "It was Monday." in page
    assert "<textarea" not in page
    assert client.post(of(made), typed(article, text="Never.")).status_code == 403
    assert client.post(of(made, "delete"), {"post": "yes"}).status_code == 403
    assert Correction.objects.get().text == "It was Monday."


def test_what_nobody_has_seen_is_changed_and_deleted(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    client.post(reverse(ADD), typed(article))
    made = Correction.objects.get()
    client.post(of(made), typed(article, text="It was Tuesday."))
    made.refresh_from_db()
    assert (made.text, made.public_at) == ("It was Tuesday.", None)
    client.post(of(made, "delete"), {"post": "yes"})
    assert not Correction.objects.exists()
    assert list(article.events.filter(act=Act.CORRECT).values_list("made_by", flat=True)) == [client.person.pk] * 3


def test_only_the_articles_own_public_notes_are_superseded(desk):
    client, article, other = desk(Role.EDITOR), making.article(), making.article()
    client.post(reverse(ADD), typed(article, text="First."))
    first = Correction.objects.get()

    page = client.post(reverse(ADD), typed(other, supersedes=first.pk)).content.decode()
    assert "Select a valid choice." in page

    client.post(reverse(ADD), typed(article, text="Second.", supersedes=first.pk))
    second = Correction.objects.latest("pk")
    assert second.supersedes == first
    assert f'<option value="{first.pk}"' not in client.get(f"{reverse(ADD)}?article={article.pk}").content.decode()


def test_a_text_of_blanks_is_refused_beside_its_field(desk):
    client, article = desk(Role.EDITOR), making.article()
    assert "This field is required." in client.post(reverse(ADD), typed(article, text="  \n ")).content.decode()


def test_the_article_form_is_not_sent_with_an_act_that_has_no_button(desk):
    client = desk(Role.EDITOR)
    article = written(client)
    assert client.post(address(article), filled(act=Act.CORRECT.value)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_whatever_its_length(desk, django_assert_max_num_queries, rows):
    client = desk(Role.EDITOR)
    for _ in range(rows):
        client.post(reverse(ADD), typed(making.article()))
    with django_assert_max_num_queries(10):
        assert client.get(reverse("admin:articles_correction_changelist")).status_code == 200

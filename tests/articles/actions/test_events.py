"""The log says who did what, when, between which states, and to which fields (A19)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models.append_only import AppendOnlyViolation
from articles.actions import articles, events, photos, replacing
from articles.enums import Act, Deed, Role, State, Thing
from articles.models import ArticleEvent, PaperEvent, Revision, Text
from articles.schedule import Times
from tests.articles import making
from tests.articles.actions.test_articles import TEXT, begun
from tests.articles.making import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


def test_each_act_names_the_fields_that_it_changed_and_the_times_that_were_set():
    editor = making.staff(Role.EDITOR)
    article = begun(author=editor)
    articles.plan(article=article, to=Times(LATER, None), by=editor, now=NOW)
    text = replace(TEXT, title="Late again", photo_id=making.photo().pk, photo_alt="A boat")
    articles.revise(article=article, text=text, base=1, author=editor, now=NOW)
    articles.publish(article=article, by=editor, now=NOW, revision=2, expires_at=LATER)
    articles.revise(article=article, text=replace(text, byline="Ada"), base=2, author=editor, now=NOW)
    articles.publish(article=article, by=editor, now=NOW, revision=3, expires_at=LATER)
    told = list(article.events.order_by("pk").values_list("act", "from_state", "to_state", "fields", "note"))
    begins, shown = "2026-03-02T15:00Z – ", "2026-03-02T12:00Z – 2026-03-02T15:00Z"
    of_all = "slug title summary body section photo photo_alt"
    assert told == [
        (Act.REVISE, "", State.DRAFT, "slug title summary body section", ""),
        (Act.PLAN, State.DRAFT, State.DRAFT, "published_at", begins),
        (Act.REVISE, State.DRAFT, State.DRAFT, "title photo photo_alt", ""),
        (Act.PUBLISH, State.DRAFT, State.PUBLISHED, f"{of_all} published_at expires_at", shown),
        (Act.REVISE, State.PUBLISHED, State.PUBLISHED, "byline", ""),
        (Act.PUBLISH, State.PUBLISHED, State.PUBLISHED, "byline", shown),
    ]


def test_what_is_done_to_photos_is_written_down():
    editor, photo, other = making.staff(Role.EDITOR), making.photo(), making.photo()
    key = str(photo.pk)
    photos.amend(photo=photo, by=editor, now=NOW)
    photo.credit, photo.focal_x = "Z. Maker", 0.2
    photos.amend(photo=photo, by=editor, now=NOW)
    replacing.replace(photo=photo, other=other, by=editor, now=NOW)
    photos.remove(photo=photo, by=editor, now=NOW)
    told = PaperEvent.objects.order_by("pk").values_list("thing", "key", "act", "fields", "note", "made_by")
    assert list(told) == [
        (Thing.PHOTO, key, Deed.CHANGE, "credit focal_x", "", editor.pk),
        (Thing.PHOTO, key, Deed.REPLACE, "", str(other.pk), editor.pk),
        (Thing.PHOTO, key, Deed.REMOVE, "", "", editor.pk),
    ]
    assert "Z. Maker" not in str(list(PaperEvent.objects.values())), "no name stays in what cannot be erased"


@pytest.mark.parametrize("change", ["UPDATE {} SET made_at = '2026-01-01'", "DELETE FROM {}"])
@pytest.mark.parametrize("table", ["articles_articleevent", "articles_paperevent"])
def test_nobody_changes_the_log_nor_takes_a_row_out_of_it(table, change):
    events.note(Thing.SECTION, 1, Deed.CHANGE, by=None, now=NOW)
    begun()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))
    model = ArticleEvent if table == "articles_articleevent" else PaperEvent
    for refused in (model.objects.all().delete, lambda: model.objects.update(made_at=NOW), model.objects.get().delete):
        with pytest.raises(AppendOnlyViolation):
            refused()
    assert model.objects.count() == 1


def test_every_field_of_a_text_can_be_named():
    first = Text("a", "A", section_id=1)
    assert events.changed(None, _row(first)) == ["slug", "title", "section"]
    whole = Text("b", "B", "s", "t", 2, 3, "d", True, "c", "w", "1", "2", True, 4)  # each field another
    names = [name.removesuffix("_id") for name in Text.__dataclass_fields__]
    assert events.changed(_row(first), _row(whole)) == names
    assert len(" ".join([*names, "published_at", "expires_at"])) <= ArticleEvent._meta.get_field("fields").max_length


def _row(text: Text) -> Revision:
    return Revision(**vars(text))

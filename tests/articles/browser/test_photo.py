"""The focal point of a photo, set by mouse and by keyboard (A18)."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from playwright.sync_api import expect

from articles.models import Photo
from tests.articles import making

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def photo(settings, tmp_path) -> Photo:
    settings.MEDIA_ROOT = tmp_path
    made, out = making.photo(), io.BytesIO()
    Image.new("RGB", (1600, 900), "teal").save(out, "JPEG")
    default_storage.save(made.file.name, ContentFile(out.getvalue()))
    return made


def test_the_focal_point_is_pressed_in_the_picture_or_moved_with_the_arrow_keys(newsroom, photo):
    address = f"/admin/articles/photo/{photo.pk}/change/"
    newsroom.goto(address)
    frame = newsroom.locator("[data-focus]")
    expect(newsroom.locator(".focus__point")).to_be_visible()
    box = frame.bounding_box()
    frame.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    across, down = (newsroom.get_by_label(f"focal point, from the {side}") for side in ("left", "top"))
    assert [float(slider.input_value()) for slider in (across, down)] == [0.25, 0.75]

    across.press("ArrowRight")
    down.press("Home")
    assert [float(slider.input_value()) for slider in (across, down)] == [0.26, 0]
    point = newsroom.locator(".focus__point").bounding_box()
    assert point["x"] + point["width"] / 2 == pytest.approx(box["x"] + box["width"] * 0.26, abs=2)
    newsroom.get_by_role("button", name="Save", exact=True).press("Enter")
    newsroom.wait_for_url("**/admin/articles/photo/")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (0.26, 0)

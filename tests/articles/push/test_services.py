"""Which addresses are asked at all."""

import pytest

from articles.push import services

TOKEN = "/fcm/send/dA1:APA91b-x_y?a=b"


@pytest.mark.parametrize(
    "endpoint",
    [
        f"https://fcm.googleapis.com{TOKEN}",
        "https://updates.push.services.mozilla.com:443/wpush/v2/gAAAA",
        "https://web.push.apple.com/QGuQyavXutnMH",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAB%2fx%3d",
    ],
)
def test_the_services_of_browsers_are_known(endpoint):
    assert services.is_known(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        pytest.param(f"http://fcm.googleapis.com{TOKEN}", id="not encrypted"),
        pytest.param(f"https://fcm.googleapis.com:8443{TOKEN}", id="another port"),
        pytest.param(f"https://fcm.googleapis.com.evil.example{TOKEN}", id="a name that begins alike"),
        pytest.param("https://evilnotify.windows.com/w", id="a name that ends alike"),
        pytest.param("https://notify.windows.com/w", id="the common part alone"),
        pytest.param(f"https://fcm.googleapis.com@evil.example{TOKEN}", id="a user before the host"),
        pytest.param(f"https://user:pw@fcm.googleapis.com{TOKEN}", id="a password"),
        pytest.param("https://evil.example\\.notify.windows.com/w", id="a backslash that ends the host for some"),
        pytest.param("https://evil.example#.notify.windows.com/w", id="a fragment"),
        pytest.param("https://evil.example/.notify.windows.com/w", id="the host in the path"),
        pytest.param(f"https://fcm.googleapis.com{TOKEN}\r\nX: y", id="a line of its own"),
        pytest.param(f" https://fcm.googleapis.com{TOKEN}", id="a space before it"),
        pytest.param(f"https://fcm。googleapis.com{TOKEN}", id="a dot of another script"),
        pytest.param("https://127.0.0.1/push", id="this machine"),
        pytest.param("https://[::1]/push", id="this machine by its newer name"),
        pytest.param("https://169.254.169.254/latest", id="what clouds tell their machines"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("", id="nothing"),
    ],
)
def test_any_other_address_is_an_attackers(endpoint):
    assert not services.is_known(endpoint)

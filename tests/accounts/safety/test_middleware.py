import json

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client
from django.urls import path

from accounts.safety.middleware import ClientAddressMiddleware


@login_not_required
def echo(request):
    """Answer what arrived: fields, files and the raw body."""
    form = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    files = {name: [file.name, len(file.read())] for name, file in request.FILES.items()}
    raw = request.body.decode() if request.content_type == "application/json" else ""
    return JsonResponse({"form": form, "files": files, "raw": raw, "query": request.GET.dict()})


@login_not_required
def stream(request):
    """Read the body as it comes, as a view for large files does."""
    return HttpResponse(str(len(request.read())))


urlpatterns = [path("echo/", echo), path("echo/<str:word>/", echo), path("stream/", stream)]
UNUSABLE = ["\x00", "\x01", "\x1b[0m", "\x7f", "\x85", "\ufffe"]
WAYS = {
    "query": lambda client, text: client.get("/echo/", {"q": text}),
    "query name": lambda client, text: client.get("/echo/", {f"a{text}": "q"}),
    "form": lambda client, text: client.post("/echo/", {"body": f"a{text}b"}),
    "form name": lambda client, text: client.post("/echo/", {f"a{text}": "b"}),
    "urlencoded form": lambda client, text: client.post(
        "/echo/", f"a=%{ord(text[0]):02x}" if text < "\x80" else "a=%00", "application/x-www-form-urlencoded"
    ),
    "JSON": lambda client, text: client.post("/echo/", json.dumps({"a": [{"b": text}]}), "application/json"),
    "JSON name": lambda client, text: client.post("/echo/", json.dumps({"a": [{text: 1}]}), "application/json"),
    "JSON put": lambda client, text: client.put("/echo/", json.dumps([text]), "application/json"),
}

pytestmark = pytest.mark.urls(__name__)


@pytest.mark.parametrize("text", UNUSABLE, ids=ascii)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_unusable_text_is_refused_in_words(client, way, text):
    answer = way(client, text)
    assert answer.status_code == 400
    assert b"something we cannot read" in answer.content


@pytest.mark.parametrize("text", ["\x01", "\x7f", "\x00"], ids=ascii)
def test_unusable_cookies_and_paths_are_refused(client, text):
    client.cookies["draft"] = text
    assert client.get("/echo/").status_code == 400
    del client.cookies["draft"]
    assert client.get(f"/echo/a%{ord(text):02x}/").status_code == 400


@pytest.mark.parametrize("body", ['"\\ud800"', '{"\\udfff": 1}', '["\\u0000"]', "[" * 100_000, "{", b'"\xff"'])
def test_json_with_surrogates_or_that_is_none_is_refused(client, body):
    assert client.post("/echo/", body, "application/json").status_code == 400


def test_surrogates_in_a_form_never_arrive_as_such(client):
    answer = client.post("/echo/", "a=%ED%A0%80", "application/x-www-form-urlencoded")
    assert answer.json()["form"] == {"a": ["\ufffd\ufffd\ufffd"]}


def test_ordinary_text_arrives_as_it_was_typed(client):
    text = "Zeile\r\n\tعربي 李 \u200c é"
    assert client.post("/echo/", {"a": text}).json()["form"] == {"a": [text]}
    assert client.get("/echo/", {"a": text}).json()["query"] == {"a": text}
    raw = json.dumps({"a": text, "b": [None, 1.5, True]})
    assert client.post("/echo/", raw, "application/json").json()["raw"] == raw


@pytest.mark.django_db
def test_files_arrive_whole_small_and_large_with_the_token_checked_first(settings):
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = token = "a" * 32
    data = bytes(range(256)) * 20_000  # above FILE_UPLOAD_MAX_MEMORY_SIZE: through a temporary file
    for content in (b"\x00\x01\xff", data):
        file = SimpleUploadedFile("photo\x01.jpg", content)
        answer = client.post("/echo/", {"csrfmiddlewaretoken": token, "photo": file})
        assert answer.json()["files"] == {"photo": ["photo.jpg", len(content)]}
    assert client.post("/echo/", {"photo": SimpleUploadedFile("a.jpg", b"x")}).status_code == 403


def test_a_body_that_is_no_form_is_left_to_the_view(client):
    assert client.post("/stream/", b"\x00\x01" * 1000, "application/octet-stream").content == b"2000"


@pytest.mark.parametrize(
    ("is_trusted", "header", "address"),
    [
        pytest.param(False, "203.0.113.9", "192.0.2.1", id="a header is nobody's proof"),
        pytest.param(True, "203.0.113.9", "203.0.113.9", id="the proxy's word counts"),
        pytest.param(True, "198.51.100.7, 203.0.113.9", "203.0.113.9", id="what the client wrote before it does not"),
        pytest.param(True, "203.0.113.9, nonsense", "192.0.2.1", id="no address at all"),
        pytest.param(True, "", "192.0.2.1", id="no header"),
        pytest.param(True, "2001:db8::1", "2001:db8::1", id="IPv6"),
    ],
)
def test_the_clients_address_is_the_proxys_word_only_where_it_is_trusted(settings, is_trusted, header, address):
    settings.TRUST_PROXY = is_trusted
    request = HttpRequest()
    request.META |= {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": header}
    ClientAddressMiddleware(lambda _: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address

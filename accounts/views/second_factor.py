"""The picture by which an app learns the key of a second factor."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.signed_in import signed_in


@never_cache
@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """Draw the key that the page of setting up has put into the session: pages may hold no `data:`."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if secret is None:
        raise Http404
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(signed_in(request), secret))
    return HttpResponse(drawn, content_type="image/svg+xml")

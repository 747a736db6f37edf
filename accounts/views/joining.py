"""Joining, as allauth does it, with one answer of our own: a name that somebody took a moment ago."""

from allauth.account.views import SignupView
from allauth.socialaccount.views import SignupView as SocialSignupView
from django.forms import BaseForm
from django.http import HttpResponse

from accounts.actions.registration import NameTaken
from accounts.forms.registration import name_taken

#: Where allauth keeps it.
RECEIVED = "socialaccount_sociallogin"


class TellsOfTakenNames:
    """Bring the form back, with the words beside the name, where the database refused the name."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return super().form_valid(form)  # type: ignore[misc, no-any-return] # allauth is untyped
        except NameTaken:
            form.add_error("name", name_taken())
            return self.form_invalid(form)  # type: ignore[attr-defined, no-any-return] # Django's FormView


class Signup(TellsOfTakenNames, SignupView):  # type: ignore[misc] # allauth is untyped
    """Join with an e-mail address."""


class SocialSignup(TellsOfTakenNames, SocialSignupView):  # type: ignore[misc] # as above
    """Join with an account elsewhere. What it told us stays in the session until an account is made of it."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        received = self.request.session.get(RECEIVED)
        response = super().form_valid(form)
        if form.errors:
            self.request.session[RECEIVED] = received
        return response

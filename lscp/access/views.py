"""Signing in and out, by Django's own means."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from lscp.access.forms import SignInForm
from lscp.core.pages import page


class SignIn(LoginView):
    """Ask for user name and password; go on to where the person wanted to go."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        form = context["form"]
        return page(
            self.request, "access/sign_in.html", form=form, errors=form.summary(),
            next=context["next"],
        )  # fmt: skip


sign_in = SignIn.as_view()


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask whether to sign out, since a link alone must change nothing; then do so."""
    if request.method == "POST":
        logout(request)
        return redirect("/")
    return page(request, "access/sign_out.html")

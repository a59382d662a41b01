"""Pages of signing in that allauth has otherwise, or not at all."""

from typing import Any

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_safe
from requests import RequestException

from lscp.access import sign_in_oidc
from lscp.core.pages import PUBLIC, declared, page


class SignIn(LoginView):
    """Asks for name and password, and offers the organisations' own systems."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return what the page shows."""
        return {**super().get_context_data(**more), "offered": sign_in_oidc.offered(self.request)}


class Code(AuthenticateView):
    """Asks for the second factor; for a security key only where there is one."""

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return what the page shows."""
        keys = Authenticator.objects.filter(
            user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN
        )
        return {**super().get_context_data(**more), "has_keys": keys.exists()}


class SignOut(LogoutView):
    """Asks whether to sign out, since a link alone must change nothing; then does so."""

    def get(self, *args: Any, **more: Any) -> HttpResponse:
        """Ask, or say that it is done."""
        return self.render_to_response(self.get_context_data())


sign_in, code, sign_out = SignIn.as_view(), Code.as_view(), SignOut.as_view()


@require_safe
def to_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to an organisation's system. An address may say where to go on to, and nothing else."""
    onward = QueryDict(mutable=True)
    if "next" in request.GET:
        onward["next"] = request.GET["next"]
    request.GET = onward  # type: ignore[assignment]
    try:
        return openid_connect.login(request, provider_id)
    except RequestException:
        return page(request, "socialaccount/authentication_error.html", status=503)


@declared(permission=PUBLIC)
@require_safe
def stay(request: HttpRequest) -> HttpResponse:
    """Take note that somebody is still there, whose session would end else."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


@login_required
def no_password(request: HttpRequest) -> HttpResponse:
    """Say where somebody changes a password that is not kept here."""
    return page(request, "account/password_set.html")


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that there were too many attempts."""
    return page(request, "account/too_many.html", status=429)

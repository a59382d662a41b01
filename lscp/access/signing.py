"""Signing: whoever does what cannot be undone shows again who they are, by what signs them in."""

from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from lscp.core.time import now


def signed_at(request: HttpRequest) -> datetime | None:
    """Return when somebody last showed who they are, if that was in the last minutes."""
    user: Any = request.user
    records = get_authentication_records(request, user)
    if not records:
        return None
    at = datetime.fromtimestamp(records[-1]["at"], UTC)
    limit = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return at if now() - at < limit else None


def ask_to_sign(request: HttpRequest) -> HttpResponse:
    """Ask for the password or second factor, and lead back to the page; what was sent is lost."""
    back = urlencode({REDIRECT_FIELD_NAME: request.path})
    return redirect(f"{reverse('account_reauthenticate')}?{back}")

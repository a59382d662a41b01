"""Links to choose a password: the first, of somebody invited, or one after it was forgotten."""

from datetime import timedelta
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import base36_to_int

from lscp.access.models import User

FORGOTTEN = timedelta(hours=3)  # an invitation stands as long as PASSWORD_RESET_TIMEOUT says


class Links(PasswordResetTokenGenerator):
    """A link works once, and for a shorter time where there is a password to be replaced."""

    def check_token(self, user: Any, token: str | None) -> bool:
        """Say whether a link is this account's, unused, and still in time."""
        if not user or not token or not super().check_token(user, token):
            return False
        age = self._num_seconds(self._now()) - base36_to_int(token.partition("-")[0])
        return not user.has_usable_password() or age <= FORGOTTEN.total_seconds()


def first_password(user: User) -> str:
    """Return the path at which somebody who was invited chooses a password, once."""
    key = Links().make_token(user)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(user), key])

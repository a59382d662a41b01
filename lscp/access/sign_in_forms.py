"""What signing in asks, in our words: allauth's forms, with GOV.UK components as their fields.

Passwords and codes can be pasted and filled in by a password manager, and nothing has to be
remembered or solved (WCAG 2.2, accessible authentication).
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as key
from django import forms
from django.contrib.auth import password_validation
from django.core.cache import cache
from django.core.exceptions import NON_FIELD_ERRORS

from lscp.core import fields
from lscp.core.fields.questions import Question

CODE_LIVES = 90  # seconds: a code is taken for half a minute before and after its own
RULES = "It must have at least 12 characters and be hard to guess. Three random words are good."


class Password(fields.Text):
    """A password, which can be shown while it is typed, and is never sent back."""

    component = "password-input"

    def __init__(self, **more: Any) -> None:
        super().__init__(strip=False, **{"limit": 1000, "width": 20, **more})

    def words(self, value: Any) -> str:
        """Return nothing: a password is not shown again."""
        return ""


class NewPassword(Password):
    """A password to have from now on. `user` is set by the form."""

    user: Any = None

    def __init__(self, **more: Any) -> None:
        super().__init__(autocomplete="new-password", hint=RULES, **more)

    def clean(self, value: Any) -> str:
        """Refuse what is easy to guess."""
        password = str(super().clean(value))
        password_validation.validate_password(password, self.user)
        return password


class Code(fields.Text):
    """A code from an app, or one of the recovery codes."""

    def __init__(self, **more: Any) -> None:
        super().__init__(autocomplete="one-time-code", width=10, limit=20, **more)

    def params(self, asked: Question) -> dict[str, Any]:
        """Return what an input for digits is told; a code that was wrong is not sent back."""
        return {**super().params(asked), "value": "", "inputmode": "numeric", "spellcheck": False}


class Asking(forms.Form):
    """A form of allauth's with fields of ours: it sums up what is wrong, and where."""

    use_required_attribute = False

    def summary(self) -> list[dict[str, str]]:
        """Return every error, each with the address of the input to put right."""
        first = next(iter(self.fields), "")
        return [
            {"text": str(text), "href": f"#{first if name == NON_FIELD_ERRORS else name}"}
            for name, texts in self.errors.items()
            for text in texts
        ]


class SignInForm(Asking, account.LoginForm):
    """User name or e-mail address, and password."""

    password = Password(
        label="Password", missing="Enter your password", autocomplete="current-password"
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["login"] = fields.Text(
            label="User name or email address", missing="Enter your user name or email address",
            autocomplete="username", limit=254, width=20,
        )  # fmt: skip


class ConfirmForm(Asking, account.ReauthenticateForm):
    """The password once more, before something changes that guards the account."""

    password = Password(
        label="Password", missing="Enter your password", autocomplete="current-password"
    )


class ChangePasswordForm(Asking, account.ChangePasswordForm):
    """The password that is, and the one that shall be."""

    oldpassword = Password(
        label="Current password", missing="Enter your current password",
        autocomplete="current-password",
    )  # fmt: skip
    password1 = NewPassword(label="New password", missing="Enter a new password")
    password2 = None  # it can be shown instead of being typed twice


class NewPasswordForm(Asking, account.ResetPasswordKeyForm):
    """A new password, of somebody who came by the link in an e-mail."""

    password1 = NewPassword(label="New password", missing="Enter a new password")
    password2 = None


class ForgottenForm(Asking, account.ResetPasswordForm):
    """The address that a link for a new password goes to."""

    email = fields.Email(label="Email address", missing="Enter your email address")


class CodeForm(Asking, factor.AuthenticateForm):
    """The second step of signing in. A code works once."""

    code = Code(label="Code", missing="Enter a code")

    def clean_code(self) -> str:
        """Refuse a code that was used, for as long as it would still be right."""
        return _once(self.user, super().clean_code())


class ConfirmCodeForm(Asking, factor.ReauthenticateForm):
    """A code, before something changes that guards the account."""

    code = Code(label="Code", missing="Enter a code")

    def clean_code(self) -> str:
        """Refuse a code that was used, for as long as it would still be right."""
        return _once(self.user, super().clean_code())


class SetUpForm(Asking, ActivateTOTPForm):
    """The first code that a new app shows."""

    code = Code(label="Code that your app shows", missing="Enter the code that your app shows")


class KeyForm(Asking, key.AddWebAuthnForm):
    """A security key, and what to call it."""

    name = fields.Text(label="What to call this key", required=False, limit=100, width=20)


class RenameKeyForm(Asking, key.EditWebAuthnForm):
    """Another name for a security key."""

    name = fields.Text(label="What to call this key", missing="Enter a name", limit=100, width=20)


def _once(user: Any, code: str) -> str:
    if not cache.add(f"access.code.{user.pk}.{code.strip()}", True, CODE_LIVES):
        raise get_adapter().validation_error("incorrect_code")
    return code

"""What signing in asks."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import NON_FIELD_ERRORS


class SignInForm(AuthenticationForm):
    """User name and password, checked by Django."""

    error_messages = {
        "invalid_login": (
            "The user name or password is not right. Check both; the password tells capital "
            "letters from small ones"
        ),
        "inactive": "This account is closed. Ask your partnership’s business manager",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = "Enter your user name"
        self.fields["password"].error_messages["required"] = "Enter your password"

    def summary(self) -> list[dict[str, str]]:
        """Return the errors, each with the address of the field to put right."""
        place: dict[str, str] = {NON_FIELD_ERRORS: "username"}
        return [
            {"text": str(error), "href": f"#id_{place.get(name, name)}"}
            for name, errors in self.errors.items()
            for error in errors
        ]

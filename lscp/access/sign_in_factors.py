"""Second factors: how their secrets are kept, drawn, given and taken away."""

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp

from lscp.access import sign_in_secrets
from lscp.access.models import User
from lscp.access.sign_in_guard import end_sessions, has_second_factor
from lscp.core.time import now

TOTP = Authenticator.Type.TOTP


class Factors(DefaultMFAAdapter):
    """Keeps secrets encrypted, and draws them so that our content security policy shows them."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right. Enter the newest code that your app shows",
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is kept."""
        return sign_in_secrets.seal(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret that was kept. Raises KeyLost."""
        return sign_in_secrets.unseal(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as an element of the page; data addresses are not let through."""
        from qrcode.main import QRCode

        code: QRCode = QRCode(border=4)
        code.add_data(url)
        rows = code.get_matrix()
        path = "".join(
            f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
        )
        size = len(rows)
        return (
            f'<svg class="lscp-qr" viewBox="0 0 {size} {size}" role="img" '
            'shape-rendering="crispEdges" aria-label="QR code for your authenticator app">'
            f'<path d="M0,0h{size}v{size}h-{size}z" fill="#fff"/><path d="{path}"/></svg>'
        )

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what a security key remembers this site as."""
        return {**super().get_public_key_credential_rp_entity(), "name": "OpenLSCP"}


def give_second_factor(user: User, secret: str) -> None:
    """Set up an authenticator app for an account of a demonstration or a test."""
    if not has_second_factor(user):
        totp.TOTP.activate(user, secret)


def has_app_of(user: User, secret: str) -> bool:
    """Say whether somebody's authenticator app was set up with that very secret."""
    kept = Authenticator.objects.filter(user=user, type=TOTP).first()
    return kept is not None and Factors().decrypt(kept.data["secret"]) == secret


def code_of(secret: str) -> str:
    """Return the code that an app shows now which was set up with a secret."""
    counter = int(now().timestamp()) // app_settings.TOTP_PERIOD
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def code_now(user: User) -> str:
    """Return the code that somebody's authenticator app shows now. Raises DoesNotExist."""
    kept = Authenticator.objects.get(user=user, type=TOTP)
    return code_of(Factors().decrypt(kept.data["secret"]))


def take_away_second_factors(user: User) -> None:
    """Take all second factors from somebody who lost theirs, and end all their sessions."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)

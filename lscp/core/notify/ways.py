"""The ways that a message can go: GOV.UK Notify, SMTP, or a file of the installation."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any, Protocol

from django.conf import settings

from lscp.core import home
from lscp.core.jobs import GivenUp
from lscp.core.time import now

SUBJECT = "Something in OpenLSCP needs you"
TEXT = """{sentence}

Go to {link}

This message says no more than that, because what it is about may be private.
It was sent by OpenLSCP. Replies are not read.
"""


@dataclass(frozen=True)
class Letter:
    """What is sent: to whom, which sentence and link, under which reference."""

    to: str
    sentence: str
    link: str
    reference: str


class Way(Protocol):
    """A way that a message can go."""

    name: str

    def sent_before(self, reference: str) -> str | None:
        """Return what the way calls a message that it has already taken, where it can tell."""

    def send(self, letter: Letter) -> str:
        """Send a message; return what the way calls it. Raises GivenUp where it never will."""


def chosen() -> Way:
    """Return the way that this installation is set to."""
    if settings.LSCP_NOTIFY_KEY:
        return Notify()
    return Smtp() if settings.LSCP_SMTP else File()


class File:
    """For development: each message is a file in the folder `mail` of the installation."""

    name = "file"

    def sent_before(self, reference: str) -> str | None:
        """Return the file, where it has been written."""
        path = home.private("mail") / f"{reference}.eml"
        return path.name if path.exists() else None

    def send(self, letter: Letter) -> str:
        """Write the file, whole or not at all."""
        path = home.private("mail") / f"{letter.reference}.eml"
        beside = path.with_suffix(".writing")
        beside.write_bytes(as_mail(letter).as_bytes())
        beside.replace(path)
        return path.name


class Smtp:
    """A mail server. It cannot be asked what it took, but the reference tells copies apart."""

    name = "smtp"

    def sent_before(self, reference: str) -> str | None:
        """Return nothing: sent again, it bears the same Message-ID."""
        return None

    def send(self, letter: Letter) -> str:
        """Hand the message to the mail server."""
        import smtplib

        from django.core.mail import get_connection

        connection: Any = get_connection("django.core.mail.backends.smtp.EmailBackend")
        connection.open()
        mail = as_mail(letter)
        try:
            connection.connection.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            if all(code >= 500 for code, _ in error.recipients.values()):
                raise GivenUp("The mail server refuses this address for good") from None
            raise
        finally:
            connection.close()
        return str(mail["Message-ID"])


class Notify:
    """GOV.UK Notify, with a template that has ((sentence)) and ((link))."""

    name = "notify"

    def sent_before(self, reference: str) -> str | None:
        """Ask Notify whether it has a message of that reference."""
        found = self._client().get_all_notifications(reference=reference)["notifications"]
        return str(found[0]["id"]) if found else None

    def send(self, letter: Letter) -> str:
        """Hand the message to Notify."""
        from notifications_python_client.errors import HTTPError

        said = {"sentence": letter.sentence, "link": letter.link}
        try:
            answer = self._client().send_email_notification(
                letter.to, settings.LSCP_NOTIFY_TEMPLATE, said, letter.reference
            )
        except HTTPError as error:
            if error.status_code == 400:
                raise GivenUp("Notify will not send to this address") from None
            raise
        return str(answer["id"])

    def _client(self) -> Any:
        import logging

        from notifications_python_client import NotificationsAPIClient

        # It logs what Notify answers, which can hold the address.
        logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)
        return NotificationsAPIClient(
            settings.LSCP_NOTIFY_KEY, base_url=settings.LSCP_NOTIFY_URL, timeout=20
        )


def as_mail(letter: Letter) -> EmailMessage:
    """Return a message as e-mail. Its Message-ID is the reference."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = SUBJECT, settings.LSCP_MAIL_FROM, letter.to
    mail["Message-ID"] = f"<{letter.reference}@{settings.LSCP_MAIL_FROM.rpartition('@')[2]}>"
    mail["Date"] = format_datetime(now())
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(TEXT.format(sentence=letter.sentence, link=letter.link))
    return mail

"""What it takes to destroy something: a fresh signature, and its reference typed by hand."""

from datetime import datetime, timedelta

from django.conf import settings

from lscp.allegations.models import Allegation, Consultation, Report
from lscp.core import references
from lscp.core.time import now
from lscp.core.workflow import Refused

PREFIXES = {Allegation: "LA", Consultation: "LC", Report: "LR"}


def check_signed(signed_at: datetime | None) -> None:
    """Raise Refused where whoever acts has not just shown again who they are."""
    limit = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    if signed_at is None or now() - signed_at > limit:
        raise Refused("Sign this first: show again who you are, by your second factor or password.")


def check_reference(record: Allegation | Consultation | Report, typed: str) -> None:
    """Raise Refused where what was typed is not the reference of what is to be destroyed."""
    if references.as_written(typed, PREFIXES[type(record)]) != record.reference:
        raise Refused("This is not the reference. Type it as it stands above.", field="reference")

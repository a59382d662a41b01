"""What kinds of thing the trail records."""

from django.db.models import TextChoices


class Kind(TextChoices):
    """What somebody did, or was refused."""

    DID = "did", "Changed"
    VIEWED = "viewed", "Looked at"
    SEARCHED = "searched", "Searched"
    EXPORTED = "exported", "Took away"
    REFUSED = "refused", "Was refused"
    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_OUT = "signed_out", "Signed out"
    SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
    BREAK_GLASS = "break_glass", "Broke the glass"

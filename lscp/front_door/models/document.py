"""A document of a contact: what whoever made it sent along, or the front door was given."""

from django.db import models

from lscp.core.models import Attachment


class ContactDocument(Attachment):
    """A file that belongs to a contact."""

    part_of = "contact"

    contact = models.ForeignKey("front_door.Contact", models.PROTECT, related_name="documents")
    is_referrers = models.BooleanField(default=False)  # of whoever made it: they may see its name

    class Privacy(Attachment.Privacy):
        plain = Attachment.Privacy.plain | {"contact", "is_referrers"}

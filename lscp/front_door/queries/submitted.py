"""What whoever made a contact may find of it: with an account, or with a reference alone."""

from dataclasses import replace

from lscp.core import policy
from lscp.core.policy import Actor
from lscp.front_door.actions.told import HOLDERS
from lscp.front_door.models import Contact

# It may add to any contact whose reference it was given, and read none on a page.
PUBLIC_FORM: Actor = replace(
    policy.system("The public form", "front_door.receive_contact", "front_door.add_to_contact"),
    team=HOLDERS,
)


def referred_to(reference: str) -> Contact | None:
    """Return the contact of a reference, for the public form to add to: inside its scope."""
    known = Contact.objects.filter(reference=reference)
    return policy.visible_to(known, PUBLIC_FORM, "front_door.add_to_contact").first()

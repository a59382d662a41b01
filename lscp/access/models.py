"""Who signs in."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in. Nobody else is ever one: staff of the partnership's agencies."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

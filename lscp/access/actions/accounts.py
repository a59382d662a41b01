"""What can be done to accounts."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from lscp.access.models import User

INTERNAL_FIGURES = "Internal figures"
CHECK_RETURNS = "Check returns"
OF_GROUP = {
    INTERNAL_FIGURES: (("measures", "view_internal"), ("submissions", "view_load")),
    CHECK_RETURNS: (("submissions", "check_return"), ("submissions", "view_load")),
}


@transaction.atomic
def keep_account(username: str, *, password: str, groups: tuple[str, ...] = ()) -> User:
    """Make an account, or give the one of that name this password and these groups."""
    user, _ = User.objects.get_or_create(username=username)
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    user.groups.set(_group(name) for name in groups)
    return user


def _group(name: str) -> Group:
    group, _ = Group.objects.get_or_create(name=name)
    group.permissions.set(
        Permission.objects.get(content_type__app_label=area, codename=permission)
        for area, permission in OF_GROUP[name]
    )
    return group

"""Who loads returns, sees what was loaded, checks returns and sees what was found."""

from lscp.access.roles import Role
from lscp.core.policy import Reach, grant, permission

VIEW_LOAD = permission("submissions.view_load", "See which returns were loaded, when and by whom")
LOAD = permission("submissions.load_return", "Load a return or an extract, and replace one")
CHECK = permission(
    "submissions.check_return", "Check returns, and see what was found in them", second_factor=True
)
WRITE = permission(
    "submissions.write_return", "Write a return from what is recorded here", second_factor=True
)

grant(Role.ANALYST, Reach.AUTHORITY, VIEW_LOAD)
grant(Role.RETURNS_OFFICER, Reach.AUTHORITY, VIEW_LOAD, LOAD, CHECK, WRITE)

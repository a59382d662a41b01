"""Who may do what: roles of tests alone are granted these."""

from lscp.core.policy import permission

VIEW_CHILD = permission("specimen.view_child", "See a child", of="specimen.Child")
VIEW = permission("specimen.view_visit", "See visits", of="specimen.Visit")
VIEW_ROWS = permission(
    "specimen.view_rows", "See visits without names", of="specimen.Visit", without_names=True
)
EXPORT = permission("specimen.export_visits", "Take the list of visits away")
EXPORT_NAMES = permission("specimen.export_names", "Take names away with it")

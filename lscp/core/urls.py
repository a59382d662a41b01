"""Addresses of the pages that belong to no area."""

from django.urls import path

from lscp.core import own_work, views
from lscp.core.escalations import views as escalations

app_name = "core"
urlpatterns = [
    path("accessibility-statement/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("escalations/", escalations.escalations, name="escalations"),
    path("escalations/<uuid:pk>/", escalations.escalation, name="escalation"),
    path(
        "escalations/documents/<uuid:pk>/",
        escalations.escalation_document,
        name="escalation_document",
    ),
    *(
        path(f"escalations/<uuid:pk>/{word}/", getattr(escalations, name), name=name)
        for word, name in (
            ("answer", "answer_escalation"),
            ("move", "move_escalation"),
            ("attach", "attach_to_escalation"),
            ("resolve", "resolve_escalation"),
            ("withdraw", "withdraw_escalation"),
        )
    ),
    path("people/<uuid:person>/escalate/", escalations.raise_escalation, name="raise_escalation"),
    path("work/", own_work.work, name="work"),
    path("notifications/", own_work.notifications, name="notifications"),
    path("notifications/read/", own_work.read_notifications, name="read_notifications"),
    path("notifications/<uuid:pk>/", own_work.notification, name="notification"),
]

"""Addresses of the pages that belong to no area."""

from django.urls import path

from lscp.core import own_work, views

app_name = "core"
urlpatterns = [
    path("accessibility-statement/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("work/", own_work.work, name="work"),
    path("notifications/", own_work.notifications, name="notifications"),
    path("notifications/read/", own_work.read_notifications, name="read_notifications"),
    path("notifications/<uuid:pk>/", own_work.notification, name="notification"),
]

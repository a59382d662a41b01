"""Addresses of the pages that belong to no area."""

from django.urls import path

from lscp.core import views

app_name = "core"
urlpatterns = [
    path("accessibility-statement/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
]

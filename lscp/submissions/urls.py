"""Addresses of loads, of a figure's trace, and of the comparison with official statistics."""

from django.urls import path

from lscp.submissions import views

app_name = "submissions"
urlpatterns = [
    path("loads/", views.loads, name="loads"),
    path("figures/<str:name>/", views.trace, name="trace"),
    path("reconciliation/", views.reconciliation, name="reconciliation"),
]

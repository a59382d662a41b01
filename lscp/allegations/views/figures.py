"""The annual figures on one page, and as one download."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

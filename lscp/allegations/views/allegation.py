"""Allegations: the file, from its evaluation to its outcome, and its destruction."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

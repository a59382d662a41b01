"""Allegations management meetings: called, held, and what they agreed."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

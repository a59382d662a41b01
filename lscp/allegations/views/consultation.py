"""Consultations: what somebody asked, and what the LADO advised."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

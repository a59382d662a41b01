"""The form for everybody, without an account."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

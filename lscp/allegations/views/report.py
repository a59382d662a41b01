"""Reports: made by who signed in, taken down by the LADO, and decided on."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

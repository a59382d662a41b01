"""What front door officers and managers do with a contact."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""Making a contact, and what whoever made it sees."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""What partners are asked, and what they answer."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

"""The public form, by which an employer without an account tells the LADO."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

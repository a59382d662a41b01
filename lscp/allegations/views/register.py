"""The register’s adults and employers: found, recorded, recognised."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

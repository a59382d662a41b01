"""Addresses of signing in and out."""

from django.urls import path

from lscp.access import sign_in_views

app_name = "access"
urlpatterns = [
    path("sign-in/", sign_in_views.sign_in, name="sign_in"),
    path("sign-out/", sign_in_views.sign_out, name="sign_out"),
]

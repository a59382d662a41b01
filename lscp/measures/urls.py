"""Addresses of the scorecard."""

from django.urls import path

from lscp.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.scorecard, name="scorecard"),
    path("indicators/<slug:identifier>/", views.indicator, name="indicator"),
    path("indicators/<slug:identifier>/figures.csv", views.figures_csv, name="figures_csv"),
    path("indicators/<slug:identifier>/figures.xlsx", views.figures_excel, name="figures_excel"),
]

"""Addresses of proof-reading: by number, never by the name of a report."""

from django.urls import path

from lscp.report import views

app_name = "report"
urlpatterns = [
    path("proof-reading/", views.proofs, name="proofs"),
    path("proof-reading/<uuid:reading>/", views.proof, name="proof"),
    path("proof-reading/<uuid:reading>/document/", views.document, name="proof_document"),
    path(
        "proof-reading/<uuid:reading>/findings.json",
        views.findings,
        {"kind": "json"},
        name="proof_json",
    ),
    path(
        "proof-reading/<uuid:reading>/findings.csv",
        views.findings,
        {"kind": "csv"},
        name="proof_csv",
    ),
    path("proof-reading/<uuid:reading>/throw-away/", views.throw_away, name="throw_away"),
]

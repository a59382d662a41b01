"""Addresses of checks, of censuses, of loads, of traces, of the comparison with the official."""

from django.urls import path

from lscp.submissions import census_views as censuses
from lscp.submissions import check_views as checks
from lscp.submissions import upload_views as uploads
from lscp.submissions import views

app_name = "submissions"
urlpatterns = [
    path("loads/", views.loads, name="loads"),
    path("figures/<str:name>/", views.trace, name="trace"),
    path("census/", censuses.censuses, name="censuses"),
    path("census/<uuid:census>/", censuses.census, name="census"),
    path("census/<uuid:census>/file.xml", censuses.census_file, name="census_file"),
    path("checks/", checks.board, name="checks"),
    path("checks/looked-after/", uploads.check_looked_after, name="check_looked_after"),
    path("checks/<uuid:check>/", checks.check, name="check"),
    path("checks/<uuid:check>/findings/", checks.findings, name="findings"),
    path("checks/<uuid:check>/children/", checks.children, name="children"),
    path("checks/<uuid:check>/gone/", checks.gone, name="gone"),
    path("checks/<uuid:check>/findings.xlsx", checks.excel, name="findings_excel"),
    path("findings/<int:finding>/", checks.finding, name="finding"),
    path("findings/<int:finding>/child/", checks.child, name="child"),
    path("reconciliation/", views.reconciliation, name="reconciliation"),
]

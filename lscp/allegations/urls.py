"""The addresses of the register: path, page and action bear one name."""

from .views import (
    allegation,
    conflict,
    consultation,
    figures,
    meeting,
    overview,
    public,
    register,
    report,
    retention,
)

app_name = "allegations"
urlpatterns = [
    *overview.urlpatterns,
    *public.urlpatterns,
    *report.urlpatterns,
    *register.urlpatterns,
    *consultation.urlpatterns,
    *allegation.urlpatterns,
    *meeting.urlpatterns,
    *conflict.urlpatterns,
    *retention.urlpatterns,
    *figures.urlpatterns,
]

"""The addresses of the register: path, page and action bear one name."""

from .views import allegation, consultation, figures, meeting, public, register, report

app_name = "allegations"
urlpatterns = [
    *public.urlpatterns,
    *report.urlpatterns,
    *register.urlpatterns,
    *consultation.urlpatterns,
    *allegation.urlpatterns,
    *meeting.urlpatterns,
    *figures.urlpatterns,
]

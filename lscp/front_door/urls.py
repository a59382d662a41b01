"""The addresses of the front door: path, page and action bear one name."""

from .api import views as api
from .views import audit, check, contact, public, referral, work

app_name = "front_door"
urlpatterns = [
    *public.urlpatterns,
    *contact.urlpatterns,
    *work.urlpatterns,
    *audit.urlpatterns,
    *check.urlpatterns,
    *referral.urlpatterns,
    *api.urlpatterns,
]

"""The root of all addresses: each area brings its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("lscp.core.urls")),
    path("", include("lscp.access.urls")),
    path("", include("lscp.people.urls")),
    path("", include("lscp.front_door.urls")),
    path("", include("lscp.allegations.urls")),
    path("", include("lscp.access.sign_in_urls")),
    path("", include("lscp.measures.urls")),
    path("", include("lscp.submissions.urls")),
    path("", include("lscp.report.urls")),
]

handler400 = "lscp.core.views.bad_request"
handler403 = "lscp.core.views.forbidden"
handler404 = "lscp.core.views.not_found"
handler500 = "lscp.core.views.server_error"
handler429 = "lscp.access.sign_in_views.too_many"

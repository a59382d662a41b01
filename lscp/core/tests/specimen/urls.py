"""The site's addresses, and those of the specimen."""

from django.urls import include, path

from lscp.config import urls as site

from . import views

handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500
here = [
    path("visits/", views.visits, name="visits"),
    path("visits/rows/", views.visit_rows, name="visit_rows"),
    path("visits/<uuid:pk>/", views.visit, name="visit"),
    path("visits/<uuid:pk>/move/", views.move_visit, name="move_visit"),
    path("visits/<uuid:pk>/hand-over/", views.hand_visit_over, name="hand_visit_over"),
    path("ask/", views.ask_for_visit, name="ask_for_visit"),
    path("figures/", views.figures, name="figures"),
    path("refuse/", views.refuse, name="refuse"),
    path("opening-hours/", views.opening_hours, name="opening_hours"),
    path("visits/<uuid:pk>/hold/", views.hold_visit, name="hold_visit"),
    path("visits/<uuid:pk>/redo/", views.redo_visit, name="redo_visit"),
    path("children/<uuid:child>/visits/arrange/", views.arrange_visit, name="arrange_visit"),
    path("children/<uuid:child>/visits/at-home/", views.visit_at_home, name="visit_at_home"),
    path("children/<uuid:pk>/", views.child, name="child"),
    path("children/<uuid:child>/visits/new/", views.plan_visit, name="plan_visit"),
]
urlpatterns = [*site.urlpatterns, path("specimen/", include((here, "specimen")))]

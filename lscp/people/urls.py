"""The addresses of people: path, page and action bear one name."""

from django.urls import path

from . import views

app_name = "people"
MAKING = ("record_person", "record_unborn", "record_professional")
OF_PERSON = (
    "add_name", "add_address", "add_identifier", "add_relationship", "join_household", "add_need",
    "add_disability", "record_characteristics", "add_birth", "involve", "allocate", "record_birth",
    "record_death", "turn_18", "transfer_person", "move_person", "restrict_person",
    "lift_restriction", "merge_person", "take_back_merge", "take_back_unborn_merge",
)  # fmt: skip


def _address(name: str) -> str:
    return name.replace("_", "-")


urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/mine/", views.mine, name="mine"),
    path("people/matches/", views.matches, name="matches"),
    path("people/matches/<uuid:pk>/", views.hidden_match, name="hidden_match"),
    path("people/matches/<uuid:pk>/accept/", views.accept_match, name="accept_match"),
    path("people/matches/<uuid:pk>/reject/", views.reject_match, name="reject_match"),
    path("people/restricted/", views.restricted, name="restricted"),
    path("people/turned-18/", views.turning, name="turning"),
    *(path(f"people/{_address(name)}/", getattr(views, name), name=name) for name in MAKING),
    path("people/<uuid:pk>/", views.person, name="person"),
    path("people/<uuid:pk>/chronology/", views.chronology, name="chronology"),
    path("people/<uuid:person>/chronology/add/", views.record_entry, name="record_entry"),
    *(
        path(f"people/<uuid:pk>/{_address(name)}/", getattr(views, name), name=name)
        for name in OF_PERSON
    ),
    *(
        path(f"people/<uuid:pk>/{kind}/<uuid:fact>/{verb}/", view, name=f"{verb}_{kind}")
        for verb, views_of in (
            ("correct", views.correct),
            ("withdraw", views.withdraw),
            ("end", views.end),
        )
        for kind, view in views_of.items()
    ),
    path("chronology/<uuid:pk>/", views.entry, name="entry"),
    path("chronology/<uuid:pk>/share/", views.share_entry, name="share_entry"),
    path("chronology/<uuid:pk>/withdraw/", views.withdraw_entry, name="withdraw_entry"),
    path("professionals/", views.professionals, name="professionals"),
    path("professionals/<uuid:pk>/", views.professional, name="professional"),
    path(
        "professionals/<uuid:pk>/correct/", views.correct_professional, name="correct_professional"
    ),
    path("professionals/<uuid:pk>/leaving/", views.record_leaving, name="record_leaving"),
]

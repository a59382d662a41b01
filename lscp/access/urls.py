"""Addresses of signing in and out, of organisations and roles, and of broken glass."""

from django.urls import path

from lscp.access import key_views, sign_in_views, trail_views, views

app_name = "access"
ORGANISATION, MEMBERSHIP = "organisations/<uuid:pk>/", "roles-held/<uuid:pk>/"
HOLDER = "roles-held/<uuid:holder>/"
urlpatterns = [
    path("sign-in/", sign_in_views.sign_in, name="sign_in"),
    path("sign-out/", sign_in_views.sign_out, name="sign_out"),
    path("acting-as/", views.choose_role, name="choose_role"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/new/", views.open_organisation, name="open_organisation"),
    path(ORGANISATION, views.organisation, name="organisation"),
    path(f"{ORGANISATION}change/", views.change_organisation, name="change_organisation"),
    path(f"{ORGANISATION}close/", views.close_organisation, name="close_organisation"),
    path("organisations/<uuid:organisation>/teams/new/", views.open_team, name="open_team"),
    path("organisations/<uuid:organisation>/invite/", views.invite_joiner, name="invite_joiner"),
    path("teams/<uuid:pk>/", views.team, name="team"),
    path("teams/<uuid:pk>/rename/", views.rename_team, name="rename_team"),
    path("teams/<uuid:pk>/close/", views.close_team, name="close_team"),
    path("roles-held/", views.memberships, name="memberships"),
    path(MEMBERSHIP, views.membership, name="membership"),
    path(f"{MEMBERSHIP}change/", views.change_membership, name="change_membership"),
    path(f"{MEMBERSHIP}name/", views.correct_name, name="correct_name"),
    path(f"{MEMBERSHIP}last-day/", views.end_membership, name="end_membership"),
    path(f"{MEMBERSHIP}stop/", views.stop_membership, name="stop_membership"),
    path(f"{MEMBERSHIP}invite-again/", views.send_invitation_again, name="send_invitation_again"),
    path(f"{MEMBERSHIP}second-factor/", views.take_away_factors, name="take_away_factors"),
    path(f"{HOLDER}another/", views.give_role, name="give_role"),
    path(f"{HOLDER}deputy/", views.name_deputy, name="name_deputy"),
    path(f"{HOLDER}lock/", views.lock_account, name="lock_account"),
    path("locked-accounts/", views.account_locks, name="account_locks"),
    path("locked-accounts/<uuid:pk>/", views.account_lock, name="account_lock"),
    path("locked-accounts/<uuid:pk>/unlock/", views.unlock_account, name="unlock_account"),
    path("keys/", key_views.keys, name="keys"),
    path("keys/new/", key_views.issue_key, name="issue_key"),
    path("keys/<uuid:pk>/", key_views.api_key, name="api_key"),
    path("keys/<uuid:pk>/revoke/", key_views.revoke_key, name="revoke_key"),
    path("grants/", views.grants, name="grants"),
    path("grants/change/", views.change_grant, name="change_grant"),
    path("grants/changes/", views.grant_changes, name="grant_changes"),
    path("grants/changes/<uuid:pk>/", views.grant_change, name="grant_change"),
    path("trail/", trail_views.trail, name="trail"),
    path("break-glass/", views.glasses, name="glasses"),
    path("break-glass/new/", views.break_glass, name="break_glass"),
    path("break-glass/<uuid:pk>/", views.glass, name="glass"),
    path("break-glass/<uuid:pk>/review/", views.review_glass, name="review_glass"),
    path("records-requests/", views.records_requests, name="records_requests"),
    path("records-requests/new/", views.find_for_request, name="find_for_request"),
    path("records-requests/<uuid:pk>/", views.records_request, name="records_request"),
    path("records-requests/<uuid:pk>/close/", views.close_request, name="close_request"),
]

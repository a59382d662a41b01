"""Addresses of signing in: those of allauth that exist here, under its names, and no others.

There is none for making an account oneself, nor for changing one's e-mail address: the
organisation's administrator does both.
"""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as key
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as organisation
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from lscp.access import sign_in_views as ours

urlpatterns = [
    path("sign-in/", ours.sign_in, name="account_login"),
    path("sign-in/code/", ours.code, name="mfa_authenticate"),
    path("sign-in/stay/", ours.stay, name="account_stay"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/confirm/code/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/confirm/key/", key.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sign-in/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/failed/", social.login_error, name="socialaccount_login_error"),
    path("sign-in/with/<slug:provider_id>/", ours.to_organisation, name="openid_connect_login"),
    path(
        "sign-in/with/<slug:provider_id>/back/", organisation.callback,
        name="openid_connect_callback",
    ),
    path("sign-out/", ours.sign_out, name="account_logout"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$", account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/", account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("your-sign-in/", factor.index, name="mfa_index"),
    path("your-sign-in/password/", account.password_change, name="account_change_password"),
    path("your-sign-in/no-password/", ours.no_password, name="account_set_password"),
    path("your-sign-in/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("your-sign-in/app/set-up/", app.activate_totp, name="mfa_activate_totp"),
    path("your-sign-in/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("your-sign-in/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "your-sign-in/codes/download/", codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path(
        "your-sign-in/codes/new/", codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("your-sign-in/keys/", key.list_webauthn, name="mfa_list_webauthn"),
    path("your-sign-in/keys/add/", key.add_webauthn, name="mfa_add_webauthn"),
    path("your-sign-in/keys/<int:pk>/name/", key.edit_webauthn, name="mfa_edit_webauthn"),
    path("your-sign-in/keys/<int:pk>/remove/", key.remove_webauthn, name="mfa_remove_webauthn"),
]  # fmt: skip

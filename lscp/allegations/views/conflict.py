"""A file that touches somebody of the service, or goes to another LADO: one line a page."""

from django.urls import path

from lscp.allegations import actions
from lscp.allegations.forms import conflict as forms
from lscp.allegations.queries import conflicts
from lscp.allegations.queries.allegations import about
from lscp.core.pages import action_page

FORM = "allegations/allegation_form.html"

keep_out = action_page(
    actions.keep_out, forms.KeepOutForm, choices=conflicts.to_keep_out,
    initial=conflicts.own_place, context=about, template=FORM,
    done="They are kept out, and the file is restricted",
)  # fmt: skip
let_in = action_page(
    actions.let_in, forms.LetInForm, choices=conflicts.to_open, context=about, template=FORM,
    done="The file is open to them, and they are told",
)  # fmt: skip
pass_allegation = action_page(
    actions.pass_allegation, forms.PassForm, choices=conflicts.to_pass, context=about,
    template=FORM, done="The file is passed, and they are told",
)  # fmt: skip
pass_outside = action_page(
    actions.pass_outside, forms.PassOutsideForm, context=about, template=FORM,
    done="The file is closed as passed",
)  # fmt: skip

FILE = "allegations/<uuid:pk>/"
urlpatterns = [
    path(f"{FILE}keep-out/", keep_out, name="keep_out"),
    path(f"{FILE}let-in/", let_in, name="let_in"),
    path(f"{FILE}pass/", pass_allegation, name="pass_allegation"),
    path(f"{FILE}pass-outside/", pass_outside, name="pass_outside"),
]

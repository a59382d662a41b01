"""What partners are asked, and what they answer."""

from django.urls import path

from lscp.core import worklists
from lscp.core.pages import Column, action_page, list_page, navigation, record_page
from lscp.front_door import actions
from lscp.front_door.forms import check as forms
from lscp.front_door.models import Check
from lscp.front_door.policy import ANSWER_CHECK, VIEW_CHECK
from lscp.front_door.queries import checks as asked
from lscp.front_door.queries.summary import around

navigation("front_door:checks", "Checks", permission=ANSWER_CHECK)
worklists.listed(
    "front_door.Check", title=lambda check: f"{check.asked}: contact {check.contact.reference}",
    permission=VIEW_CHECK, reads=("asked", "contact"),
)  # fmt: skip

checks = list_page(
    Check, permission=ANSWER_CHECK, title="Checks you are asked for", ordering="-asked_at",
    rows=asked.asked_of_own, filters={"State": "state"},
    columns={
        "Contact": Column("contact.reference"), "Asked": Column("asked_at", sort="asked_at"),
        "Due": Column(lambda check: check.due_on, reads=("asked_on",)),
        "State": "get_state_display", "Shared with other partners": "is_shared",
    },
    empty="Nobody has asked your organisation for a check. You are told when somebody does.",
)  # fmt: skip
check = record_page(
    Check, "front_door/check.html", permission=VIEW_CHECK, context=around,
    offers=[actions.answer_check, actions.share_check, actions.withdraw_check],
)  # fmt: skip
ask_checks = action_page(
    actions.ask_checks, forms.AskChecksForm, template="front_door/check_ask.html",
    choices=lambda contact, actor: {"organisations": asked.to_ask(contact)},
    done="The partners are asked, and told",
)  # fmt: skip
answer_check = action_page(
    actions.answer_check, forms.AnswerCheckForm, template="front_door/check_answer.html",
    context=around, done="Your answer is sent to the front door",
)  # fmt: skip
share_check = action_page(
    actions.share_check, template="front_door/check_share.html", context=around,
    done="The answer is shared",
)  # fmt: skip
withdraw_check = action_page(
    actions.withdraw_check, forms.WithdrawCheckForm, done="The check is withdrawn"
)

urlpatterns = [
    path("front-door/checks/", checks, name="checks"),
    path("front-door/checks/<uuid:pk>/", check, name="check"),
    path("front-door/checks/<uuid:pk>/answer/", answer_check, name="answer_check"),
    path("front-door/checks/<uuid:pk>/share/", share_check, name="share_check"),
    path("front-door/checks/<uuid:pk>/withdraw/", withdraw_check, name="withdraw_check"),
    path("front-door/contacts/<uuid:pk>/ask-checks/", ask_checks, name="ask_checks"),
]

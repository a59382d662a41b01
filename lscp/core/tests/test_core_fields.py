"""Form fields: drawn as GOV.UK components, with words for what is missing or wrong."""

import re
from datetime import date, time, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from lscp.core import fields
from lscp.core.time import today


class DecideForm(fields.ActionForm):
    outcome = fields.Radios(
        label="What is the decision?", missing="Select the decision",
        choices=[("assess", "Assess the child’s needs"), ("pass", "Pass it on")],
        hints={"assess": "By a social worker"},
    )  # fmt: skip
    to = fields.Text(
        label="To whom?", missing="Enter to whom it is passed", when=("outcome", "pass")
    )
    rationale = fields.Textarea(
        label="Why?", missing="Enter the reasons for the decision", limit=20
    )
    decided_on = fields.Date(
        label="When was it made?", missing="Enter the date of the decision", latest=today
    )
    told = fields.YesNo(label="Was the family told?", required=False)
    needs = fields.Checkboxes(
        label="What is needed?", required=False, choices=[("a", "One"), ("b", "Another")]
    )
    days = fields.Number(label="How many days?", required=False, least=1, most=10, called="Days")


GIVEN = {
    "outcome": "assess", "rationale": "Bruising\r\nto a baby", "decided_on_day": "26",
    "decided_on_month": "May", "decided_on_year": "2026", "needs": ["a", "b"], "told": "no",
    "days": "1",
}  # fmt: skip


def sent(**changed):
    data = QueryDict(mutable=True)
    for name, value in {**GIVEN, **changed}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return DecideForm(data)


def test_answers_bear_the_names_of_the_arguments_of_the_action():
    form = sent()
    assert form.is_valid(), form.errors
    assert form.answers() == {
        "outcome": "assess", "to": "", "rationale": "Bruising\nto a baby", "told": False,
        "decided_on": date(2026, 5, 26), "needs": ["a", "b"], "days": 1,
    }  # fmt: skip


def test_every_missing_answer_is_asked_for_and_linked_to_its_first_input():
    form = DecideForm(QueryDict())
    assert form.summary() == [
        {"text": "Select the decision", "href": "#outcome"},
        {"text": "Enter the reasons for the decision", "href": "#rationale"},
        {"text": "Enter the date of the decision", "href": "#decided_on-day"},
    ]
    html = form.as_field_groups()
    for each in form.summary():
        assert html.count(f'id="{each["href"][1:]}"') == 1


def test_no_two_inputs_of_a_page_bear_one_id():
    ids = re.findall(r' id="([^"]+)"', DecideForm().as_field_groups())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("typed", "words", "first"),
    [
        (("", "5", "2026"), "The date of the decision must include a day", "day"),
        (("26", "", ""), "The date of the decision must include a month and year", "month"),
        (("26", "5", ""), "The date of the decision must include a year", "year"),
        (("31", "2", "2026"), "The date of the decision must be a real date", "day"),
        (("1", "13", "2026"), "The date of the decision must be a real date", "month"),
        (("1", "1", "26"), "The date of the decision must have a year of 4 numbers", "year"),
        (("x", "1", "2026"), "The date of the decision must be a real date", "day"),
    ],
)
def test_a_date_says_which_part_is_missing_or_wrong(typed, words, first):
    parts = zip(("day", "month", "year"), typed, strict=True)
    form = sent(**{f"decided_on_{part}": text for part, text in parts})
    assert form.summary() == [{"text": words, "href": f"#decided_on-{first}"}]
    assert re.search(
        rf'<input[^>]*govuk-input--error[^>]*id="decided_on-{first}"', form["decided_on"].draw()
    )


def test_a_date_keeps_to_its_limits():
    day = today() + timedelta(days=1)
    form = sent(decided_on_day=day.day, decided_on_month=day.month, decided_on_year=day.year)
    assert form.summary()[0]["text"] == "The date of the decision must be today or in the past"


def test_what_was_typed_is_kept_beside_what_is_wrong():
    html = sent(decided_on_month="Mayday", rationale="x" * 21).as_field_groups()
    assert 'value="Mayday"' in html
    assert "x" * 21 in html
    assert "The reasons for the decision must be 20 characters or less" in html


def test_a_question_below_a_choice_is_asked_only_then():
    assert sent(outcome="pass").summary() == [{"text": "Enter to whom it is passed", "href": "#to"}]
    form = sent(outcome="assess", to="x" * 300)
    assert form.is_valid()
    assert form.answers()["to"] == ""
    assert form.as_field_groups().count('name="to"') == 1


def test_a_question_that_need_not_be_answered_says_so():
    assert "Was the family told? (optional)" in DecideForm()["told"].draw()
    with pytest.raises(TypeError, match="missing"):
        fields.Text(label="Why?")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("x", "Days must be a whole number, like 15"), ("11", "Days must be between 1 and 10"),
     ("1.5", "Days must be a whole number, like 15"), ("-1", "Days must be between 1 and 10")],
)  # fmt: skip
def test_a_number_says_what_it_must_be(typed, words):
    assert sent(days=typed).summary()[0]["text"] == words


def test_an_answer_can_be_said_in_words():
    form = sent()
    assert [form[name].said for name in ("outcome", "to", "decided_on", "told", "needs")] == [
        "Assess the child’s needs", "Not answered", "26 May 2026", "No", "One, Another",
    ]  # fmt: skip


def test_what_is_known_is_shown_to_be_changed():
    known = {"outcome": "pass", "decided_on": date(2026, 5, 26), "told": True, "days": 0, "seen": 3}
    html = DecideForm(initial=known).as_field_groups()
    assert re.search(r'value="pass"\s+checked', html)
    assert 'value="26"' in html
    assert re.search(r'value="yes"\s+checked', html)
    assert 'name="seen" value="3"' in html


def test_every_new_form_carries_an_id_of_its_own():
    once = [
        re.search(r'name="once" value="([^"]+)"', DecideForm().as_field_groups())[1] for _ in "ab"
    ]
    assert once[0] != once[1]


def test_text_that_looks_like_html_is_only_text():
    html = sent(rationale="<script>", outcome="<b>").as_field_groups()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("field", "typed", "known"),
    [
        (fields.Postcode, "ig117lu", "IG11 7LU"), (fields.Postcode, "nowhere", None),
        (fields.Email, "a@b.example", "a@b.example"), (fields.Email, "a@", None),
        (fields.Telephone, "020 7946 0018", "020 7946 0018"), (fields.Telephone, "12", None),
        (fields.Number, "1,000", 1000), (fields.Text, "a\0b", None),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood_or_refused(field, typed, known):
    class Form(fields.ActionForm):
        one = field(label="One?", missing="Enter one")

    form = Form({"one": typed})
    assert form.is_valid() == (known is not None)
    assert known is None or form.answers()["one"] == known


def test_codes_are_those_that_are_valid_today():
    class Form(fields.ActionForm):
        need = fields.Select(
            label="What is needed?",
            missing="Select a need",
            choices=fields.of_codes("cin/primary_need"),
        )

    assert "N1" in dict(Form().fields["need"].choices)
    assert Form({"need": "N99"}).summary() == [{"text": "Select a need", "href": "#need"}]


@pytest.mark.parametrize(
    ("typed", "means"),
    [("14:30", time(14, 30)), ("2.30pm", time(14, 30)), ("9am", time(9)), ("12 am", time(0)),
     ("12pm", time(12)), ("9", None), ("25:00", None), ("13pm", None), ("14:75", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(typed, means):
    class MeetForm(fields.ActionForm):
        at = fields.Time(label="At what time?", missing="Enter the time of the meeting")

    data = QueryDict(mutable=True)
    data["at"] = typed
    form = MeetForm(data)
    if means is None:
        assert form.summary() == [
            {"text": "The time of the meeting must be a time, like 14:30 or 2:30pm", "href": "#at"}
        ]
        assert typed in form["at"].draw(), "what was typed stays"
    else:
        assert form.summary() == []
        assert form.answers() == {"at": means}
        assert MeetForm(initial={"at": means})["at"].said == f"{means:%H:%M}"


class SeveralForm(fields.ActionForm):
    pictures = fields.Files(label="The pictures", missing="Select the pictures", accept=".png")
    others = fields.Files(label="Others", required=False)


def several(**sent):
    files = MultiValueDict(
        {name: [SimpleUploadedFile(*each) for each in given] for name, given in sent.items()}
    )
    return SeveralForm(QueryDict(), files)


def test_several_files_are_one_answer():
    form = several(pictures=[("a.png", b"a"), ("b.png", b"b")])
    assert form.is_valid()
    assert [each.name for each in form.answers()["pictures"]] == ["a.png", "b.png"]
    assert form.answers()["others"] == []
    assert re.search(r'type="file" multiple\s.*accept=".png"', form["pictures"].draw())


def test_of_several_files_the_one_that_is_empty_is_named():
    assert several().summary()[0]["text"] == "Select the pictures"
    form = several(pictures=[("a.png", b"a"), ("b.png", b"")], others=[("c.png", b"")])
    assert [each["text"] for each in form.summary()] == ["b.png is empty", "c.png is empty"]

"""People are told once, in a sentence that names nobody."""

import datetime as dt
from email import message_from_bytes, policy
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from lscp.core import jobs, notify
from lscp.core.jobs import worker
from lscp.core.models import Notification
from lscp.core.notify import sending, ways
from lscp.core.policy import Reach
from lscp.core.tests.notify_servers import MailServer, NotifyServer, running

pytestmark = pytest.mark.django_db
LOOK = notify.message("core.test_look", "A record was opened, and its review is due by {due_on}")
COUNT = notify.message("core.test_count", "{late} things of yours are late")
DUE = dt.date(2026, 11, 27)


@pytest.fixture
def reader():
    return get_user_model().objects.create_user("reader", email="reader@example.org")


@pytest.fixture(autouse=True)
def _finder(monkeypatch):
    """Users stand for themselves here."""
    monkeypatch.setattr(notify, "_finders", [lambda parties, holding: parties])


@pytest.fixture
def mail_server(settings):
    with running(MailServer()) as server:
        settings.LSCP_SMTP = "smtp://"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


@pytest.fixture
def govuk(settings):
    with running(NotifyServer()) as server:
        settings.LSCP_NOTIFY_KEY = f"openlscp-{uuid4()}-{uuid4()}"
        settings.LSCP_NOTIFY_URL = server.url
        settings.LSCP_NOTIFY_TEMPLATE = str(uuid4())
        yield server


def files(installation):
    found = sorted((installation / "mail").glob("*"))
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


def test_a_message_holds_its_sentence_and_a_link_and_no_more(installation, reader):
    assert notify.tell(reader.pk, about=LOOK, link="/people/1/", due_on=DUE) == 1
    worker.do_waiting()
    [mail], row = files(installation), Notification.objects.get()
    assert (mail["To"], mail["Subject"]) == ("reader@example.org", ways.SUBJECT)
    text = mail.get_content()
    assert "A record was opened, and its review is due by 27 November 2026" in text
    assert f"http://127.0.0.1:8000/notifications/{row.pk}/" in text
    assert "/people/1/" not in text
    assert (row.state, row.sent_by, row.attempts) == ("sent", "file", 1)


@pytest.mark.parametrize("detail", ["Ayesha Example", 1.5, None, ["x"]])
def test_a_message_takes_numbers_and_days_and_no_words(detail, reader):
    with pytest.raises(TypeError, match="a number or a day"):
        notify.tell(reader.pk, about=LOOK, due_on=detail)


@pytest.mark.parametrize("details", [{}, {"due_on": DUE, "name": 1}, {"late": 1}])
def test_a_message_takes_the_details_of_its_sentence(details, reader):
    with pytest.raises(TypeError, match="takes due_on"):
        notify.tell(reader.pk, about=LOOK, **details)


def test_a_link_leads_nowhere_else(reader):
    with pytest.raises(ValueError, match="path of ours"):
        notify.tell(reader.pk, about=COUNT, late=2, link="https://example.com/")


def test_what_is_rolled_back_is_told_to_nobody(installation, reader):
    with transaction.atomic():
        notify.tell(reader.pk, about=COUNT, late=2)
        transaction.set_rollback(True)
    assert worker.do_waiting() == 0
    assert not Notification.objects.exists()


def test_a_team_stands_for_those_in_it_who_hold_the_permission(reader, monkeypatch):
    team, asked = uuid4(), []

    def finder(parties, holding):
        asked.append((tuple(parties), holding))
        return [reader.pk, reader.pk]

    notify.finds_people(finder)
    assert notify.tell({team}, about=COUNT, holding="people.review_glass", late=1) == 1
    ((parties, holds),) = asked
    assert parties == (team,)
    assert holds({"people.review_glass": frozenset((Reach.ALL,))})
    assert not holds({"people.view_person": frozenset((Reach.ALL,))})


def test_nobody_told_is_no_fault():
    assert notify.tell([], about=COUNT, late=2) == 0


def test_the_address_of_somebody_without_an_account_is_forgotten_when_it_has_served(installation):
    notify.tell_address("new@example.org", about=COUNT, link="/invitations/abc/", late=1)
    worker.do_waiting()
    [mail], row = files(installation), Notification.objects.get()
    assert mail["To"] == "new@example.org"
    assert "http://127.0.0.1:8000/invitations/abc/" in mail.get_content()
    assert (row.address, row.link, row.state) == ("", "", "sent")


def test_one_who_has_left_is_not_written_to(installation, reader):
    notify.tell(reader.pk, about=COUNT, late=2)
    get_user_model().objects.update(is_active=False)
    with pytest.raises(jobs.Fault, match="GivenUp"):
        worker.do_waiting()
    assert Notification.objects.get().state == "failed"
    assert files(installation) == []


def test_smtp(mail_server, reader):
    notify.tell(reader.pk, about=COUNT, late=2)
    worker.do_waiting()
    [mail], row = mail_server.taken, Notification.objects.get()
    assert "2 things of yours are late" in mail.get_content()
    assert mail["Message-ID"] == row.reference == f"<{row.pk}@localhost>"


def test_smtp_that_refuses_an_address_is_not_asked_again(mail_server):
    notify.tell_address("nobody@example.org", about=COUNT, link="/", late=2)
    with pytest.raises(jobs.Fault, match="GivenUp"):
        worker.do_waiting()
    assert Notification.objects.get().state == "failed"


def test_notify(govuk, settings, reader):
    notify.tell(reader.pk, about=COUNT, late=2)
    worker.do_waiting()
    [taken], row = govuk.taken, Notification.objects.get()
    assert taken["template_id"] == settings.LSCP_NOTIFY_TEMPLATE
    assert taken["email_address"] == "reader@example.org"
    assert taken["personalisation"]["sentence"] == "2 things of yours are late"
    assert (taken["reference"], taken["id"]) == (str(row.pk), row.reference)


@pytest.mark.parametrize(("status", "state"), [(400, "failed"), (500, "queued"), (429, "queued")])
def test_notify_in_trouble(govuk, reader, caplog, status, state):
    notify.tell(reader.pk, about=COUNT, late=2)
    govuk.trouble = status
    with pytest.raises(jobs.Fault) as fault:
        worker.do_waiting()
    assert Notification.objects.get().state == state
    assert fault.value.final == (state == "failed")
    assert "reader@" not in caplog.text
    assert "reader@" not in str(fault.value)


def break_after_sending(monkeypatch):
    """End the attempt after the message went and before that is kept, as a killed worker does."""
    way = ways.chosen()
    real = type(way).send

    def send(self, letter):
        real(self, letter)
        raise ConnectionResetError

    monkeypatch.setattr(type(way), "send", send)
    with pytest.raises(ConnectionResetError):
        sending.send_notification(notification=Notification.objects.get().pk)
    monkeypatch.undo()
    assert Notification.objects.get().state == "queued"


def test_notify_is_asked_before_a_message_goes_a_second_time(govuk, reader, monkeypatch):
    notify.tell(reader.pk, about=COUNT, late=2)
    break_after_sending(monkeypatch)
    worker.do_waiting()
    [taken], row = govuk.taken, Notification.objects.get()
    assert (row.state, row.attempts, row.reference) == ("sent", 2, taken["id"])


def test_a_file_is_not_written_a_second_time(installation, reader, monkeypatch):
    notify.tell(reader.pk, about=COUNT, late=2)
    with monkeypatch.context() as patch:
        break_after_sending(patch)
    monkeypatch.setattr(ways.File, "send", None)
    worker.do_waiting()
    assert Notification.objects.get().state == "sent"


def test_a_mail_sent_a_second_time_is_known_as_the_same(mail_server, reader, monkeypatch):
    notify.tell(reader.pk, about=COUNT, late=2)
    with monkeypatch.context() as patch:
        break_after_sending(patch)
    worker.do_waiting()
    assert len({mail["Message-ID"] for mail in mail_server.taken}) == 1


def test_a_message_that_has_gone_is_not_sent_again(installation, reader):
    notify.tell(reader.pk, about=COUNT, late=2)
    worker.do_waiting()
    sending.send_notification(notification=Notification.objects.get().pk)
    assert Notification.objects.get().attempts == 1


def test_unread(reader):
    notify.tell(reader.pk, about=COUNT, late=2)
    assert (notify.unread(reader.pk), notify.unread(uuid4()), notify.unread(None)) == (1, 0, 0)

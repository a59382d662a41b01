"""The demonstration never meets real returns; what serves is not shown to the world by accident."""

import re
import socket

import pytest

from lscp.access.models import User
from lscp.access.sign_in_factors import give_second_factor
from lscp.cli import demo, demo_returns, serve
from lscp.demo.cast import accounts, build
from lscp.submissions.models import Check, Load

pytestmark = pytest.mark.django_db


def test_the_demonstration_refuses_to_stand_beside_real_returns(lscp, census):
    assert lscp("returns", "load", census()).status == 0
    said = lscp("demo", "--no-serve")
    assert said.status == 2
    assert "not made up" in said.err
    assert Load.objects.count() == 1


def test_the_demonstration_loads_computes_reports_and_says_where_to_look(
    lscp, census, monkeypatch, tmp_path
):
    files = [
        census(5, lea=lea, year=year, name=f"{lea}-{year}.xml", software="OpenLSCP made-up")
        for lea in (207, 213)
        for year in (2018, 2022)
    ]
    built, served, peopled = [], [], []
    monkeypatch.setattr(demo_returns, "written", lambda: files)
    monkeypatch.setattr(demo, "_build_report", built.append)
    monkeypatch.setattr(build, "build", lambda password: peopled.append(password) or True)
    monkeypatch.setattr(serve, "free_port", lambda host, wanted: wanted)
    monkeypatch.setattr(serve, "run", lambda *where: served.append(where))
    said = lscp("demo", "--out", tmp_path / "out", "--port", "8765")
    assert said.status == 0, said.err
    assert (built, served) == ([tmp_path / "out"], [("127.0.0.1", 8765)])
    assert "Figures of 2022" in said.out
    assert "Figures of 2018" not in said.out
    assert set(Load.objects.values_list("loaded_by", flat=True)) == {"demonstration"}
    [password] = peopled
    assert len(password) == 16
    assert f"Password, of all:   {password}" in said.out
    for name, role in accounts.roles().items():
        assert f"  {name} " in said.out
        assert role in said.out
    checked = Check.objects.order_by("asked_at")
    assert [each.authority for each in checked] == ["E09000020", "E09000020", "E09000033"]
    assert {each.state for each in checked} == {"done"}
    assert checked[1].before == checked[0]
    again = lscp("demo", "--out", tmp_path / "out", "--no-serve")
    assert "loaded already" in again.out
    assert len(served) == 1
    assert Check.objects.count() == 3


def test_the_demonstration_refuses_to_stand_beside_accounts_of_others(lscp):
    User.objects.create_user("somebody")
    said = lscp("demo", "--no-serve")
    assert said.status == 2
    assert "Accounts that are not the demonstration’s" in said.err
    assert not Load.objects.exists()


def test_the_code_of_an_account_is_said_and_of_nobody_else(lscp):
    assert lscp("demo", "code", "somebody").status == 2
    said = lscp("demo", "code", "police")
    assert said.status == 1
    assert "lscp demo" in said.err
    real = User.objects.create_user("police")
    give_second_factor(real, "A" * 32)
    said = lscp("demo", "code", "police")
    assert (said.status, said.out) == (1, "")
    real.delete()
    give_second_factor(User.objects.create_user("police"), accounts.secret("police"))
    assert re.fullmatch("[0-9]{6}", lscp("demo", "code", "police").out.strip())


def test_debugging_is_not_served_beyond_loopback(lscp, monkeypatch):
    monkeypatch.setenv("LSCP_DEBUG", "1")
    said = lscp("serve", "--host", "0.0.0.0")
    assert said.status == 2
    assert "LSCP_DEBUG" in said.err


def test_a_port_that_is_taken_is_not_waited_for():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.free_port("127.0.0.1", port) != port
    assert serve.free_port("127.0.0.1", port) == port

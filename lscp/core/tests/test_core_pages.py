"""What every page has: security headers, its files, and a page for when something is wrong."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from lscp.core import assets, middleware, views

PAGES = ["/accessibility-statement/", "/privacy/", "/cookies/", "/sign-in/"]


@pytest.fixture
def get(rf: RequestFactory):
    return rf.get("/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_allows_scripts_and_styles_of_this_site_alone(client, address):
    answer = client.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert answer.status_code == 200
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert not re.search(r"<[^>]+ (style|on[a-z]+)=", answer.text)


@pytest.mark.django_db
def test_the_policy_names_the_hash_of_the_only_script_within_a_page(client):
    scripts = re.findall(r"<script(?![^>]*src)[^>]*>(.*?)</script>", client.get("/cookies/").text)
    digests = [
        "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in scripts
    ]
    assert digests == [middleware.JS_ENABLED]


@pytest.mark.django_db
def test_a_page_that_somebody_signed_in_sees_is_kept_by_no_cache(client, django_user_model):
    assert "no-store" not in client.get("/cookies/").headers.get("Cache-Control", "")
    client.force_login(django_user_model.objects.create_user("analyst"))
    assert client.get("/cookies/").headers["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_a_reader_who_does_not_sign_in_is_given_no_cookie(client):
    for address in PAGES[:3]:
        assert not client.get(address).cookies


@pytest.mark.django_db
def test_an_address_that_is_no_page_says_so_and_where_to_go(client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "Page not found" in answer.text
    assert 'href="/"' in answer.text


@pytest.mark.django_db
def test_a_refusal_says_why(get, django_user_model):
    get.user = django_user_model(username="analyst")
    answer = views.forbidden(get, PermissionDenied("Your account may not see full values."))
    assert answer.status_code == 403
    assert "Your account may not see full values." in answer.text


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [(views.bad_request, 400, "problem with the address"),
     (views.csrf_failure, 403, "could not be sent"),
     (views.server_error, 500, "problem with the service")],
)  # fmt: skip
def test_a_page_for_when_something_is_at_fault_asks_nothing_of_the_database(
    get, view, status, words
):
    answer = view(get)
    assert answer.status_code == status
    assert words in answer.text


def test_every_file_that_a_page_names_is_served_and_no_typeface_of_gov_uk_is():
    for package, (_, names) in assets.SERVED.items():
        for name in names:
            assert finders.find(f"{package}/{name}"), name
    assert finders.find("core/lscp.css")
    assert finders.find("core/start.js")
    assert not finders.find("govuk/assets/fonts/bold-b542beb274-v2.woff2")
    assert not finders.find("govuk/../package.json")


def test_what_is_collected_is_what_is_found():
    finder = assets.PackagesFinder()
    listed = {f"{storage.prefix}/{name}" for name, storage in finder.list(None)}
    assert listed == {f"{p}/{name}" for p, (_, names) in assets.SERVED.items() for name in names}
    assert all(finder.find(path, find_all=True) for path in listed)


def test_every_rule_of_gov_uk_that_sets_its_typeface_is_outdone_by_ours():
    theirs = (assets.GOVUK / "govuk-frontend.min.css").read_text(encoding="utf-8")
    ours = Path(finders.find("core/lscp.css")).read_text(encoding="utf-8")
    setting = re.findall(r"([^{}]+)\{[^{}]*font-family:GDS Transport,arial", theirs)
    stronger = {
        selector
        for group in setting
        for selector in group.split(",")
        if not re.fullmatch(r"\.govuk-[\w-]+", selector)
    }
    assert stronger
    assert not [
        selector
        for selector in stronger
        if f"{selector},\n" not in ours and f"{selector} {{" not in ours
    ]

"""What holds of every record and part of every area, so that none can be left out."""

import pytest
from django.db import connection, models

from lscp.core import clocks, records, row_security
from lscp.core.actions import ACTIONS
from lscp.core.records import Part, Record
from lscp.core.workflow import NEW, WORKFLOWS

KINDS = sorted(records.kinds(), key=lambda each: each._meta.label)
RECORDS = [each for each in KINDS if issubclass(each, Record)]
# Read before it is known who acts, and shown to everyone who allocates or invites; they hold
# nothing about the people whom records are about.
WITHOUT_SECOND_LOCK = {
    "access.Organisation", "access.Team", "access.Membership", "access.GrantChange",
    "access.AccountLock", "access.ApiKey",
}  # fmt: skip


def labelled(kinds):
    return [pytest.param(each, id=each._meta.label) for each in kinds]


def test_there_are_records_to_sweep():
    assert len(RECORDS) > 2
    assert len(KINDS) > len(RECORDS)


@pytest.mark.parametrize("model", labelled(KINDS))
def test_each_field_is_plain_or_personal_or_special_and_only_one_of_them(model):
    fields = {each.name for each in model._meta.get_fields() if each.concrete}
    declared = [
        name for kind in ("plain", "personal", "special")
        for name in getattr(model.Privacy, kind, ())
    ]  # fmt: skip
    assert len(declared) == len(set(declared)), "a field is in two kinds"
    own = records.KERNEL if issubclass(model, Record) else {"id"}
    assert set(declared) | own == fields


@pytest.mark.parametrize("model", labelled(RECORDS))
def test_each_record_has_a_workflow_whose_moves_are_its_actions(model):
    workflow = WORKFLOWS[model._meta.label]
    area = model._meta.app_label
    actions = {each.verb for each in ACTIONS.values() if each.workflow is workflow}
    assert actions == set(workflow.moves)
    assert all(f"{area}.{verb}" in ACTIONS for verb in workflow.moves)


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=lambda each: each.of)
def test_each_state_can_be_reached_and_left_or_is_final(workflow):
    reached, seen = {NEW}, set()
    while reached - seen:
        state = (reached - seen).pop()
        seen.add(state)
        for verb, (_, after) in workflow.moves.items():
            if state in workflow.befores(verb):
                reached.add(state if after is None else str(after))
    assert reached - {NEW} == set(workflow.states.values)


@pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=lambda each: each.of)
def test_each_clock_is_one_of_the_table_and_reads_dates_of_the_record(workflow):
    from django.apps import apps

    fields = {each.name: each for each in apps.get_model(workflow.of)._meta.concrete_fields}
    for each in workflow.clocks:
        assert any(entry.id == each.clock for entry in clocks.all_clocks())
        assert isinstance(fields[each.starts_on], models.DateField)
        assert isinstance(fields[each.stops_on], models.DateField)


@pytest.mark.parametrize("model", labelled(KINDS))
def test_a_record_is_written_by_an_action_and_by_nothing_else(model):
    rows = model._default_manager
    for attempt in (
        model().save,
        lambda: rows.update(id=None),
        lambda: rows.all().delete(),
        lambda: rows.bulk_create([model()]),
        lambda: rows.bulk_update([model()], ["id"]),
        model().delete,
    ):
        with pytest.raises(records.OutsideAnAction):
            attempt()


def test_only_the_tables_that_say_who_acts_are_without_the_second_lock():
    assert {each._meta.label for each in KINDS if not each.second_lock} == WITHOUT_SECOND_LOCK


@pytest.mark.django_db
@pytest.mark.parametrize("model", labelled(each for each in KINDS if each.second_lock))
def test_the_second_lock_is_on_each_table_as_the_models_of_today_declare_it(model):
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = %s", [table]
        )
        assert cursor.fetchone() == (True, True)
        cursor.execute(
            "SELECT policyname, cmd FROM pg_policies WHERE tablename = %s ORDER BY 1", [table]
        )
        assert cursor.fetchall() == [
            ("adds", "INSERT"), ("changes", "UPDATE"), ("owner", "ALL"), ("reads", "SELECT")
        ]  # fmt: skip
        cursor.execute("SELECT has_table_privilege(%s, 'DELETE')", [table])
        assert cursor.fetchone() == (False,)
    assert row_security.stale(connection) == []


def test_a_part_names_the_record_that_it_is_a_part_of():
    for model in KINDS:
        if issubclass(model, Part):
            assert model._meta.get_field(model.part_of).related_model in RECORDS

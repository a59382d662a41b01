"""Possible matches beyond reach, the questions that are asked of all people, and whose a key is.

The functions run as the owner of the tables, whose policy lets through every row: so that a look
beyond one's reach is one of these, by name, and nothing else. They answer with ids alone, to the
serving role alone. A record that was merged answers with the one that stands.
"""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

STANDS = """
CREATE FUNCTION people_stands(found uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE along AS (
        SELECT id, merged_into_id FROM people_person WHERE id = ANY(found)
        UNION
        SELECT p.id, p.merged_into_id FROM people_person p JOIN along a ON p.id = a.merged_into_id
    )
    SELECT id FROM along WHERE merged_into_id IS NULL
$$
"""
EXACT = """
CREATE FUNCTION people_exact(asked_scheme text, asked_value text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT people_stands(array(
        SELECT person_id FROM people_identifier
        WHERE value = asked_value AND wrong_at IS NULL AND scheme = ANY(
            CASE WHEN asked_scheme = 'upn' THEN ARRAY['upn', 'former_upn']
                 ELSE ARRAY[asked_scheme] END)
    ))
$$
"""
EXACT_NAME = """
CREATE FUNCTION people_exact_name(asked_given text, asked_family text, born date)
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT people_stands(array(
        SELECT k.person_id FROM people_namekey k
        JOIN people_name n ON n.id = k.name_id AND n.wrong_at IS NULL
        JOIN people_person p ON p.id = k.person_id AND p.date_of_birth = born
        WHERE k.given = asked_given AND k.family = asked_family
    ))
$$
"""
# Strong evidence alone, since nobody looks at what is found before it is a task for its holder.
BEYOND = """
CREATE FUNCTION people_beyond(arrival uuid)
RETURNS TABLE (person uuid, organisation uuid, authority text, restricted boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH numbers AS (
        SELECT scheme, value FROM people_identifier
        WHERE person_id = arrival AND wrong_at IS NULL AND scheme <> 'other'
    ), sounds AS (
        SELECT given_sound, family_sound FROM people_namekey WHERE person_id = arrival
    ), birth AS (
        SELECT date_of_birth, expected_on FROM people_person WHERE id = arrival
    ), found AS (
        SELECT i.person_id FROM people_identifier i JOIN numbers n
        ON i.value = n.value AND i.scheme = ANY(
            CASE WHEN n.scheme IN ('upn', 'former_upn') THEN ARRAY['upn', 'former_upn']
                 ELSE ARRAY[n.scheme] END)
        WHERE i.wrong_at IS NULL
        UNION
        SELECT p.id FROM birth b JOIN people_person p ON p.date_of_birth = b.date_of_birth
        WHERE EXISTS (SELECT 1 FROM people_namekey k JOIN sounds s USING (given_sound, family_sound)
                      WHERE k.person_id = p.id)
        UNION
        SELECT p.id FROM birth b JOIN people_person p
        ON p.expected_on BETWEEN b.expected_on - 14 AND b.expected_on + 14
        AND p.date_of_birth IS NULL AND b.date_of_birth IS NULL
        WHERE EXISTS (SELECT 1 FROM people_namekey k JOIN sounds s USING (family_sound)
                      WHERE k.person_id = p.id AND k.family_sound <> '')
    )
    SELECT p.id, p.organisation_id, p.authority, p.restricted
    FROM people_person p
    WHERE p.id IN (SELECT people_stands(array(SELECT person_id FROM found)))
    AND p.id <> arrival
    LIMIT 20
$$
"""
# Whose a key is follows whose the person is, from the first row and after each move.
OF_KEY = """
CREATE FUNCTION people_key_holder() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
    SELECT p.team_id, p.organisation_id INTO NEW.held_by_team, NEW.held_by_organisation
    FROM people_person p WHERE p.id = NEW.person_id;
    RETURN NEW;
END $$
"""
OF_PERSON = """
CREATE FUNCTION people_keys_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$ BEGIN
    UPDATE people_namekey
    SET held_by_team = NEW.team_id, held_by_organisation = NEW.organisation_id
    WHERE person_id = NEW.id;
    RETURN NULL;
END $$
"""
TRIGGERS = (
    "CREATE TRIGGER holder BEFORE INSERT ON people_namekey"
    " FOR EACH ROW EXECUTE FUNCTION people_key_holder()",
    "CREATE TRIGGER keys_follow AFTER UPDATE OF team_id, organisation_id ON people_person"
    " FOR EACH ROW WHEN (OLD.team_id IS DISTINCT FROM NEW.team_id"
    " OR OLD.organisation_id IS DISTINCT FROM NEW.organisation_id)"
    " EXECUTE FUNCTION people_keys_follow()",
)
FUNCTIONS = {
    "people_stands(uuid[])": STANDS,
    "people_exact(text, text)": EXACT,
    "people_exact_name(text, text, date)": EXACT_NAME,
    "people_beyond(uuid)": BEYOND,
}


def make(apps, schema_editor):
    app = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    for name, made in FUNCTIONS.items():
        schema_editor.execute(made)
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {app}")
    for made in (OF_KEY, OF_PERSON, *TRIGGERS):
        schema_editor.execute(made)


def drop(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION people_key_holder() CASCADE")
    schema_editor.execute("DROP FUNCTION people_keys_follow() CASCADE")
    for name in reversed(FUNCTIONS):
        schema_editor.execute(f"DROP FUNCTION {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_organisations"),
        ("people", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name='HiddenMatch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('authority', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('state', models.TextField(choices=[('raised', 'To be looked at'), ('same', 'The same person'), ('different', 'Different people')])),
                ('found_on', models.DateField()),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('existing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team')),
            ],
            options={
                'verbose_name': 'possible match',
                'indexes': [models.Index(fields=['organisation', 'found_on'], name='people_match_organisation'), models.Index(fields=['authority', 'found_on'], name='people_match_authority')],
                'constraints': [models.UniqueConstraint(fields=('arrival', 'existing'), name='people_one_match_of_a_pair')],
            },
        ),
        migrations.AddField('namekey', 'held_by_team', models.UUIDField(editable=False, null=True)),
        migrations.AddField('namekey', 'held_by_organisation', models.UUIDField(editable=False, null=True)),
        migrations.RunPython(make, drop, elidable=False),
    ]

"""The questions that are asked of the other LADO service's register: which facts agree, no more.

The functions run as the owner of the tables, whose policy lets through every row, so that a look
beyond one's reach is one of these, by name. They leave out whoever is restricted.
"""

from django.conf import settings
from django.db import migrations

# The levels are those of people/match_weights.csv; candidates come by keys with an index each.
ADULTS = """
CREATE FUNCTION allegations_adults_beyond(
    families text[], givens text[], meant text[], family_sounds text[], given_sounds text[],
    days date[], code text, workplaces text[], own_team uuid
)
RETURNS TABLE (adult uuid, team uuid, held_in text, family text, given text, born text,
               same_postcode boolean, same_workplace boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH found AS (
        (SELECT adult_id FROM allegations_adultkey
         WHERE family = ANY(families) AND given = ANY(meant) LIMIT 150)
        UNION
        (SELECT adult_id FROM allegations_adultkey
         WHERE family_sound = ANY(family_sounds) AND given_sound = ANY(given_sounds) LIMIT 150)
        UNION
        (SELECT id FROM allegations_adult WHERE born_on = ANY(days) LIMIT 150)
        UNION
        (SELECT id FROM allegations_adult WHERE postcode = code AND code <> '' LIMIT 150)
    ), compared AS (
        SELECT k.adult_id,
            CASE WHEN bool_or(k.family = ANY(families)) THEN 'same'
                 WHEN bool_or(k.family_sound = ANY(family_sounds)) THEN 'sound'
                 WHEN bool_or(k.family <> '') AND families <> '{}' THEN 'differs'
                 ELSE '' END AS family,
            CASE WHEN bool_or(k.given = ANY(givens)) THEN 'same'
                 WHEN bool_or(k.given = ANY(meant)) THEN 'short'
                 WHEN bool_or(k.given_sound = ANY(given_sounds)) THEN 'sound'
                 WHEN bool_or(k.given <> '') AND givens <> '{}' THEN 'differs'
                 ELSE '' END AS given
        FROM allegations_adultkey k JOIN found f USING (adult_id) GROUP BY k.adult_id
    )
    SELECT a.id, a.team_id, a.authority, coalesce(c.family, ''), coalesce(c.given, ''),
        CASE WHEN a.born_on IS NULL OR days = '{}' THEN ''
             WHEN a.born_on = days[1] THEN 'same'
             WHEN a.born_on = ANY(days) THEN 'swapped'
             WHEN (date_part('year', a.born_on) = date_part('year', days[1]))::int
                + (date_part('month', a.born_on) = date_part('month', days[1]))::int
                + (date_part('day', a.born_on) = date_part('day', days[1]))::int = 2
                AND abs(date_part('year', a.born_on) - date_part('year', days[1]))
                    IN (0, 1, 10) THEN 'nearly'
             ELSE 'differs' END,
        code <> '' AND a.postcode = code,
        EXISTS (SELECT 1 FROM allegations_post p
                JOIN allegations_employername n ON n.employer_id = p.employer_id
                WHERE p.adult_id = a.id AND n.key = ANY(workplaces))
    FROM found f JOIN allegations_adult a ON a.id = f.adult_id
    LEFT JOIN compared c ON c.adult_id = a.id
    WHERE a.state = 'known' AND NOT a.restricted AND a.team_id IS DISTINCT FROM own_team
$$
"""
EMPLOYERS = """
CREATE FUNCTION allegations_employers_beyond(
    keys text[], sounds text[], code text, known uuid, own_team uuid
)
RETURNS TABLE (employer uuid, team uuid, held_in text, name text, same_postcode boolean,
               same_organisation boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH found AS (
        (SELECT employer_id FROM allegations_employername WHERE key = ANY(keys) LIMIT 150)
        UNION
        (SELECT employer_id FROM allegations_employername WHERE sound = ANY(sounds) LIMIT 150)
        UNION
        (SELECT id FROM allegations_employer WHERE organisation_known_id = known LIMIT 150)
    ), compared AS (
        SELECT n.employer_id,
            CASE WHEN bool_or(n.key = ANY(keys)) THEN 'same'
                 WHEN bool_or(n.sound = ANY(sounds)) THEN 'sound'
                 ELSE 'differs' END AS name
        FROM allegations_employername n JOIN found f USING (employer_id) GROUP BY n.employer_id
    )
    SELECT e.id, e.team_id, e.authority, coalesce(c.name, ''), code <> '' AND e.postcode = code,
        coalesce(e.organisation_known_id = known, false)
    FROM found f JOIN allegations_employer e ON e.id = f.employer_id
    LEFT JOIN compared c ON c.employer_id = e.id
    WHERE e.state = 'known' AND NOT e.restricted AND e.team_id IS DISTINCT FROM own_team
$$
"""
FUNCTIONS = {
    "allegations_adults_beyond(text[], text[], text[], text[], text[], date[], text, text[], uuid)":
        ADULTS,
    "allegations_employers_beyond(text[], text[], text, uuid, uuid)": EMPLOYERS,
}  # fmt: skip


def make(apps, schema_editor):
    app = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    for name, made in FUNCTIONS.items():
        schema_editor.execute(made)
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {app}")


def drop(apps, schema_editor):
    for name in FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION {name}")


class Migration(migrations.Migration):
    dependencies = [("allegations", "0001_initial")]
    operations = [migrations.RunPython(make, drop, elidable=False)]

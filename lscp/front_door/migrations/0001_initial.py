"""The records of the front door, and the range over a key by which one episode shuts out another.

GiST can compare ranges with no extension at hand; a range that holds one key alone stands for it.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import lscp.front_door.models.referral
import uuid
from django.conf import settings
from django.db import migrations, models

# What no constraint of one table can say of a case and its assessments. Whoever starts an
# assessment waits for whoever is closing the case at this moment, and is then refused.
OF_AN_OPEN_CASE = """
CREATE FUNCTION front_door_assessed_while_open() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM front_door_referral r WHERE r.id = NEW.referral_id AND r.state = 'open'
        AND r.child_id = NEW.child_id AND r.received_on = NEW.referred_on FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'front_door_assessed_while_open' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION front_door_assessed_while_open() FROM PUBLIC;
CREATE TRIGGER assessed_while_open AFTER INSERT ON front_door_assessment
FOR EACH ROW EXECUTE FUNCTION front_door_assessed_while_open();
"""
CLOSED_WHEN_DONE = """
CREATE FUNCTION front_door_closed_when_done() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM front_door_assessment a WHERE a.referral_id = NEW.id
               AND (a.authorised_on IS NULL OR a.authorised_on > NEW.closed_on))
    OR (NEW.closure_reason IN ('RC8', 'RC9') AND NOT EXISTS (
               SELECT FROM front_door_assessment a WHERE a.referral_id = NEW.id)) THEN
        RAISE EXCEPTION 'front_door_closed_when_done' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION front_door_closed_when_done() FROM PUBLIC;
CREATE TRIGGER closed_when_done AFTER INSERT OR UPDATE ON front_door_referral
FOR EACH ROW WHEN (NEW.state = 'closed') EXECUTE FUNCTION front_door_closed_when_done();
"""
UNDO = """
DROP TRIGGER assessed_while_open ON front_door_assessment;
DROP FUNCTION front_door_assessed_while_open();
DROP TRIGGER closed_when_done ON front_door_referral;
DROP FUNCTION front_door_closed_when_done();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0003_cache'),
        ('people', '0003_keys_by_team'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE TYPE uuid_range AS RANGE (subtype = uuid)", "DROP TYPE uuid_range"
        ),
        migrations.RunSQL(
            'CREATE TYPE text_range AS RANGE (subtype = text, collation = "C")',
            "DROP TYPE text_range",
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('authority', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('state', models.TextField(choices=[('received', 'Received'), ('proposed', 'Outcome proposed'), ('decided', 'Decided')])),
                ('reference', models.TextField(unique=True)),
                ('sent_as', models.TextField(blank=True)),
                ('sent_digest', models.TextField(blank=True)),
                ('channel', models.TextField(choices=[('officer', 'Taken down by an officer'), ('professional', 'A professional who signed in'), ('public', 'The public form'), ('system', 'A partner’s system')])),
                ('received_at', models.DateTimeField()),
                ('received_on', models.DateField()),
                ('source', models.TextField()),
                ('identity', models.TextField(choices=[('given', 'Given'), ('withheld', 'Withheld: they did not want to say who they are'), ('unknown', 'Not known: nobody wrote it down')])),
                ('passed_on_by', models.TextField(blank=True)),
                ('referrer_name', models.TextField(blank=True)),
                ('referrer_role', models.TextField(blank=True)),
                ('referrer_email', models.TextField(blank=True)),
                ('referrer_telephone', models.TextField(blank=True)),
                ('worries', models.TextField()),
                ('working_well', models.TextField(blank=True)),
                ('needs_to_happen', models.TextField(blank=True)),
                ('consent', models.TextField(choices=[('given', 'The family agreed'), ('not_sought', 'The family was not asked'), ('refused', 'The family was asked and did not agree')])),
                ('consent_because', models.TextField(blank=True)),
                ('immediate_danger', models.BooleanField(default=False)),
                ('risk', models.TextField(blank=True, choices=[('red', 'Red: act now'), ('amber', 'Amber: act today'), ('green', 'Green: within the time limit')])),
                ('risk_because', models.TextField(blank=True)),
                ('proposed', models.TextField(blank=True, choices=[('no_action', 'No action'), ('advice', 'Advice and information'), ('early_help', 'Passed to early help'), ('referral', 'Referral to children’s social care'), ('open_case', 'Information for a case that is open'), ('passed', 'Passed to another authority')])),
                ('proposed_because', models.TextField(blank=True)),
                ('outcome', models.TextField(blank=True, choices=[('no_action', 'No action'), ('advice', 'Advice and information'), ('early_help', 'Passed to early help'), ('referral', 'Referral to children’s social care'), ('open_case', 'Information for a case that is open'), ('passed', 'Passed to another authority')])),
                ('outcome_because', models.TextField(blank=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('passed_to_other', models.TextField(blank=True)),
                ('to_tell_from', models.DateField(null=True)),
                ('told_on', models.DateField(null=True)),
                ('told', models.TextField(blank=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('passed_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referrer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referrer_organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team')),
            ],
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('authority', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('state', models.TextField(choices=[('asked', 'Asked'), ('answered', 'Answered'), ('withdrawn', 'Not needed any more')])),
                ('agency', models.TextField()),
                ('question', models.TextField(blank=True)),
                ('asked_at', models.DateTimeField()),
                ('asked_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('holds', models.BooleanField(null=True)),
                ('answer', models.TextField(blank=True)),
                ('concern', models.TextField(blank=True, choices=[('none', 'No concern'), ('some', 'Some concern'), ('serious', 'Serious concern')])),
                ('is_shared', models.BooleanField(default=False)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='front_door.contact')),
            ],
        ),
        migrations.CreateModel(
            name='Addition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by', models.TextField()),
                ('is_referrers', models.BooleanField(default=False)),
                ('words', models.TextField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='additions', to='front_door.contact')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactAdult',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField(blank=True)),
                ('name_key', models.TextField(blank=True)),
                ('relationship', models.TextField(blank=True)),
                ('stands_as', models.TextField(choices=[('parent', 'Parent or carer'), ('harms', 'Parent or carer who is said to harm or neglect'), ('other_harms', 'Somebody else who is said to harm'), ('other', 'Somebody else who matters')])),
                ('is_referrer', models.BooleanField(default=False)),
                ('address', models.TextField(blank=True)),
                ('telephone', models.TextField(blank=True)),
                ('home', models.IntegerField(null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adults', to='front_door.contact')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactChild',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('given', models.TextField(blank=True)),
                ('family', models.TextField(blank=True)),
                ('date_of_birth', models.DateField(null=True)),
                ('expected_on', models.DateField(null=True)),
                ('age_said', models.TextField(blank=True)),
                ('sex', models.TextField(blank=True)),
                ('address', models.TextField(blank=True)),
                ('postcode', models.TextField(blank=True)),
                ('school', models.TextField(blank=True)),
                ('home', models.IntegerField(null=True)),
                ('is_added', models.BooleanField(default=False)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='children', to='front_door.contact')),
                ('identified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('authority', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('state', models.TextField(choices=[('received', 'Received'), ('open', 'Open'), ('no_action', 'No further action'), ('closed', 'Closed')])),
                ('received_on', models.DateField()),
                ('source', models.TextField()),
                ('primary_need', models.TextField(blank=True)),
                ('decided_on', models.DateField(null=True)),
                ('decided_because', models.TextField(blank=True)),
                ('no_further_action', models.BooleanField(null=True)),
                ('closed_on', models.DateField(null=True)),
                ('closure_reason', models.TextField(blank=True)),
                ('closed_because', models.TextField(blank=True)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='front_door.contact')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team')),
                ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('authority', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('state', models.TextField(choices=[('started', 'Started'), ('submitted', 'Sent to the manager'), ('authorised', 'Authorised')])),
                ('referred_on', models.DateField()),
                ('started_on', models.DateField()),
                ('review_on', models.DateField(null=True)),
                ('reviewed_on', models.DateField(null=True)),
                ('review_ended_on', models.DateField(null=True)),
                ('reviewed', models.TextField(blank=True)),
                ('seen_on', models.DateField(null=True)),
                ('seen_alone', models.BooleanField(null=True)),
                ('not_seen_because', models.TextField(blank=True)),
                ('child_says', models.TextField(blank=True)),
                ('parents_say', models.TextField(blank=True)),
                ('analysis', models.TextField(blank=True)),
                ('factors', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                ('result', models.TextField(blank=True, choices=[('strategy', 'A strategy discussion'), ('plan', 'A child in need plan'), ('early_help', 'Early help'), ('no_action', 'No further action')])),
                ('returned_because', models.TextField(blank=True)),
                ('submitted_on', models.DateField(null=True)),
                ('authorised_on', models.DateField(null=True)),
                ('authorised_because', models.TextField(blank=True)),
                ('authorised_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('worker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='front_door.referral')),
            ],
        ),
        migrations.CreateModel(
            name='Sharing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('what', models.TextField()),
                ('purpose', models.TextField()),
                ('basis', models.TextField(choices=[('public_task', 'Public task: safeguarding children'), ('legal_obligation', 'A legal obligation'), ('vital', 'Vital interests: to protect somebody’s life'), ('consent', 'Consent')])),
                ('decided_by', models.TextField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='front_door.contact')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ContactDocument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.TextField()),
                ('is_referrers', models.BooleanField(default=False)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='front_door.contact')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.keptfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FormerDecision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.TextField(choices=[('no_action', 'No action'), ('advice', 'Advice and information'), ('early_help', 'Passed to early help'), ('referral', 'Referral to children’s social care'), ('open_case', 'Information for a case that is open'), ('passed', 'Passed to another authority')])),
                ('outcome_because', models.TextField()),
                ('told', models.TextField(blank=True)),
                ('told_on', models.DateField(null=True)),
                ('decided_at', models.DateTimeField()),
                ('reopened_at', models.DateTimeField()),
                ('reopened_because', models.TextField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_decisions', to='front_door.contact')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reopened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['authority', 'state', 'received_at'], name='front_door_inbox'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['team', 'state', 'received_at'], name='front_door_of_team'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['referrer_organisation', '-received_at'], name='front_door_submitted'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(fields=['received_on'], name='front_door_received'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(condition=models.Q(('decided_on', None)), fields=['received_at'], name='front_door_open'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.UniqueConstraint(condition=models.Q(('sent_as', ''), _negated=True), fields=('referrer_organisation', 'sent_as'), name='front_door_sent_once'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('decided_on__isnull', False)), models.Q(('decided_at__isnull', True), ('decided_on__isnull', True)), _connector='OR'), name='front_door_contact_decided_at_decided_on'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'decided'), ('decided_on', None), _connector='XOR'), name='front_door_contact_decided'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_on', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='front_door_contact_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='contact',
            constraint=models.CheckConstraint(condition=models.Q(('identity', 'given'), models.Q(('referrer', None), ('referrer_email', ''), ('referrer_name', ''), ('referrer_telephone', '')), _connector='OR'), name='front_door_contact_not_named'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['contact'], name='front_door_check_contact'),
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['asked', 'state', 'asked_at'], name='front_door_check_asked'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('contact', 'asked'), name='front_door_one_open_check'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'asked'), ('ended_on__isnull', False), _connector='XOR'), name='front_door_check_ended'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', False), ('holds__isnull', False), ('state', 'answered')), models.Q(models.Q(('state', 'answered'), _negated=True), ('answered_at', None), ('holds', None)), _connector='OR'), name='front_door_check_answered'),
        ),
        migrations.AddIndex(
            model_name='contactchild',
            index=models.Index(fields=['person'], name='front_door_child_person'),
        ),
        migrations.AddConstraint(
            model_name='contactchild',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('identified_by__isnull', False), ('person__isnull', False)), models.Q(('identified_by__isnull', True), ('person__isnull', True)), _connector='OR'), name='front_door_contactchild_person_identified_by'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['child', '-received_on'], name='front_door_referral_child'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['authority', 'state', 'received_on'], name='front_door_referrals'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['team', 'state', 'received_on'], name='front_door_referral_team'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(fields=['worker'], name='front_door_referral_worker'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state', 'closed'), models.Q(('closure_reason', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_on', None), ('closure_reason', '')), _connector='OR'), name='front_door_closed_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('received_on')), _connector='OR'), name='front_door_closes_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('no_further_action', True), ('primary_need', ''), ('state', 'no_action')), models.Q(('no_further_action', False), ('state__in', ('open', 'closed')), models.Q(('primary_need', ''), _negated=True)), models.Q(('no_further_action', None), ('state', 'received')), _connector='OR'), name='front_door_no_action_has_no_need'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', False), ('decided_on__isnull', False)), models.Q(('decided_by__isnull', True), ('decided_on__isnull', True)), _connector='OR'), name='front_door_referral_decided_on_decided_by'),
        ),
        migrations.AddConstraint(
            model_name='referral',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('received', 'open', 'closed'))), expressions=[(lscp.front_door.models.referral.OneKey(models.F('child')), '&&'), (lscp.front_door.models.referral.OneKey(models.F('authority'), function='text_range'), '&&'), (models.Func(models.F('received_on'), models.F('closed_on'), models.Value('[)'), function='daterange'), '&&')], name='front_door_one_episode'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['referral'], name='front_door_assessments'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['child', 'started_on'], name='front_door_assessed'),
        ),
        migrations.AddIndex(
            model_name='assessment',
            index=models.Index(fields=['team', 'state', 'started_on'], name='front_door_assess_team'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'authorised'), _negated=True), fields=('referral',), name='front_door_one_open_assessment'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('factors__contains', ['21']), _negated=True), ('factors__len', 1), _connector='OR'), name='front_door_no_factors_alone'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'authorised'), _negated=True), ('factors__len__gt', 0), _connector='OR'), name='front_door_authorised_with_factors'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('started_on__gte', models.F('referred_on'))), name='front_door_assessed_after_referred'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'authorised'), ('authorised_on', None), _connector='XOR'), name='front_door_assessment_authorised'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('authorised_on', None), ('authorised_on__gte', models.F('started_on')), _connector='OR'), name='front_door_assessment_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('authorised_by__isnull', False), ('authorised_on__isnull', False)), models.Q(('authorised_by__isnull', True), ('authorised_on__isnull', True)), _connector='OR'), name='front_door_assessment_authorised_on_authorised_by'),
        ),
        migrations.RunSQL(OF_AN_OPEN_CASE + CLOSED_WHEN_DONE, UNDO),
    ]

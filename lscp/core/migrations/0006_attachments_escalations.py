import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_organisations'),
        ('core', '0005_notify_jobs'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('authority', models.TextField(blank=True)),
                ('restricted', models.BooleanField(default=False)),
                ('state', models.TextField(choices=[('raised', 'Waiting for an answer'), ('answered', 'Answered'), ('resolved', 'Resolved'), ('withdrawn', 'Withdrawn')])),
                ('subject_type', models.TextField(blank=True)),
                ('subject', models.UUIDField(null=True)),
                ('raised_by', models.UUIDField(null=True)),
                ('raised_on', models.DateField()),
                ('theme', models.TextField()),
                ('reason', models.TextField()),
                ('wanted', models.TextField()),
                ('stage', models.IntegerField(default=1)),
                ('stage_1_on', models.DateField()),
                ('stage_1_ended_on', models.DateField(null=True)),
                ('stage_2_on', models.DateField(null=True)),
                ('stage_2_ended_on', models.DateField(null=True)),
                ('stage_3_on', models.DateField(null=True)),
                ('stage_3_ended_on', models.DateField(null=True)),
                ('stage_4_on', models.DateField(null=True)),
                ('stage_4_ended_on', models.DateField(null=True)),
                ('ended_on', models.DateField(null=True)),
                ('outcome', models.TextField(choices=[('agreed', 'What was asked for was agreed'), ('in_part', 'Some of what was asked for was agreed'), ('stands', 'The decision stands, and the reasons were accepted'), ('not_agreed', 'There is no agreement, and the last stage decided')], null=True)),
                ('learned', models.TextField(null=True)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('raiser', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team')),
            ],
        ),
        migrations.CreateModel(
            name='EscalationStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.TextField(choices=[('answer', 'Answer'), ('move', 'Moved to the next stage'), ('withdrawal', 'Withdrawn')])),
                ('stage', models.IntegerField()),
                ('text', models.TextField()),
                ('on', models.DateField()),
                ('by', models.TextField()),
                ('escalation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='core.escalation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
            ],
            options={
                'ordering': ['on', 'stage'],
            },
        ),
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.TextField()),
                ('size', models.BigIntegerField()),
                ('digest', models.TextField()),
                ('state', models.TextField(choices=[('waiting', 'Being checked for viruses'), ('clean', 'Checked: no virus found'), ('unchecked', 'Not checked for viruses'), ('harmful', 'Thrown away: a virus was found')])),
                ('kept_at', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('checked_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ('waiting', 'unchecked'))), fields=['kept_at'], name='core_kept_file_to_check')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ('waiting', 'clean', 'unchecked', 'harmful'))), name='core_kept_file_state')],
            },
        ),
        migrations.CreateModel(
            name='EscalationDocument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.TextField()),
                ('escalation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='core.escalation')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.keptfile')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['organisation', '-raised_on'], name='core_escalation_asked'),
        ),
        migrations.AddIndex(
            model_name='escalation',
            index=models.Index(fields=['authority', '-raised_on'], name='core_escalation_authority'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('stage__gte', 1), ('stage__lte', 4)), name='core_escalation_stage'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('ended_on', None), models.Q(('state__in', ('raised', 'answered')), _negated=True), _connector='XOR'), name='core_escalation_ends'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', None), ('state', 'resolved'), _connector='XOR'), name='core_escalation_outcome'),
        ),
    ]

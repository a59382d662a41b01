"""What a closed case and an authorised assessment said before they were corrected."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('front_door', '0002_passed_from'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name=f'Former{of.capitalize()}Fact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('what', models.TextField()),
                ('was', models.TextField(blank=True)),
                ('because', models.TextField()),
                ('corrected_at', models.DateTimeField()),
                (of, models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_facts', to=f'front_door.{of}')),
                ('corrected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        )
        for of in ('assessment', 'referral')
    ]

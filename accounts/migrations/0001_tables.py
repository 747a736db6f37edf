import accounts.models.breach
import accounts.models.rights
import accounts.models.user
import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models

from accounts.schema import AllAtOnce


class Migration(migrations.Migration):
    initial = True
    replaces = [("accounts", "0115_log_of_webhooks")]  # and all before it, which no release had
    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [AllAtOnce([
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('started_at', models.DateTimeField(null=True, verbose_name='started')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished')),
                ('outcome', models.CharField(blank=True, max_length=500, verbose_name='outcome')),
            ],
            options={
                'verbose_name': 'periodic duty',
                'verbose_name_plural': 'periodic duties',
            },
        ),
        migrations.CreateModel(
            name='ErasedPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='fingerprint')),
                ('key_version', models.PositiveSmallIntegerField(verbose_name='number of the key')),
                ('erased_at', models.DateTimeField(verbose_name='erased')),
            ],
            options={
                'verbose_name': 'erased person',
                'verbose_name_plural': 'erasure ledger',
            },
        ),
        migrations.CreateModel(
            name='Purpose',
            fields=[
                ('code', models.SlugField(primary_key=True, serialize=False)),
                ('basis', models.CharField(choices=[('6-1-a', 'consent'), ('6-1-b', 'contract'), ('6-1-c', 'legal obligation'), ('6-1-f', 'legitimate interest')], default='6-1-a', max_length=8, verbose_name='legal basis')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired')),
            ],
            options={
                'verbose_name': 'purpose',
                'verbose_name_plural': 'purposes',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='RetentionPeriod',
            fields=[
                ('code', models.SlugField(primary_key=True, serialize=False, verbose_name='code')),
                ('keep_days', models.PositiveIntegerField(verbose_name='days')),
                ('removed', models.PositiveIntegerField(default=0, editable=False, verbose_name='removed by the last run')),
                ('ran_at', models.DateTimeField(editable=False, null=True, verbose_name='last run')),
            ],
            options={
                'verbose_name': 'retention period',
                'verbose_name_plural': 'retention periods',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='RetentionRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ran_at', models.DateTimeField(verbose_name='run')),
                ('removed', models.JSONField(default=dict, verbose_name='removed')),
            ],
            options={
                'verbose_name': 'retention run',
                'verbose_name_plural': 'retention runs',
                'ordering': ['-ran_at'],
            },
        ),
        migrations.CreateModel(
            name='WorkerBeat',
            fields=[
                ('name', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('beat_at', models.DateTimeField(verbose_name='last seen')),
            ],
            options={
                'verbose_name': 'worker',
                'verbose_name_plural': 'workers',
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('public_id', models.CharField(default=accounts.models.user.new_public_id, editable=False, max_length=10, unique=True, verbose_name='user ID')),
                ('email', models.EmailField(max_length=254, null=True, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='public name')),
                ('name_skeleton', models.CharField(editable=False, max_length=120, null=True, unique=True, verbose_name='name, as it looks')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may enter the admin')),
                ('is_active', models.BooleanField(default=True, verbose_name='active')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='joined')),
                ('session_epoch', models.PositiveIntegerField(default=0, editable=False, verbose_name='number of sign-outs everywhere')),
                ('blocked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='blocked since')),
                ('closing_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='will be erased')),
                ('restricted_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='only kept since')),
                ('limited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='limited to parts of the paper since')),
                ('badges', models.TextField(editable=False, null=True, verbose_name='badges')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='erased')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'account',
                'verbose_name_plural': 'accounts',
            },
        ),
        migrations.CreateModel(
            name='AgeOfConsent',
            fields=[
                ('country', models.CharField(choices=[('AT', 'Austria'), ('BE', 'Belgium'), ('BG', 'Bulgaria'), ('HR', 'Croatia'), ('CY', 'Cyprus'), ('CZ', 'Czechia'), ('DK', 'Denmark'), ('EE', 'Estonia'), ('FI', 'Finland'), ('FR', 'France'), ('DE', 'Germany'), ('GR', 'Greece'), ('HU', 'Hungary'), ('IS', 'Iceland'), ('IE', 'Ireland'), ('IT', 'Italy'), ('LV', 'Latvia'), ('LI', 'Liechtenstein'), ('LT', 'Lithuania'), ('LU', 'Luxembourg'), ('MT', 'Malta'), ('NL', 'Netherlands'), ('NO', 'Norway'), ('PL', 'Poland'), ('PT', 'Portugal'), ('RO', 'Romania'), ('SK', 'Slovakia'), ('SI', 'Slovenia'), ('ES', 'Spain'), ('SE', 'Sweden'), ('GB', 'United Kingdom'), ('ZZ', 'Another country')], max_length=2, primary_key=True, serialize=False, verbose_name='country')),
                ('years', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(13), django.core.validators.MaxValueValidator(18)], verbose_name='years')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'age of consent',
                'verbose_name_plural': 'ages of consent',
                'ordering': ['country'],
                'constraints': [models.CheckConstraint(condition=models.Q(('country__in', ['AT', 'BE', 'BG', 'HR', 'CY', 'CZ', 'DK', 'EE', 'FI', 'FR', 'DE', 'GR', 'HU', 'IS', 'IE', 'IT', 'LV', 'LI', 'LT', 'LU', 'MT', 'NL', 'NO', 'PL', 'PT', 'RO', 'SK', 'SI', 'ES', 'SE', 'GB', 'ZZ'])), name='country_of_an_age_is_known'), models.CheckConstraint(condition=models.Q(('years__range', (13, 18))), name='an_age_of_consent_is_within_reason'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='an_age_of_consent_has_its_source')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('key', models.CharField(max_length=12, unique=True, verbose_name='beginning')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('proof', models.CharField(max_length=64, verbose_name='proof')),
                ('scopes', models.JSONField(verbose_name='may')),
                ('has_second_factor', models.BooleanField(default=False, verbose_name='made with a second factor')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('used_on', models.DateField(null=True, verbose_name='last used')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'token of a program',
                'verbose_name_plural': 'tokens of programs',
            },
        ),
        migrations.CreateModel(
            name='BlockTrace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('mailbox', 'mailbox'), ('social', 'social identity')], max_length=8, verbose_name='kind')),
                ('digest', models.CharField(max_length=64, verbose_name='fingerprint')),
                ('key_version', models.PositiveSmallIntegerField(verbose_name='number of the key')),
                ('ordinal', models.PositiveSmallIntegerField(verbose_name='ordinal')),
                ('decision_reference', models.CharField(max_length=32, verbose_name='reference of the decision')),
                ('set_at', models.DateTimeField(verbose_name='set')),
                ('expires_at', models.DateTimeField(verbose_name='expires')),
            ],
            options={
                'verbose_name': 'block trace',
                'verbose_name_plural': 'block traces',
                'indexes': [models.Index(fields=['digest'], name='trace_digest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('set_at'))), name='a_trace_expires'), models.CheckConstraint(condition=models.Q(('ordinal__in', [1, 2])), name='a_trace_counts_one_or_two')],
            },
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=accounts.models.breach.new_breach_reference, max_length=16, unique=True, verbose_name='reference')),
                ('known_at', models.DateTimeField(verbose_name='became known')),
                ('due_at', models.DateTimeField(verbose_name='authority to be notified by')),
                ('entered_at', models.DateTimeField(verbose_name='entered')),
                ('what_happened', models.TextField(verbose_name='what happened')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='began, as far as known')),
                ('people', models.TextField(verbose_name='categories of people')),
                ('people_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='people, about')),
                ('records', models.TextField(verbose_name='categories of records')),
                ('records_count', models.PositiveIntegerField(blank=True, null=True, verbose_name='records, about')),
                ('consequences', models.TextField(verbose_name='likely consequences')),
                ('measures', models.TextField(verbose_name='measures taken or proposed')),
                ('notified_at', models.DateTimeField(blank=True, null=True, verbose_name='authority notified')),
                ('authority_reference', models.CharField(blank=True, max_length=100, verbose_name='the authority’s reference')),
                ('late_because', models.TextField(blank=True, verbose_name='why later than 72 hours')),
                ('not_notified_because', models.TextField(blank=True, verbose_name='why the authority is not notified')),
            ],
            options={
                'verbose_name': 'breach of security',
                'verbose_name_plural': 'register of breaches',
                'ordering': ('-known_at',),
                'constraints': [models.CheckConstraint(condition=models.Q(('notified_at__isnull', True), ('not_notified_because', ''), _connector='OR'), name='a_breach_is_notified_or_it_is_said_why_not'), models.CheckConstraint(condition=models.Q(('notified_at__isnull', True), ('notified_at__lte', models.F('due_at')), models.Q(('late_because', ''), _negated=True), _connector='OR'), name='a_late_notice_says_why')],
            },
        ),
        migrations.CreateModel(
            name='BreachNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('concerned', models.CharField(choices=[('everybody', 'everybody with an account'), ('had-account', 'who had an account already on the day named'), ('signed-in', 'who have signed in since the day named'), ('password', 'who sign in with a password of this site')], default='everybody', max_length=12, verbose_name='who is written to')),
                ('since', models.DateField(blank=True, null=True, verbose_name='day named')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent')),
                ('recipients', models.PositiveIntegerField(null=True, verbose_name='recipients')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='accounts.breach', verbose_name='breach')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='sent by')),
            ],
            options={
                'verbose_name': 'notice to the people concerned',
                'verbose_name_plural': 'notices to the people concerned',
                'ordering': ('-pk',),
            },
        ),
        migrations.CreateModel(
            name='BreachNoticeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('what_happened', models.TextField(verbose_name='what happened')),
                ('consequences', models.TextField(verbose_name='likely consequences')),
                ('measures', models.TextField(verbose_name='what we have done, and what you can do yourself')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='accounts.breachnotice', verbose_name='notice')),
            ],
            options={
                'verbose_name': 'text of the notice',
                'verbose_name_plural': 'texts of the notice',
            },
        ),
        migrations.CreateModel(
            name='BreachVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('facts', models.JSONField(verbose_name='facts')),
                ('written_at', models.DateTimeField(verbose_name='written')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='accounts.breach', verbose_name='breach')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='written by')),
            ],
            options={
                'verbose_name': 'entry in the register of breaches',
                'verbose_name_plural': 'entries in the register of breaches',
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='Closure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('requested_at', models.DateTimeField(verbose_name='asked for')),
                ('erase_at', models.DateTimeField(verbose_name='to be erased')),
                ('texts', models.CharField(choices=[('erase', 'erase the texts'), ('keep', 'keep the texts without any name')], default='erase', max_length=8, verbose_name='what happens to the comments')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='cancelled')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='erased')),
                ('receipt', models.JSONField(default=dict, verbose_name='receipt')),
                ('unsaved_at', models.DateTimeField(null=True, verbose_name='gone from the last backup')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closures', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'account closure',
                'verbose_name_plural': 'account closures',
            },
        ),
        migrations.CreateModel(
            name='ConsentWording',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='fingerprint')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='name')),
                ('description', models.TextField(blank=True, verbose_name='description')),
            ],
            options={
                'verbose_name': 'wording shown',
                'verbose_name_plural': 'wordings shown',
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256', ''), _negated=True), name='a_wording_has_its_fingerprint')],
            },
        ),
        migrations.CreateModel(
            name='DossierAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=100, verbose_name='what was opened')),
                ('purpose', models.CharField(max_length=300, verbose_name='purpose')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossier_accesses', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='opened by')),
            ],
            options={
                'verbose_name': 'dossier access',
                'verbose_name_plural': 'dossier accesses',
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('requested_at', models.DateTimeField(verbose_name='asked for')),
                ('ready_at', models.DateTimeField(null=True, verbose_name='ready')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='expires')),
                ('file', models.CharField(blank=True, max_length=200, verbose_name='file')),
                ('downloads', models.PositiveSmallIntegerField(default=0, verbose_name='downloads')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
            },
        ),
        migrations.CreateModel(
            name='OutboxItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=32, verbose_name='channel')),
                ('key', models.CharField(max_length=200, unique=True, verbose_name='key')),
                ('payload', models.JSONField(default=dict, verbose_name='content')),
                ('request_id', models.CharField(blank=True, max_length=64, verbose_name='request')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('not_before', models.DateTimeField(verbose_name='not before')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='taken')),
                ('leased_until', models.DateTimeField(null=True, verbose_name='held until')),
                ('delivered_at', models.DateTimeField(null=True, verbose_name='delivered')),
                ('given_up_at', models.DateTimeField(null=True, verbose_name='given up')),
                ('last_error', models.CharField(blank=True, max_length=500, verbose_name='last error')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'outbox item',
                'verbose_name_plural': 'outbox',
            },
        ),
        migrations.CreateModel(
            name='PolicyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.CharField(choices=[('rules', 'comment rules'), ('privacy', 'privacy policy')], max_length=16, verbose_name='document')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('change_class', models.CharField(choices=[('editorial', 'editorial: nobody is asked'), ('material', 'material: announced, then asked for'), ('new-purpose', 'a new purpose: announced, then asked for')], default='material', max_length=16, verbose_name='kind of change')),
                ('urgency', models.CharField(blank=True, choices=[('security', 'people or their data are in danger until it holds'), ('order', 'a court or an authority orders it'), ('law', 'a law demands it by that day')], help_text='Readers see this. Leave it empty where members can be told thirty days before.', max_length=8, verbose_name='why it holds before the notice is over')),
                ('urgency_reason', models.TextField(blank=True, help_text='For the log: the order, the law or what happened.', verbose_name='what exactly demands it')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('effective_at', models.DateTimeField(blank=True, null=True, verbose_name='in force from')),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by')),
            ],
            options={
                'verbose_name': 'policy version',
                'verbose_name_plural': 'policy versions',
                'ordering': ['document', '-number'],
            },
        ),
        migrations.CreateModel(
            name='PolicyText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, verbose_name='what changed, in plain words')),
                ('body', models.TextField(verbose_name='text')),
                ('sha256', models.CharField(editable=False, max_length=64, verbose_name='fingerprint')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='accounts.policyversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'policy text',
                'verbose_name_plural': 'policy texts',
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accepted', 'accepted'), ('acknowledged', 'acknowledged')], max_length=16, verbose_name='kind')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('text_sha256', models.CharField(max_length=64, verbose_name='fingerprint of the text')),
                ('surface', models.CharField(choices=[('signup', 'registration'), ('social-signup', 'registration with another account'), ('gate', 'page after a change of policy'), ('settings', 'privacy settings'), ('letter', 'link in a letter'), ('command', 'set-up')], max_length=16, verbose_name='where')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgements', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.policyversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'acknowledgement',
                'verbose_name_plural': 'acknowledgements',
            },
        ),
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.UUIDField(default=uuid.uuid4, unique=True, verbose_name='receipt')),
                ('is_given', models.BooleanField(verbose_name='given')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('surface', models.CharField(choices=[('signup', 'registration'), ('social-signup', 'registration with another account'), ('gate', 'page after a change of policy'), ('settings', 'privacy settings'), ('letter', 'link in a letter'), ('command', 'set-up')], max_length=16, verbose_name='where')),
                ('age_met', models.PositiveSmallIntegerField(null=True, verbose_name='of this age at least, as stated')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consent_events', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('wording', models.ForeignKey(db_column='wording_sha256', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.consentwording', verbose_name='wording')),
                ('privacy_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.policyversion', verbose_name='version of the privacy policy')),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.purpose', verbose_name='purpose')),
            ],
            options={
                'verbose_name': 'consent event',
                'verbose_name_plural': 'consent events',
            },
        ),
        migrations.CreateModel(
            name='PurposeText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('description', models.TextField(verbose_name='description')),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='accounts.purpose', verbose_name='purpose')),
            ],
            options={
                'verbose_name': 'purpose text',
                'verbose_name_plural': 'purpose texts',
            },
        ),
        migrations.CreateModel(
            name='RightsRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=accounts.models.rights.new_rights_reference, max_length=16, unique=True, verbose_name='reference')),
                ('kind', models.CharField(choices=[('access', 'to know what we hold, and get a copy (Art. 15)'), ('rectification', 'to have something put right (Art. 16)'), ('erasure', 'to have something erased (Art. 17)'), ('restriction', 'to have something kept but not used (Art. 18)'), ('portability', 'to take the data elsewhere (Art. 20)'), ('objection', 'to object to a use (Art. 21)'), ('other', 'something else about the data')], max_length=16, verbose_name='what is asked for')),
                ('channel', models.CharField(choices=[('site', 'the site'), ('mail', 'e-mail'), ('post', 'a letter on paper'), ('spoken', 'word of mouth')], max_length=8, verbose_name='came by')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language of the answer')),
                ('text', models.TextField(verbose_name='their words')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('due_at', models.DateTimeField(verbose_name='to be answered by')),
                ('extended_at', models.DateTimeField(null=True, verbose_name='extended')),
                ('extension_reason', models.TextField(blank=True, verbose_name='why it takes longer')),
                ('answered_at', models.DateTimeField(null=True, verbose_name='answered')),
                ('outcome', models.CharField(blank=True, choices=[('granted', 'done as asked'), ('partly', 'done in part'), ('refused', 'not done, for the reasons given')], max_length=8, verbose_name='outcome')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rights_requests', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'request about one’s data',
                'verbose_name_plural': 'requests about one’s data',
                'ordering': ('due_at',),
            },
        ),
        migrations.CreateModel(
            name='Restriction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('accuracy', 'the person contests that the data is right, and we verify it (a)'), ('unlawful', 'the use is unlawful, and the person wants no erasure (b)'), ('claims', 'we need the data no longer, the person does for legal claims (c)'), ('objection', 'the person has objected, and whose reasons weigh more is being verified (d)')], max_length=12, verbose_name='legal ground')),
                ('reason', models.TextField(verbose_name='reason')),
                ('begun_at', models.DateTimeField(verbose_name='restricted since')),
                ('told_at', models.DateTimeField(null=True, verbose_name='end announced')),
                ('end_reason', models.TextField(blank=True, verbose_name='why it ends')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('end', models.CharField(blank=True, choices=[('lifted', 'lifted, after the person was told'), ('erased', 'the person had the account erased')], max_length=8, verbose_name='how it ended')),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='restricted by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restrictions', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='end announced by')),
                ('request', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.rightsrequest', verbose_name='asked for with')),
            ],
            options={
                'verbose_name': 'restriction of processing',
                'verbose_name_plural': 'restrictions of processing',
                'ordering': ('-begun_at',),
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('created_at', models.DateTimeField(verbose_name='created')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SettingChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('discussion', 'how an article is discussed'), ('usual-discussion', 'how a section is usually discussed'), ('retention', 'how long something is kept'), ('purpose', 'what people may agree to'), ('age', 'the age from which one consents'), ('export', 'a table was taken out'), ('webhook', 'which program is told what happens')], max_length=16, verbose_name='what was set')),
                ('subject', models.CharField(max_length=300, verbose_name='which')),
                ('before', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='before')),
                ('after', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='after')),
                ('why', models.TextField(blank=True, verbose_name='why')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'change of a setting',
                'verbose_name_plural': 'changes of settings',
            },
        ),
        migrations.CreateModel(
            name='SignatureKey',
            fields=[
                ('name', models.CharField(max_length=43, primary_key=True, serialize=False, verbose_name='name')),
                ('public', models.CharField(max_length=43, unique=True, verbose_name='public key')),
                ('first_used_at', models.DateTimeField(verbose_name='first used')),
                ('lost_at', models.DateTimeField(null=True, verbose_name='declared lost')),
            ],
            options={
                'verbose_name': 'signature key',
                'verbose_name_plural': 'signature keys',
                'ordering': ['-first_used_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('lost_at__isnull', True), ('lost_at__gte', models.F('first_used_at')), _connector='OR'), name='a_key_is_lost_after_its_first_use')],
            },
        ),
        migrations.AddIndex(
            model_name='user',
            index=models.Index(condition=models.Q(('badges__isnull', False)), fields=['id'], name='people_with_badges'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('email__isnull', True), ('is_active', False), ('name', '')), _connector='OR'), name='an_erased_account_names_nobody'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('made_at'))), name='a_token_ends_after_it_was_made'),
        ),
        migrations.AddConstraint(
            model_name='apitoken',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('person', 'name'), name='one_token_per_person_and_name'),
        ),
        migrations.AddConstraint(
            model_name='breachnotice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recipients__isnull', True), ('sent_at__isnull', True), ('sent_by__isnull', True)), models.Q(('recipients__isnull', False), ('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='a_sent_notice_says_by_whom_and_to_how_many'),
        ),
        migrations.AddConstraint(
            model_name='breachnotice',
            constraint=models.CheckConstraint(condition=models.Q(('concerned__in', ('everybody', 'password')), ('since__isnull', False), _connector='OR'), name='a_notice_that_counts_from_a_day_names_it'),
        ),
        migrations.AddConstraint(
            model_name='breachnoticetext',
            constraint=models.UniqueConstraint(fields=('notice', 'language'), name='one_text_per_notice_and_language'),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True), ('erased_at__isnull', True)), fields=('person',), name='one_open_closure_per_person'),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_at__isnull', True), ('erased_at__isnull', True), _connector='OR'), name='a_closure_ends_one_way'),
        ),
        migrations.AddConstraint(
            model_name='closure',
            constraint=models.CheckConstraint(condition=models.Q(('unsaved_at__isnull', True), models.Q(('erased_at__isnull', False), ('unsaved_at__gt', models.F('erased_at'))), _connector='OR'), name='backups_end_after_the_erasure'),
        ),
        migrations.AddConstraint(
            model_name='export',
            constraint=models.UniqueConstraint(condition=models.Q(('ready_at__isnull', True)), fields=('person',), name='one_export_in_the_making_per_person'),
        ),
        migrations.AddIndex(
            model_name='outboxitem',
            index=models.Index(condition=models.Q(('delivered_at__isnull', True), ('given_up_at__isnull', True)), fields=['not_before', 'id'], name='outbox_waiting'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.UniqueConstraint(fields=('document', 'number'), name='one_policy_version_per_number'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('effective_at__gte', models.F('published_at')), _connector='OR'), name='a_policy_takes_effect_after_its_publication'),
        ),
        migrations.AddConstraint(
            model_name='policyversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('urgency', ''), ('urgency_reason', '')), models.Q(('urgency__in', ['security', 'order', 'law']), models.Q(('urgency_reason', ''), _negated=True)), _connector='OR'), name='an_urgent_policy_says_what_demands_it'),
        ),
        migrations.AddConstraint(
            model_name='policytext',
            constraint=models.UniqueConstraint(fields=('version', 'language'), name='one_policy_text_per_language'),
        ),
        migrations.AddConstraint(
            model_name='acknowledgement',
            constraint=models.UniqueConstraint(fields=('person', 'version'), name='one_acknowledgement_per_person_and_version'),
        ),
        migrations.AddIndex(
            model_name='consentevent',
            index=models.Index(fields=['person', 'purpose', '-id'], name='consent_newest'),
        ),
        migrations.AddConstraint(
            model_name='purposetext',
            constraint=models.UniqueConstraint(fields=('purpose', 'language'), name='one_purpose_text_per_language'),
        ),
        migrations.AddIndex(
            model_name='rightsrequest',
            index=models.Index(condition=models.Q(('answered_at__isnull', True)), fields=['due_at'], name='rights_open_by_due'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('received_at'))), name='a_request_is_due_later'),
        ),
        migrations.AddConstraint(
            model_name='rightsrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('outcome', '')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('outcome', ''), _negated=True)), _connector='OR'), name='an_answered_request_has_an_outcome'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person',), name='one_running_restriction_per_person'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(('ground__in', ['accuracy', 'unlawful', 'claims', 'objection'])), name='a_restriction_has_a_legal_ground'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at__isnull', True)), models.Q(('end__in', ['lifted', 'erased']), ('ended_at__isnull', False)), _connector='OR'), name='an_ended_restriction_says_how'),
        ),
        migrations.AddConstraint(
            model_name='restriction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end', 'lifted'), _negated=True), models.Q(('ended_at__gt', models.F('told_at')), ('told_at__isnull', False), ('told_by__isnull', False)), _connector='OR'), name='nobody_is_lifted_untold'),
        ),
        migrations.AddConstraint(
            model_name='settingchange',
            constraint=models.CheckConstraint(condition=models.Q(('what__in', ['discussion', 'usual-discussion', 'retention', 'purpose', 'age', 'export', 'webhook'])), name='what_was_set_is_known'),
        ),
        migrations.AddConstraint(
            model_name='settingchange',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='a_change_of_a_setting_changes_something'),
        ),
    ])]

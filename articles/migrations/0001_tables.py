import django.core.validators
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from accounts.schema import AllAtOnce


class Migration(migrations.Migration):
    initial = True
    replaces = [("articles", "0127_likeness")]  # and all before it, which no release had
    dependencies = [
        ('accounts', '0001_tables'),
        ('auth', '0012_alter_user_first_name_max_length'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        # other people's, while there are few models that Django renders anew for each of their steps
        ("account", "0009_emailaddress_unique_primary_email"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [AllAtOnce([
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('language', models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name='language')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('tagline', models.CharField(blank=True, max_length=200, verbose_name='tagline')),
                ('direction', models.CharField(choices=[('ltr', 'left to right'), ('rtl', 'right to left')], default='ltr', max_length=3, verbose_name='direction')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('is_default', models.BooleanField(default=False, verbose_name='default edition (x-default)')),
            ],
            options={
                'verbose_name': 'edition',
                'verbose_name_plural': 'editions',
                'ordering': ['position', 'language'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cadence', models.CharField(choices=[('daily', 'every day'), ('weekly', 'once a week')], max_length=8, verbose_name='how often')),
                ('day', models.DateField(null=True, verbose_name='day')),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
            ],
            options={
                'verbose_name': 'issue of a digest',
                'verbose_name_plural': 'issues of digests',
                'ordering': ['-begun_at', 'edition', 'cadence'],
            },
        ),
        migrations.CreateModel(
            name='Likeness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.PositiveSmallIntegerField(verbose_name='words in common')),
            ],
            options={
                'verbose_name': 'article of the same words',
                'verbose_name_plural': 'articles of the same words',
            },
        ),
        migrations.CreateModel(
            name='OldAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('host', models.CharField(blank=True, max_length=255, verbose_name='host')),
                ('path', models.CharField(max_length=600, verbose_name='path')),
            ],
            options={
                'verbose_name': 'old address',
                'verbose_name_plural': 'old addresses',
            },
        ),
        migrations.CreateModel(
            name='PaperEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thing', models.CharField(choices=[('photo', 'photo'), ('section', 'section'), ('edition', 'edition'), ('front', 'front page'), ('log', 'log')], max_length=16, verbose_name='thing')),
                ('key', models.CharField(max_length=40, verbose_name='number')),
                ('act', models.CharField(choices=[('add', 'add'), ('change', 'change'), ('replace', 'replace everywhere'), ('remove', 'remove'), ('export', 'take a copy')], max_length=16, verbose_name='act')),
                ('fields', models.CharField(blank=True, max_length=300, verbose_name='fields')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('made_at', models.DateTimeField(verbose_name='made')),
            ],
            options={
                'verbose_name': 'paper event',
                'verbose_name_plural': 'log of photos, sections, front pages and copies',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ImageField(db_index=True, upload_to='photos/', verbose_name='file')),
                ('width', models.PositiveIntegerField(default=0, editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(default=0, editable=False, verbose_name='height')),
                ('credit', models.CharField(max_length=200, verbose_name='credit')),
                ('caption', models.TextField(blank=True, max_length=1000, verbose_name='what its maker says of it')),
                ('rights', models.CharField(blank=True, max_length=300, verbose_name='rights')),
                ('expires_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='rights end')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='licence')),
                ('licence_url', models.URLField(blank=True, verbose_name='licence address')),
                ('source_url', models.URLField(blank=True, verbose_name='source')),
                ('focal_x', models.FloatField(default=0.5, verbose_name='focal point, from the left (0 to 1)')),
                ('focal_y', models.FloatField(default=0.5, verbose_name='focal point, from the top (0 to 1)')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
            ],
            options={
                'verbose_name': 'photo',
                'verbose_name_plural': 'photos',
            },
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'article to read on',
                'verbose_name_plural': 'articles to read on',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slot', models.PositiveSmallIntegerField(choices=[(1, 'lead'), (2, 'second place'), (3, 'third place'), (4, 'fourth place')], verbose_name='slot')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(null=True, verbose_name='until')),
                ('gives_way', models.BooleanField(default=False, verbose_name='until the next plan')),
            ],
            options={
                'verbose_name': 'plan for a front page',
                'verbose_name_plural': 'plans for front pages',
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seen_at', models.DateTimeField(verbose_name='seen')),
            ],
            options={
                'verbose_name': 'presence',
                'verbose_name_plural': 'presences',
            },
        ),
        migrations.CreateModel(
            name='Preview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('expires_at', models.DateTimeField(verbose_name='until')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked')),
                ('openings', models.PositiveIntegerField(default=0, verbose_name='opened')),
                ('last_opened_at', models.DateTimeField(null=True, verbose_name='last opened')),
            ],
            options={
                'verbose_name': 'preview link',
                'verbose_name_plural': 'preview links',
            },
        ),
        migrations.CreateModel(
            name='Provenance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=150, verbose_name='source')),
                ('key', models.CharField(max_length=200, verbose_name='key in the source')),
            ],
            options={
                'verbose_name': 'provenance',
                'verbose_name_plural': 'provenances',
            },
        ),
        migrations.CreateModel(
            name='PushNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='title')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='text')),
                ('is_urgent', models.BooleanField(default=False, verbose_name='urgent')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('audience', models.PositiveIntegerField(verbose_name='devices')),
                ('begun_at', models.DateTimeField(null=True, verbose_name='went out')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='taken back')),
            ],
            options={
                'verbose_name': 'push news',
                'verbose_name_plural': 'push news',
            },
        ),
        migrations.CreateModel(
            name='PushSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', models.CharField(max_length=1000, unique=True, verbose_name='address at the push service')),
                ('p256dh', models.CharField(max_length=88, verbose_name='public key of the browser')),
                ('auth', models.CharField(max_length=24, verbose_name='secret of the browser')),
                ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                ('receipt', models.UUIDField(verbose_name='receipt')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('used_at', models.DateTimeField(verbose_name='last used')),
                ('sent_on', models.DateField(null=True, verbose_name='day of the last news')),
                ('sent_count', models.PositiveSmallIntegerField(default=0, verbose_name='news on that day')),
            ],
            options={
                'verbose_name': 'device with push news',
                'verbose_name_plural': 'devices with push news',
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('width', models.PositiveIntegerField(verbose_name='width')),
                ('height', models.PositiveIntegerField(verbose_name='height')),
                ('ratio', models.CharField(blank=True, choices=[('1:1', '1:1'), ('4:3', '4:3'), ('16:9', '16:9')], max_length=4, verbose_name='ratio')),
                ('format', models.CharField(choices=[('avif', 'Avif'), ('webp', 'Webp'), ('jpeg', 'Jpeg')], max_length=4, verbose_name='format')),
                ('file', models.CharField(max_length=200, verbose_name='file')),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, verbose_name='slug')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, max_length=600, verbose_name='summary')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('photo_alt', models.CharField(blank=True, max_length=300, verbose_name='what the photo shows')),
                ('photo_is_decorative', models.BooleanField(default=False, verbose_name='the photo is decorative')),
                ('photo_caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('byline', models.CharField(blank=True, max_length=200, verbose_name='byline')),
                ('tags', models.CharField(blank=True, max_length=400, verbose_name='tags')),
                ('related', models.CharField(blank=True, max_length=100, verbose_name='read on')),
                ('made_at', models.DateTimeField(verbose_name='made')),
            ],
            options={
                'verbose_name': 'revision',
                'verbose_name_plural': 'revisions',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('needs_four_eyes', models.BooleanField(default=True, verbose_name='another person must approve each article')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='SectionName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, verbose_name='slug')),
            ],
            options={
                'verbose_name': 'section name',
                'verbose_name_plural': 'section names',
                'ordering': ['section__position'],
            },
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='receipt')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('age_met', models.PositiveSmallIntegerField(null=True, verbose_name='of this age at least, as stated')),
                ('asked_at', models.DateTimeField(db_index=True, verbose_name='asked for')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('returned', models.PositiveSmallIntegerField(default=0, verbose_name='letters that came back')),
                ('returned_at', models.DateTimeField(null=True, verbose_name='last one that came back')),
                ('cadence', models.CharField(choices=[('daily', 'every day'), ('weekly', 'once a week')], max_length=8, verbose_name='how often')),
            ],
            options={
                'verbose_name': 'subscription of a digest',
                'verbose_name_plural': 'subscriptions of digests',
            },
        ),
        migrations.CreateModel(
            name='SubscriptionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.UUIDField(db_index=True, verbose_name='receipt')),
                ('act', models.CharField(choices=[('given', 'confirmed'), ('changed', 'changed'), ('ended', 'ended by the reader'), ('returned', 'ended: the mailbox takes no letters'), ('stopped', 'ended by the staff, as asked')], max_length=8, verbose_name='act')),
                ('edition', models.CharField(max_length=12, verbose_name='edition')),
                ('cadence', models.CharField(choices=[('daily', 'every day'), ('weekly', 'once a week')], max_length=8, verbose_name='how often')),
                ('sections', models.TextField(blank=True, verbose_name='sections')),
                ('age_met', models.PositiveSmallIntegerField(null=True, verbose_name='of this age at least, as stated')),
                ('made_at', models.DateTimeField(verbose_name='made')),
            ],
            options={
                'verbose_name': 'event of a subscription',
                'verbose_name_plural': 'events of subscriptions',
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=80, verbose_name='address')),
                ('folded', models.CharField(editable=False, max_length=200)),
            ],
            options={
                'verbose_name': 'tag',
                'verbose_name_plural': 'tags',
                'ordering': ['folded', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TagEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('make', 'make'), ('rename', 'rename'), ('merge', 'merge')], max_length=16, verbose_name='act')),
                ('before', models.CharField(blank=True, max_length=160, verbose_name='from')),
                ('after', models.CharField(max_length=160, verbose_name='to')),
                ('made_at', models.DateTimeField(verbose_name='made')),
            ],
            options={
                'verbose_name': 'tag event',
                'verbose_name_plural': 'tag log',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('published_at', models.DateTimeField(verbose_name='published')),
            ],
            options={
                'verbose_name': 'tagging',
                'verbose_name_plural': 'taggings',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='UnsavedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opening', models.UUIDField(verbose_name='opening of the form')),
                ('serial', models.PositiveBigIntegerField(verbose_name='place in the order of typing')),
                ('fields', models.JSONField(verbose_name='fields')),
                ('kept_at', models.DateTimeField(verbose_name='kept')),
            ],
            options={
                'verbose_name': 'unsaved text',
                'verbose_name_plural': 'unsaved texts',
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120, verbose_name='slug')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('summary', models.TextField(blank=True, max_length=600, verbose_name='summary')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('photo_alt', models.CharField(blank=True, max_length=300, verbose_name='what the photo shows (alternative text)')),
                ('photo_caption', models.CharField(blank=True, max_length=300, verbose_name='caption')),
                ('byline', models.CharField(blank=True, max_length=200, verbose_name='byline')),
                ('credit', models.CharField(blank=True, max_length=300, verbose_name='credit of a text from elsewhere')),
                ('licence', models.CharField(blank=True, max_length=100, verbose_name='licence of a text from elsewhere')),
                ('licence_url', models.URLField(blank=True, verbose_name='licence address')),
                ('source_url', models.URLField(blank=True, verbose_name='source address')),
                ('status', models.CharField(choices=[('draft', 'draft'), ('in-review', 'in review'), ('approved', 'approved'), ('published', 'published'), ('unpublished', 'unpublished')], default='draft', editable=False, max_length=16, verbose_name='status')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('expires_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='expires')),
                ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='changed')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'permissions': [('edit_article', 'May edit articles'), ('approve_article', 'May approve articles'), ('publish_article', 'May publish articles'), ('push_article', 'May push articles'), ('withdraw_article', 'May withdraw articles'), ('edit_tag', 'May tag articles')],
            },
        ),
        migrations.CreateModel(
            name='ArticleEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('revise', 'revise'), ('submit', 'submit for review'), ('approve', 'approve'), ('return', 'return to the author'), ('publish', 'publish'), ('unpublish', 'unpublish'), ('correct', 'record a correction'), ('plan', 'plan the times')], max_length=16, verbose_name='act')),
                ('from_state', models.CharField(blank=True, choices=[('draft', 'draft'), ('in-review', 'in review'), ('approved', 'approved'), ('scheduled', 'scheduled'), ('published', 'published'), ('expired', 'expired'), ('unpublished', 'unpublished')], max_length=16, verbose_name='from')),
                ('to_state', models.CharField(choices=[('draft', 'draft'), ('in-review', 'in review'), ('approved', 'approved'), ('scheduled', 'scheduled'), ('published', 'published'), ('expired', 'expired'), ('unpublished', 'unpublished')], max_length=16, verbose_name='to')),
                ('fields', models.CharField(blank=True, max_length=300, verbose_name='fields')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='note')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='articles.article', verbose_name='article')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'article event',
                'verbose_name_plural': 'article log',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(editable=False, verbose_name='since')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='auth.group', verbose_name='role')),
            ],
            options={
                'verbose_name': 'role of a person',
                'verbose_name_plural': 'roles of people',
            },
        ),
        migrations.CreateModel(
            name='AssignmentChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=150, verbose_name='role')),
                ('before', models.TextField(blank=True, choices=[('', 'not held'), ('*', 'everywhere')], verbose_name='held before')),
                ('after', models.TextField(blank=True, choices=[('', 'not held'), ('*', 'everywhere')], verbose_name='held from then on')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'change of a role',
                'verbose_name_plural': 'changes of roles',
            },
        ),
        migrations.CreateModel(
            name='AssignmentEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.assignment', verbose_name='role of a person')),
            ],
            options={
                'verbose_name': 'edition of a role',
                'verbose_name_plural': 'editions of roles',
            },
        ),
        migrations.CreateModel(
            name='AssignmentSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.assignment', verbose_name='role of a person')),
            ],
            options={
                'verbose_name': 'section of a role',
                'verbose_name_plural': 'sections of roles',
            },
        ),
        migrations.CreateModel(
            name='ChecklistOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.CharField(max_length=200, verbose_name='points')),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='override', to='articles.articleevent', verbose_name='article event')),
            ],
            options={
                'verbose_name': 'checklist override',
                'verbose_name_plural': 'checklist overrides',
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'Correction'), ('clarification', 'Clarification'), ('addition', 'Update'), ('retraction', 'Retraction')], max_length=16, verbose_name='kind')),
                ('text', models.TextField(max_length=2000, verbose_name='text')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('public_at', models.DateTimeField(editable=False, null=True, verbose_name='public since')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='articles.article', verbose_name='article')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('supersedes', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='articles.correction', verbose_name='supersedes')),
            ],
            options={
                'verbose_name': 'correction',
                'verbose_name_plural': 'corrections',
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='digest', serialize=False, to='articles.edition', verbose_name='edition')),
                ('hour', models.PositiveSmallIntegerField(default=6, help_text='By the edition’s clock, 0 to 23. One whose hour has passed today goes out at once.', validators=[django.core.validators.MaxValueValidator(23)], verbose_name='hour')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], default=5, verbose_name='day of the weekly one')),
                ('is_paused', models.BooleanField(default=False, help_text='No digest is begun or written; what is in the outbox goes out.', verbose_name='paused')),
            ],
            options={
                'verbose_name': 'digest',
                'verbose_name_plural': 'digests',
                'ordering': ['edition__position', 'edition'],
            },
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('is_default', True)), fields=('is_default',), name='one_default_edition'),
        ),
        migrations.AddField(
            model_name='assignmentedition',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='editions',
            field=models.ManyToManyField(related_name='+', through='articles.AssignmentEdition', to='articles.edition', verbose_name='editions'),
        ),
        migrations.AddField(
            model_name='article',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='issue',
            name='articles',
            field=models.ManyToManyField(related_name='+', to='articles.article', verbose_name='articles'),
        ),
        migrations.AddField(
            model_name='issue',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='likenesses', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='likeness',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.article', verbose_name='article to read on'),
        ),
        migrations.AddField(
            model_name='oldaddress',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='old_addresses', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='paperevent',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='photo',
            name='uploaded_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
        migrations.AddField(
            model_name='article',
            name='photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.photo', verbose_name='photo'),
        ),
        migrations.AddField(
            model_name='pick',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='picks', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='pick',
            name='picked',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.article', verbose_name='article to read on'),
        ),
        migrations.AddField(
            model_name='placement',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='placement',
            name='edition',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='presence',
            name='article',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='presence',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='preview',
            name='made_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='provenance',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='provenance',
            name='photo',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.photo', verbose_name='photo'),
        ),
        migrations.AddField(
            model_name='pushnotice',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='push_notices', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='pushnotice',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='pushsubscription',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='pushsubscription',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='push_subscriptions', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='rendition',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='articles.photo', verbose_name='photo'),
        ),
        migrations.AddField(
            model_name='revision',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='revision',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='revision',
            name='photo',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='articles.photo', verbose_name='photo'),
        ),
        migrations.AddField(
            model_name='preview',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='previews', to='articles.revision', verbose_name='revision'),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision', verbose_name='revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='live_revision',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision', verbose_name='published revision'),
        ),
        migrations.AddField(
            model_name='revision',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='pushsubscription',
            name='sections',
            field=models.ManyToManyField(related_name='+', to='articles.section', verbose_name='sections'),
        ),
        migrations.AddField(
            model_name='placement',
            name='section',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='assignmentsection',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='sections',
            field=models.ManyToManyField(related_name='+', through='articles.AssignmentSection', to='articles.section', verbose_name='sections'),
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='sectionname',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='section_names', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='sectionname',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='story',
            name='created_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='created by'),
        ),
        migrations.AddField(
            model_name='article',
            name='story',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.story', verbose_name='story'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='person',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='subscription',
            name='sections',
            field=models.ManyToManyField(related_name='+', to='articles.section', verbose_name='sections'),
        ),
        migrations.AddField(
            model_name='subscriptionevent',
            name='privacy_version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.policyversion', verbose_name='version of the privacy policy'),
        ),
        migrations.AddField(
            model_name='subscriptionevent',
            name='wording',
            field=models.ForeignKey(db_column='wording_sha256', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.consentwording', verbose_name='wording'),
        ),
        migrations.AddField(
            model_name='tag',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='tag',
            name='merged_into',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='articles.tag', verbose_name='merged into'),
        ),
        migrations.AddField(
            model_name='tagevent',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by'),
        ),
        migrations.AddField(
            model_name='tagevent',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='articles.tag', verbose_name='tag'),
        ),
        migrations.AddField(
            model_name='tagging',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='tagging',
            name='tag',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='taggings', to='articles.tag', verbose_name='tag'),
        ),
        migrations.AddField(
            model_name='unsavedtext',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='article'),
        ),
        migrations.AddField(
            model_name='unsavedtext',
            name='writer',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='writer'),
        ),
        migrations.AddConstraint(
            model_name='assignmentchange',
            constraint=models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='a_change_of_a_role_changes_something'),
        ),
        migrations.AddConstraint(
            model_name='checklistoverride',
            constraint=models.CheckConstraint(condition=models.Q(('points', ''), _negated=True), name='an_override_names_what_was_missing'),
        ),
        migrations.AddConstraint(
            model_name='checklistoverride',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_override_states_its_reason'),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(condition=models.Q(('public_at__isnull', False)), fields=['-public_at', '-id'], name='correction_newest'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'clarification', 'addition', 'retraction'])), name='correction_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_correction_says_something'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('supersedes', models.F('id')), _negated=True), name='a_correction_does_not_supersede_itself'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.CheckConstraint(condition=models.Q(('hour__lte', 23)), name='a_digest_has_an_hour_of_the_day'),
        ),
        migrations.AddConstraint(
            model_name='digest',
            constraint=models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='a_digest_has_a_day_of_the_week'),
        ),
        migrations.AddConstraint(
            model_name='assignmentedition',
            constraint=models.UniqueConstraint(fields=('assignment', 'edition'), name='a_role_names_an_edition_once'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('edition', 'cadence', 'day'), name='one_issue_per_edition_cadence_and_day'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('cadence__in', ['daily', 'weekly'])), name='issue_cadence_is_known'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.UniqueConstraint(fields=('article', 'other'), name='one_likeness_per_article_and_other'),
        ),
        migrations.AddConstraint(
            model_name='likeness',
            constraint=models.CheckConstraint(condition=models.Q(('other', models.F('article')), _negated=True), name='an_article_is_not_like_itself'),
        ),
        migrations.AddConstraint(
            model_name='oldaddress',
            constraint=models.UniqueConstraint(fields=('path', 'host'), name='one_article_per_old_address'),
        ),
        migrations.AddConstraint(
            model_name='oldaddress',
            constraint=models.CheckConstraint(condition=models.Q(('path', ''), _negated=True), name='an_old_address_has_a_path'),
        ),
        migrations.AddConstraint(
            model_name='paperevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['add', 'change', 'replace', 'remove', 'export'])), name='paper_act_is_known'),
        ),
        migrations.AddConstraint(
            model_name='paperevent',
            constraint=models.CheckConstraint(condition=models.Q(('thing__in', ['photo', 'section', 'edition', 'front', 'log'])), name='paper_thing_is_known'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('focal_x__range', (0, 1)), ('focal_y__range', (0, 1))), name='a_focal_point_lies_in_the_photo'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('credit', ''), _negated=True), name='a_photo_names_its_maker'),
        ),
        migrations.AddConstraint(
            model_name='pick',
            constraint=models.UniqueConstraint(fields=('article', 'picked'), name='one_pick_per_article_and_other'),
        ),
        migrations.AddConstraint(
            model_name='pick',
            constraint=models.CheckConstraint(condition=models.Q(('picked', models.F('article')), _negated=True), name='an_article_does_not_lead_to_itself'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('article', 'person'), name='one_presence_per_article_and_person'),
        ),
        migrations.AddConstraint(
            model_name='provenance',
            constraint=models.UniqueConstraint(fields=('source', 'key'), name='nothing_is_taken_over_twice'),
        ),
        migrations.AddConstraint(
            model_name='provenance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('article__isnull', False), ('photo__isnull', True)), models.Q(('article__isnull', True), ('photo__isnull', False)), _connector='OR'), name='a_provenance_is_that_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='pushnotice',
            constraint=models.UniqueConstraint(condition=models.Q(('cancelled_at__isnull', True)), fields=('article',), name='one_push_news_per_article'),
        ),
        migrations.AddConstraint(
            model_name='pushnotice',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='push_news_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='pushnotice',
            constraint=models.CheckConstraint(condition=models.Q(('begun_at__isnull', True), ('cancelled_at__isnull', True), _connector='OR'), name='what_went_out_is_not_taken_back'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('photo', 'ratio', 'width', 'format'), name='one_rendition_per_shape_and_format'),
        ),
        migrations.AddConstraint(
            model_name='preview',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='a_preview_ends_after_it_is_made'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='one_revision_per_number'),
        ),
        migrations.AddConstraint(
            model_name='pushsubscription',
            constraint=models.CheckConstraint(condition=models.Q(('endpoint', ''), _negated=True), name='a_device_has_an_address'),
        ),
        migrations.AddIndex(
            model_name='placement',
            index=models.Index(fields=['edition', 'section', 'ends_at'], name='placement_standing'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('slot__in', [1, 2, 3, 4])), name='a_slot_is_known'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('section__isnull', True), ('slot', 1), _connector='OR'), name='a_section_page_has_one_slot'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='a_plan_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='assignmentsection',
            constraint=models.UniqueConstraint(fields=('assignment', 'section'), name='a_role_names_a_section_once'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('person', 'role'), name='a_person_holds_a_role_once'),
        ),
        migrations.AddConstraint(
            model_name='sectionname',
            constraint=models.UniqueConstraint(fields=('section', 'edition'), name='one_section_name_per_edition'),
        ),
        migrations.AddConstraint(
            model_name='sectionname',
            constraint=models.UniqueConstraint(fields=('edition', 'slug'), name='one_section_per_slug_and_edition'),
        ),
        migrations.AddConstraint(
            model_name='sectionname',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='a_section_has_a_slug'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['edition', '-published_at', '-id'], name='article_newest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('status', 'published')), fields=['expires_at'], name='article_expiring'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('expires_at__isnull', False), ('status', 'published')), fields=['edition', 'expires_at'], name='article_ending'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('story', 'edition'), name='one_article_per_story_and_edition'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'in-review', 'approved', 'published', 'unpublished'])), name='article_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('live_revision__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='a_published_article_has_a_time_and_a_revision'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('expires_at__isnull', True), ('expires_at__gt', models.F('published_at')), _connector='OR'), name='an_article_expires_after_it_appears'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(condition=models.Q(('address', ''), _negated=True), fields=('edition', 'address'), name='one_subscription_per_address_and_edition'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('edition', 'person'), name='one_subscription_per_member_and_edition'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('address', ''), _connector='XOR'), name='a_subscription_has_a_member_or_an_address'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('confirmed_at__isnull', False), _connector='OR'), name='a_members_subscription_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='subscription',
            constraint=models.CheckConstraint(condition=models.Q(('cadence__in', ['daily', 'weekly'])), name='subscription_cadence_is_known'),
        ),
        migrations.AddConstraint(
            model_name='subscriptionevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['given', 'changed', 'ended', 'returned', 'stopped'])), name='subscription_act_is_known'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(condition=models.Q(('merged_into__isnull', True)), fields=('edition', 'folded'), name='one_tag_per_name_and_edition'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('folded', ''), _negated=True)), name='a_tag_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('slug', ''), _negated=True), name='a_tag_has_a_slug'),
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='a_tag_is_not_merged_into_itself'),
        ),
        migrations.AddConstraint(
            model_name='tagevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['make', 'rename', 'merge'])), name='tag_act_is_known'),
        ),
        migrations.AddIndex(
            model_name='tagging',
            index=models.Index(fields=['tag', '-published_at', '-article'], name='tagging_newest'),
        ),
        migrations.AddConstraint(
            model_name='tagging',
            constraint=models.UniqueConstraint(fields=('tag', 'article'), name='one_tagging_per_tag_and_article'),
        ),
        migrations.AddConstraint(
            model_name='unsavedtext',
            constraint=models.UniqueConstraint(fields=('writer', 'opening'), name='one_unsaved_text_per_opening'),
        ),
    ])]

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.text
import moderation.models.appeal
import moderation.models.decision
import moderation.models.harassment
import moderation.models.hearing
import moderation.models.mistake
import moderation.models.misuse
import moderation.models.report
import uuid
from django.conf import settings
from django.db import migrations, models

from accounts.schema import AllAtOnce


class Migration(migrations.Migration):
    initial = True
    replaces = [("moderation", "0141_harassment_of_moderators")]  # and all before it, which no release had
    dependencies = [
        ('accounts', '0001_tables'),
        ('articles', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [AllAtOnce([
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.UUIDField(editable=False, null=True, unique=True, verbose_name='token of the form')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('path', models.CharField(max_length=40, verbose_name='place in the thread')),
                ('depth', models.PositiveSmallIntegerField(default=0, verbose_name='depth')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('body', models.TextField(verbose_name='text')),
                ('html', models.TextField(blank=True, verbose_name='as it is shown')),
                ('card', models.TextField(blank=True, verbose_name='as it is shown in the thread')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='version')),
                ('status', models.CharField(choices=[('held', 'held'), ('published', 'published'), ('removed', 'removed')], max_length=12, verbose_name='status')),
                ('submitted_at', models.DateTimeField(verbose_name='submitted')),
                ('edited_at', models.DateTimeField(null=True, verbose_name='edited')),
                ('placed_at', models.DateTimeField(null=True, verbose_name='placed in the thread')),
                ('redacted_at', models.DateTimeField(null=True, verbose_name='redacted')),
                ('withdrawn_at', models.DateTimeField(null=True, verbose_name='withdrawn')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='erased')),
                ('reply_count', models.PositiveIntegerField(default=0, verbose_name='replies')),
                ('appreciation_count', models.PositiveIntegerField(default=0, verbose_name='appreciations')),
                ('part', models.CharField(blank=True, choices=[('question', 'question'), ('answer', 'answer')], default='', max_length=8, verbose_name='question or answer')),
                ('answer_count', models.PositiveIntegerField(default=0, verbose_name='answers')),
                ('chosen_at', models.DateTimeField(null=True, verbose_name='chosen by an editor')),
                ('corrected_at', models.DateTimeField(null=True, verbose_name='led to a correction')),
                ('digest', models.BigIntegerField(null=True, verbose_name='fingerprint')),
                ('band_1', models.BigIntegerField(null=True, verbose_name='fingerprint for near-copies')),
                ('band_2', models.BigIntegerField(null=True, verbose_name='fingerprint for near-copies')),
                ('band_3', models.BigIntegerField(null=True, verbose_name='fingerprint for near-copies')),
                ('band_4', models.BigIntegerField(null=True, verbose_name='fingerprint for near-copies')),
                ('sketch', models.BigIntegerField(null=True, verbose_name='fingerprint for likeness')),
                ('ruleset', models.CharField(blank=True, max_length=32, verbose_name='ruleset')),
                ('failed_rules', models.CharField(blank=True, max_length=200, verbose_name='checks that failed')),
                ('article', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.article', verbose_name='article')),
                ('author', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('parent', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='moderation.comment', verbose_name='answers')),
            ],
            options={
                'verbose_name': 'comment',
                'verbose_name_plural': 'comments',
            },
        ),
        migrations.CreateModel(
            name='TakenFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('of', models.CharField(max_length=12, unique=True, verbose_name='of')),
                ('taken_at', models.DateTimeField(verbose_name='counted')),
                ('data', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='figures')),
            ],
            options={
                'verbose_name': 'figures of a night',
                'verbose_name_plural': 'figures by night',
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('comment', 'comment'), ('campaign', 'near-copies'), ('letter', 'letter'), ('hearing', 'hearing'), ('harassment', 'harassment of a moderator')], default='comment', max_length=12, verbose_name='kind')),
                ('risk', models.PositiveSmallIntegerField(default=0, verbose_name='risk')),
                ('grounds', models.JSONField(default=list, verbose_name='grounds')),
                ('is_held', models.BooleanField(default=False, verbose_name='held back from readers')),
                ('report_count', models.PositiveIntegerField(default=0, verbose_name='reports')),
                ('opened_at', models.DateTimeField(verbose_name='waiting since')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                ('leased_until', models.DateTimeField(null=True, verbose_name='held until')),
                ('article', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.article', verbose_name='article')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
            ],
            options={
                'verbose_name': 'case',
                'verbose_name_plural': 'review queue',
            },
        ),
        migrations.CreateModel(
            name='ImportedComment',
            fields=[
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='imported', serialize=False, to='moderation.comment', verbose_name='comment')),
                ('source', models.SlugField(db_index=False, max_length=40, verbose_name='source')),
                ('old_id', models.CharField(max_length=64, verbose_name='number there')),
                ('old_url', models.CharField(blank=True, max_length=2000, verbose_name='address there')),
            ],
            options={
                'verbose_name': 'imported comment',
                'verbose_name_plural': 'imported comments',
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('is_taken_back', models.BooleanField(default=False, verbose_name='taken back')),
                ('is_in_article', models.BooleanField(default=False, verbose_name='shown in the article')),
                ('after', models.CharField(blank=True, max_length=80, verbose_name='behind the paragraph')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='moderation.comment', verbose_name='comment')),
            ],
            options={
                'verbose_name': 'editor’s choice',
                'verbose_name_plural': 'editors’ choices',
            },
        ),
        migrations.CreateModel(
            name='CaseComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('is_open', models.BooleanField(default=True, verbose_name='open')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='moderation.case', verbose_name='case')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='case_items', to='moderation.comment', verbose_name='comment')),
            ],
        ),
        migrations.CreateModel(
            name='Appreciation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given_at', models.DateTimeField(verbose_name='given')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('comment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.comment', verbose_name='comment')),
            ],
            options={
                'verbose_name': 'appreciation',
                'verbose_name_plural': 'appreciations',
            },
        ),
        migrations.CreateModel(
            name='CommentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('body', models.TextField(verbose_name='text')),
                ('html', models.TextField(blank=True, verbose_name='as it is shown')),
                ('replaced_at', models.DateTimeField(verbose_name='replaced')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='moderation.comment', verbose_name='comment')),
                ('replaced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='replaced by')),
            ],
            options={
                'verbose_name': 'earlier version',
                'verbose_name_plural': 'earlier versions',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='CorrectionCredit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='moderation.comment', verbose_name='comment')),
                ('correction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.correction', verbose_name='correction')),
            ],
            options={
                'verbose_name': 'credit of a correction',
                'verbose_name_plural': 'credits of corrections',
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure', models.CharField(choices=[('publish', 'publish'), ('hold', 'hold'), ('keep', 'leave up'), ('remove', 'remove'), ('restore', 'restore'), ('redact', 'redact'), ('warn', 'warn the author'), ('suspend', 'suspend from commenting'), ('block', 'block the account'), ('close', 'delete the account'), ('lift', 'lift the sanction'), ('annul', 'annul the sanction'), ('uphold', 'uphold')], max_length=12, verbose_name='measure')),
                ('comment_version', models.PositiveIntegerField(null=True, verbose_name='version of the comment')),
                ('source', models.CharField(choices=[('own', 'own initiative'), ('report', "a reader's report"), ('notice', 'a notice of illegal content'), ('complaint', 'a letter from the person concerned')], default='own', max_length=12, verbose_name='what led to it')),
                ('omission', models.CharField(blank=True, choices=[('spam', 'deceptive high-volume commercial content'), ('order', 'order of an authority')], max_length=8, verbose_name='why there is no statement')),
                ('made_at', models.DateTimeField(verbose_name='decided')),
                ('case', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='moderation.case', verbose_name='case')),
                ('comment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='moderation.comment', verbose_name='comment')),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('reverses', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversals', to='moderation.decision', verbose_name='takes back')),
                ('rules_version', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.policyversion', verbose_name='version of the rules')),
                ('subject', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person concerned')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['id'],
                'permissions': [('oversee_decision', 'Can see what each moderator decided, in figures')],
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=moderation.models.appeal.new_appeal_reference, max_length=16, unique=True, verbose_name='reference')),
                ('kind', models.CharField(choices=[('restoration', 'restoration of access'), ('review', 'review of a sanction'), ('complaint', 'complaint about a decision')], max_length=12, verbose_name='kind')),
                ('state', models.CharField(choices=[('incomplete', 'incomplete: waiting for the person'), ('open', 'open'), ('decided', 'decided')], default='open', max_length=12, verbose_name='state')),
                ('channel', models.CharField(choices=[('form', 'form'), ('email', 'e-mail'), ('paper', 'paper')], max_length=8, verbose_name='came by')),
                ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                ('user_id', models.CharField(blank=True, max_length=40, verbose_name='user ID')),
                ('explanation', models.TextField(blank=True, verbose_name='explanation')),
                ('sender', models.EmailField(blank=True, max_length=254, verbose_name='sender')),
                ('message_id', models.CharField(blank=True, max_length=250, verbose_name='message ID')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('missing', models.JSONField(default=list, verbose_name='what is missing')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('completed_at', models.DateTimeField(null=True, verbose_name='complete since')),
                ('due_at', models.DateTimeField(null=True, verbose_name='answer due')),
                ('outcome', models.CharField(blank=True, choices=[('upheld', 'decision upheld'), ('lifted', 'sanction lifted'), ('annulled', 'decision annulled'), ('partly', 'decision changed in part'), ('omitted', 'not decided')], max_length=12, verbose_name='outcome')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('sole_moderator_note', models.CharField(blank=True, max_length=300, verbose_name='note on the only moderator')),
                ('contested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='complaint by')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('case', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeal', to='moderation.case', verbose_name='case')),
                ('contested', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='moderation.decision', verbose_name='decision complained of')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
            },
        ),
        migrations.CreateModel(
            name='DiscussionDefault',
            fields=[
                ('section', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='discussion_default', serialize=False, to='articles.section', verbose_name='section')),
                ('discussion', models.CharField(choices=[('open', 'open'), ('held', 'every comment waits for a moderator'), ('links-held', 'comments with links wait for a moderator'), ('slow', 'slow: a pause between two comments of one person'), ('read-only', 'read only'), ('closed', 'closed and hidden')], default='open', max_length=12, verbose_name='discussion')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='message to readers')),
                ('later_after', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='days after which it changes')),
                ('later_discussion', models.CharField(choices=[('open', 'open'), ('held', 'every comment waits for a moderator'), ('links-held', 'comments with links wait for a moderator'), ('slow', 'slow: a pause between two comments of one person'), ('read-only', 'read only')], default='read-only', max_length=12, verbose_name='discussion from then on')),
                ('later_message', models.CharField(blank=True, max_length=300, verbose_name='message to readers then')),
            ],
            options={
                'verbose_name': 'usual discussion of a section',
                'verbose_name_plural': 'usual discussions',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('discussion', 'closed'), _negated=True), ('later_after__isnull', True), _connector='OR'), name='a_section_without_discussion_stays_so', violation_error_message='What is closed and hidden stays so: leave the days empty.'), models.CheckConstraint(condition=models.Q(('later_discussion', 'closed'), _negated=True), name='age_hides_no_discussion')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='receipt')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('age_met', models.PositiveSmallIntegerField(null=True, verbose_name='of this age at least, as stated')),
                ('asked_at', models.DateTimeField(db_index=True, verbose_name='asked for')),
                ('confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed')),
                ('returned', models.PositiveSmallIntegerField(default=0, verbose_name='letters that came back')),
                ('returned_at', models.DateTimeField(null=True, verbose_name='last one that came back')),
                ('pace', models.CharField(choices=[('instant', 'at once'), ('daily', 'every day'), ('weekly', 'once a week')], max_length=8, verbose_name='how often')),
                ('told_until', models.DateTimeField(null=True, verbose_name='told until')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='article')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('root', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='moderation.comment', verbose_name='comment')),
            ],
            options={
                'verbose_name': 'followed discussion',
                'verbose_name_plural': 'followed discussions',
            },
        ),
        migrations.CreateModel(
            name='FollowEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('receipt', models.UUIDField(db_index=True, verbose_name='receipt')),
                ('act', models.CharField(choices=[('given', 'confirmed'), ('changed', 'changed'), ('ended', 'ended by the reader'), ('returned', 'ended: the mailbox takes no letters'), ('stopped', 'ended by the staff, as asked'), ('over', 'ended: the discussion is over, or the account is blocked')], max_length=8, verbose_name='act')),
                ('article', models.BigIntegerField(verbose_name='article')),
                ('root', models.BigIntegerField(null=True, verbose_name='comment')),
                ('pace', models.CharField(choices=[('instant', 'at once'), ('daily', 'every day'), ('weekly', 'once a week')], max_length=8, verbose_name='how often')),
                ('age_met', models.PositiveSmallIntegerField(null=True, verbose_name='of this age at least, as stated')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('privacy_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.policyversion', verbose_name='version of the privacy policy')),
                ('wording', models.ForeignKey(db_column='wording_sha256', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.consentwording', verbose_name='wording')),
            ],
            options={
                'verbose_name': 'event of a followed discussion',
                'verbose_name_plural': 'events of followed discussions',
            },
        ),
        migrations.CreateModel(
            name='FollowRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pace', models.CharField(choices=[('instant', 'at once'), ('daily', 'every day'), ('weekly', 'once a week')], max_length=8, verbose_name='how often')),
                ('begun_at', models.DateTimeField(verbose_name='begun')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'round of letters to followers',
                'verbose_name_plural': 'rounds of letters to followers',
            },
        ),
        migrations.CreateModel(
            name='Ground',
            fields=[
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('dsa_category', models.CharField(max_length=80, verbose_name='DSA category')),
                ('dsa_keyword', models.CharField(blank=True, max_length=80, verbose_name='DSA keyword')),
            ],
            options={
                'verbose_name': 'ground',
                'verbose_name_plural': 'grounds',
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__range', (1, 19))), name='there_are_nineteen_grounds')],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='ground',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.ground', verbose_name='ground'),
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('heading', models.CharField(max_length=100, verbose_name='heading')),
                ('text', models.TextField(verbose_name='clause')),
                ('letter', models.TextField(verbose_name='sentence for the statement of reasons')),
                ('allowed', models.JSONField(blank=True, default=list, verbose_name='examples of what is allowed')),
                ('not_allowed', models.JSONField(blank=True, default=list, verbose_name='examples of what is not')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.policyversion', verbose_name='version')),
                ('ground', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clauses', to='moderation.ground', verbose_name='ground')),
            ],
            options={
                'verbose_name': 'clause',
                'verbose_name_plural': 'clauses',
                'ordering': ['version', 'ground', 'language'],
            },
        ),
        migrations.CreateModel(
            name='Harassment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=moderation.models.harassment.new_harassment_reference, max_length=16, unique=True, verbose_name='reference')),
                ('opened_at', models.DateTimeField(verbose_name='opened')),
                ('outcome', models.CharField(blank=True, choices=[('found', 'harassment'), ('none', 'no harassment'), ('gone', 'not decided: the account was erased')], max_length=12, verbose_name='outcome')),
                ('answer', models.TextField(blank=True, verbose_name='what was found')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('shield_ended_at', models.DateTimeField(null=True, verbose_name='shield ended')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='harassment', to='moderation.case', verbose_name='case')),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who is said to do it')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='moderator concerned')),
            ],
            options={
                'verbose_name': 'harassment of a moderator',
                'verbose_name_plural': 'harassment of moderators',
            },
        ),
        migrations.CreateModel(
            name='HarassmentPiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(blank=True, verbose_name='what happened')),
                ('added_at', models.DateTimeField(verbose_name='added')),
                ('added_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('comment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.comment', verbose_name='comment')),
                ('harassment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='moderation.harassment', verbose_name='harassment of a moderator')),
                ('letter', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.appeal', verbose_name='letter')),
            ],
            options={
                'verbose_name': 'piece of a case of harassment',
                'verbose_name_plural': 'pieces of a case of harassment',
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=moderation.models.hearing.new_hearing_reference, max_length=16, unique=True, verbose_name='reference')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('facts', models.TextField(verbose_name='facts')),
                ('why', models.TextField(verbose_name='why the clause applies')),
                ('law', models.CharField(blank=True, max_length=300, verbose_name='law')),
                ('milder_measure_note', models.TextField(verbose_name='why a milder measure is not enough')),
                ('conduct_at', models.DateTimeField(verbose_name='date of the conduct')),
                ('opened_at', models.DateTimeField(verbose_name='announced')),
                ('ends_at', models.DateTimeField(verbose_name='time to reply until')),
                ('viewed_at', models.DateTimeField(null=True, verbose_name='seen')),
                ('bounced_at', models.DateTimeField(null=True, verbose_name='undeliverable')),
                ('reply', models.TextField(blank=True, verbose_name='reply')),
                ('replied_at', models.DateTimeField(null=True, verbose_name='first reply')),
                ('channel', models.CharField(blank=True, choices=[('form', 'form'), ('email', 'e-mail'), ('paper', 'paper')], max_length=8, verbose_name='came by')),
                ('outcome', models.CharField(blank=True, choices=[('blocked', 'the account was blocked'), ('suspended', 'suspension from commenting'), ('warned', 'warning'), ('nothing', 'no measure'), ('overtaken', 'ended by a measure that could not wait'), ('gone', 'not decided: the account was erased')], max_length=12, verbose_name='outcome')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='hearing', to='moderation.case', verbose_name='case')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.clause', verbose_name='clause')),
                ('comment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.comment', verbose_name='comment')),
                ('decided_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearing', to='moderation.decision', verbose_name='decision')),
                ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='announced by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'hearing',
                'verbose_name_plural': 'hearings',
            },
        ),
        migrations.CreateModel(
            name='ImportedAuthor',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='imported', serialize=False, to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('source', models.SlugField(db_index=False, max_length=40, verbose_name='source')),
                ('digest', models.CharField(max_length=64, verbose_name='fingerprint')),
            ],
            options={
                'verbose_name': 'imported author',
                'verbose_name_plural': 'imported authors',
                'constraints': [models.UniqueConstraint(fields=('source', 'digest'), name='one_person_per_imported_author')],
            },
        ),
        migrations.CreateModel(
            name='ListEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('words', 'words'), ('phrases', 'phrases'), ('classes', 'classes of words'), ('combinations', 'classes of words that say much together'), ('excuses', 'what takes hostile words and phrases back'), ('known-hosts', 'well-known hosts'), ('bad-hosts', 'hosts of malicious software'), ('shorteners', 'link shorteners'), ('ordinary', 'ordinary words spelt like listed ones of other languages')], max_length=12, verbose_name='list')),
                ('pattern', models.CharField(max_length=2000, verbose_name='entry')),
                ('language', models.CharField(default='und', max_length=12, verbose_name='language')),
                ('action', models.CharField(blank=True, choices=[('none', 'none'), ('nudge', 'ask the writer to think again'), ('flag', 'publish and mark for a moderator'), ('hold', 'hold for a moderator'), ('refuse', 'refuse until it is changed')], max_length=8, verbose_name='leads to')),
                ('severity', models.PositiveSmallIntegerField(default=2, verbose_name='severity')),
                ('detail', models.CharField(blank=True, max_length=100, verbose_name='what it is')),
                ('is_quiet', models.BooleanField(default=False, verbose_name='counts only when disguised')),
                ('allowed', models.JSONField(blank=True, default=list, verbose_name='words that make it innocent')),
                ('owner', models.CharField(blank=True, max_length=100, verbose_name='owner')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('added_at', models.DateTimeField(verbose_name='added')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='taken off')),
                ('added_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('ground', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.ground', verbose_name='ground')),
            ],
            options={
                'verbose_name': 'list entry',
                'verbose_name_plural': 'word lists',
                'ordering': ['kind', 'language', 'pattern'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('rule', models.CharField(max_length=40, verbose_name='check')),
                ('rule_version', models.PositiveSmallIntegerField(default=1, verbose_name='version of the check')),
                ('score', models.FloatField(null=True, verbose_name='score')),
                ('start', models.PositiveIntegerField(null=True, verbose_name='from character')),
                ('end', models.PositiveIntegerField(null=True, verbose_name='to character')),
                ('is_disguised', models.BooleanField(default=False, verbose_name='disguised')),
                ('action', models.CharField(max_length=8, verbose_name='action')),
                ('detail', models.CharField(blank=True, max_length=100, verbose_name='detail')),
                ('comment', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='moderation.comment', verbose_name='comment')),
                ('ground', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.ground', verbose_name='ground')),
                ('entry', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.listentry', verbose_name='list entry')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
            },
        ),
        migrations.CreateModel(
            name='Mistake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=moderation.models.mistake.new_mistake_reference, max_length=16, unique=True, verbose_name='reference')),
                ('text', models.TextField(max_length=2000, verbose_name='what is said to be wrong')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('state', models.CharField(choices=[('open', 'open'), ('corrected', 'corrected'), ('no-mistake', 'no mistake'), ('duplicate', 'reported before')], default='open', max_length=12, verbose_name='state')),
                ('taken_at', models.DateTimeField(null=True, verbose_name='taken')),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mistakes', to='moderation.comment', verbose_name='comment')),
                ('correction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.correction', verbose_name='correction')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('repeats', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repetitions', to='moderation.mistake', verbose_name='repeats')),
                ('reporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who has it')),
            ],
            options={
                'verbose_name': 'mistake reported in an article',
                'verbose_name_plural': 'mistakes reported in articles',
            },
        ),
        migrations.CreateModel(
            name='Misuse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=moderation.models.misuse.new_misuse_reference, max_length=16, unique=True, verbose_name='reference')),
                ('step', models.CharField(choices=[('warning', 'warning'), ('pause', 'pause')], max_length=8, verbose_name='step')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('facts', models.TextField(verbose_name='facts')),
                ('unfounded', models.PositiveIntegerField(verbose_name='manifestly unfounded reports')),
                ('of_all', models.PositiveIntegerField(verbose_name='of all within a year')),
                ('gravity', models.TextField(verbose_name='how grave it is')),
                ('intention', models.TextField(blank=True, verbose_name='intention')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('ends_at', models.DateTimeField(null=True, verbose_name='until')),
                ('objection', models.TextField(blank=True, verbose_name='objection')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='taken back')),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='misuses', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('taken_back_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken back by')),
                ('warning', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='moderation.misuse', verbose_name='after the warning')),
            ],
            options={
                'verbose_name': 'misuse of reports',
                'verbose_name_plural': 'misuse of reports',
            },
        ),
        migrations.CreateModel(
            name='Mute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('muted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who is muted')),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who mutes')),
            ],
            options={
                'verbose_name': 'muted member',
                'verbose_name_plural': 'muted members',
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='note')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person concerned')),
                ('comment', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.comment', verbose_name='comment')),
                ('made_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'note',
                'verbose_name_plural': 'notes',
            },
        ),
        migrations.CreateModel(
            name='Nudge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.UUIDField(editable=False, unique=True, verbose_name='form')),
                ('asked_at', models.DateTimeField(db_index=True, verbose_name='asked')),
                ('rules', models.JSONField(default=list, verbose_name='rules')),
                ('entries', models.JSONField(default=list, verbose_name='list entries')),
                ('answer', models.CharField(choices=[('none', 'nothing was sent'), ('revised', 'revised'), ('as-it-is', 'sent as it is')], default='none', max_length=8, verbose_name='answer')),
                ('is_published', models.BooleanField(default=False, verbose_name='published at once')),
            ],
            options={
                'verbose_name': 'nudge',
                'verbose_name_plural': 'nudges',
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['none', 'revised', 'as-it-is'])), name='a_nudge_has_a_known_answer'), models.CheckConstraint(condition=models.Q(('is_published', False), models.Q(('answer', 'none'), _negated=True), _connector='OR'), name='what_was_not_sent_is_not_published')],
            },
        ),
        migrations.CreateModel(
            name='PolicyRow',
            fields=[
                ('kind', models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name='evidence')),
                ('action', models.CharField(choices=[('none', 'none'), ('nudge', 'ask the writer to think again'), ('flag', 'publish and mark for a moderator'), ('hold', 'hold for a moderator')], max_length=8, verbose_name='leads to')),
                ('default', models.CharField(choices=[('none', 'none'), ('nudge', 'ask the writer to think again'), ('flag', 'publish and mark for a moderator'), ('hold', 'hold for a moderator')], editable=False, max_length=8, verbose_name='default')),
                ('description', models.TextField(editable=False, verbose_name='what is seen')),
                ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='changed')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
                ('ground', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.ground', verbose_name='ground')),
            ],
            options={
                'verbose_name': 'screening policy',
                'verbose_name_plural': 'screening policy',
                'ordering': ['kind'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=moderation.models.report.new_report_reference, max_length=16, unique=True, verbose_name='reference')),
                ('kind', models.CharField(choices=[('ground', 'breaks a rule'), ('illegal', 'illegal content')], max_length=8, verbose_name='kind')),
                ('text', models.TextField(blank=True, verbose_name='reasons')),
                ('name', models.CharField(blank=True, max_length=120, verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('is_about_abuse', models.BooleanField(default=False, verbose_name='about sexual abuse of a child')),
                ('is_in_good_faith', models.BooleanField(default=False, verbose_name='in good faith')),
                ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                ('received_at', models.DateTimeField(verbose_name='received')),
                ('outcome', models.CharField(choices=[('open', 'undecided'), ('removed', 'the comment was removed'), ('kept', 'the comment was left up'), ('duplicate', 'already decided on an earlier report'), ('gone', 'not decided: the comment was erased with its author’s account'), ('unfounded', 'unfounded: the removal was wrong and has been undone')], default='open', max_length=12, verbose_name='outcome')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('waits_until', models.DateTimeField(null=True, verbose_name='not looked at before')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='moderation.case', verbose_name='case')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='moderation.comment', verbose_name='comment')),
                ('ground', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.ground', verbose_name='ground')),
                ('reporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reported by')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
            },
        ),
        migrations.CreateModel(
            name='Ruleset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('changes', models.JSONField(default=list, editable=False, verbose_name='changes')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'ruleset',
                'verbose_name_plural': 'rulesets',
            },
        ),
        migrations.CreateModel(
            name='Sanction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('block', 'block'), ('closure', 'account deletion')], max_length=8, verbose_name='kind')),
                ('state', models.CharField(choices=[('in-force', 'in force'), ('lifted', 'lifted'), ('annulled', 'annulled')], default='in-force', max_length=12, verbose_name='state')),
                ('ordinal', models.PositiveSmallIntegerField(null=True, verbose_name='counts as')),
                ('imposed_at', models.DateTimeField(verbose_name='since')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='ended')),
                ('milder_measure_note', models.TextField(verbose_name='why a milder measure is not enough')),
                ('mode', models.CharField(choices=[('immediate', 'at once, with reasons'), ('hearing', 'after a hearing')], max_length=12, verbose_name='blocked')),
                ('is_urgent', models.BooleanField(default=False, verbose_name='could not wait')),
                ('urgency', models.TextField(blank=True, verbose_name='why it could not wait')),
                ('ended_by_decision', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ended_sanction', to='moderation.decision', verbose_name='ended by decision')),
                ('hearing', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sanction', to='moderation.hearing', verbose_name='hearing')),
                ('imposed_by_decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sanction', to='moderation.decision', verbose_name='imposed by decision')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person concerned')),
            ],
            options={
                'verbose_name': 'sanction',
                'verbose_name_plural': 'sanctions',
            },
        ),
        migrations.AddField(
            model_name='appeal',
            name='sanction',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals', to='moderation.sanction', verbose_name='sanction'),
        ),
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('query', models.TextField(blank=True, verbose_name='filter')),
                ('words', models.TextField(blank=True, verbose_name='words searched for')),
                ('is_shared', models.BooleanField(default=False, verbose_name='shared')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='whose')),
            ],
            options={
                'verbose_name': 'saved filter',
                'verbose_name_plural': 'saved filters',
                'permissions': [('share_savedfilter', 'Can share filters of the queue with the newsroom')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpeg', 'picture')], max_length=4, verbose_name='kind')),
                ('data', models.BinaryField(verbose_name='file')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('added_at', models.DateTimeField(verbose_name='added')),
                ('added_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scans', to='moderation.appeal', verbose_name='letter')),
            ],
            options={
                'verbose_name': 'scan',
                'verbose_name_plural': 'scans',
            },
        ),
        migrations.CreateModel(
            name='SealedCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(verbose_name='version')),
                ('why', models.CharField(choices=[('reported', 'a report on it waits for a decision'), ('letter', 'a letter about it waits for an answer'), ('decided', 'the decision about it can still be contested')], max_length=8, verbose_name='why it is kept')),
                ('key', models.UUIDField(editable=False, unique=True, verbose_name='name of the key')),
                ('data', models.BinaryField(verbose_name='encrypted text')),
                ('sealed_at', models.DateTimeField(verbose_name='sealed')),
                ('counted_from', models.DateTimeField(verbose_name='period counted from')),
                ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sealed_copy', to='moderation.comment', verbose_name='comment')),
            ],
            options={
                'verbose_name': 'sealed copy',
                'verbose_name_plural': 'sealed copies',
                'ordering': ['counted_from', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='StatementOfReasons',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(default=moderation.models.decision.new_statement_reference, max_length=16, unique=True, verbose_name='reference')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('measure', models.CharField(choices=[('publish', 'publish'), ('hold', 'hold'), ('keep', 'leave up'), ('remove', 'remove'), ('restore', 'restore'), ('redact', 'redact'), ('warn', 'warn the author'), ('suspend', 'suspend from commenting'), ('block', 'block the account'), ('close', 'delete the account'), ('lift', 'lift the sanction'), ('annul', 'annul the sanction'), ('uphold', 'uphold')], max_length=12, verbose_name='measure')),
                ('scope', models.TextField(verbose_name='what was restricted')),
                ('ends_at', models.DateTimeField(null=True, verbose_name='until')),
                ('facts', models.TextField(verbose_name='facts')),
                ('source', models.CharField(choices=[('own', 'own initiative'), ('report', "a reader's report"), ('notice', 'a notice of illegal content'), ('complaint', 'a letter from the person concerned')], max_length=12, verbose_name='what led to it')),
                ('is_detected_automatically', models.BooleanField(default=False, verbose_name='found by a program')),
                ('is_illegal', models.BooleanField(default=False, verbose_name='against the law')),
                ('law', models.CharField(blank=True, max_length=300, verbose_name='law')),
                ('why', models.TextField(verbose_name='why the clause applies')),
                ('procedure', models.TextField(blank=True, verbose_name='whether the person was heard')),
                ('content_at', models.DateTimeField(verbose_name='date of the content')),
                ('issued_at', models.DateTimeField(verbose_name='issued')),
                ('delivered_at', models.DateTimeField(null=True, verbose_name='delivered')),
                ('viewed_at', models.DateTimeField(null=True, verbose_name='seen')),
                ('bounced_at', models.DateTimeField(null=True, verbose_name='undeliverable')),
                ('acknowledged_at', models.DateTimeField(null=True, verbose_name='acknowledged')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='moderation.clause', verbose_name='clause')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'statement of reasons',
                'verbose_name_plural': 'statements of reasons',
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='statement',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='moderation.statementofreasons', verbose_name='statement of reasons'),
        ),
        migrations.CreateModel(
            name='Thread',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='thread', serialize=False, to='articles.article')),
                ('discussion', models.CharField(choices=[('open', 'open'), ('held', 'every comment waits for a moderator'), ('links-held', 'comments with links wait for a moderator'), ('slow', 'slow: a pause between two comments of one person'), ('read-only', 'read only'), ('closed', 'closed and hidden')], default='open', max_length=12, verbose_name='discussion')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='message to readers')),
                ('planned_discussion', models.CharField(blank=True, choices=[('open', 'open'), ('held', 'every comment waits for a moderator'), ('links-held', 'comments with links wait for a moderator'), ('slow', 'slow: a pause between two comments of one person'), ('read-only', 'read only'), ('closed', 'closed and hidden')], max_length=12, verbose_name='for a time, or later')),
                ('planned_message', models.CharField(blank=True, max_length=300, verbose_name='message to readers then')),
                ('planned_from', models.DateTimeField(blank=True, null=True, verbose_name='from')),
                ('planned_until', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('review_at', models.DateTimeField(editable=False, null=True, verbose_name='to be looked at')),
                ('is_watched', models.BooleanField(default=False, editable=False, verbose_name='watched by the shift')),
                ('set_at', models.DateTimeField(editable=False, null=True, verbose_name='set')),
                ('asked_from', models.DateTimeField(blank=True, null=True, verbose_name='questions from')),
                ('asked_until', models.DateTimeField(blank=True, null=True, verbose_name='questions until')),
                ('answered_until', models.DateTimeField(editable=False, null=True, verbose_name='answers until')),
                ('readers_reply', models.BooleanField(default=False, verbose_name='readers reply to answers')),
                ('experts_told_until', models.DateTimeField(editable=False, null=True, verbose_name='experts told')),
                ('last_number', models.PositiveIntegerField(default=0, editable=False, verbose_name='last number')),
                ('published_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='published comments')),
                ('unanswered_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='unanswered questions')),
                ('answered_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='answered questions')),
                ('set_by', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'verbose_name': 'discussion',
                'verbose_name_plural': 'discussions',
            },
        ),
        migrations.CreateModel(
            name='Threshold',
            fields=[
                ('name', models.SlugField(primary_key=True, serialize=False, verbose_name='name')),
                ('value', models.FloatField(verbose_name='value')),
                ('default', models.FloatField(editable=False, verbose_name='default')),
                ('lowest', models.FloatField(editable=False, verbose_name='lowest')),
                ('highest', models.FloatField(editable=False, verbose_name='highest')),
                ('description', models.TextField(editable=False, verbose_name='what it does')),
                ('changed_at', models.DateTimeField(editable=False, null=True, verbose_name='changed')),
                ('changed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='changed by')),
            ],
            options={
                'verbose_name': 'threshold',
                'verbose_name_plural': 'thresholds',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='WebhookTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('address', models.URLField(max_length=500, verbose_name='address')),
                ('events', models.JSONField(default=list, verbose_name='is told that')),
                ('nonce', models.CharField(editable=False, max_length=32)),
                ('previous_nonce', models.CharField(blank=True, editable=False, max_length=32)),
                ('previous_until', models.DateTimeField(editable=False, null=True, verbose_name='the former secret holds until')),
                ('made_at', models.DateTimeField(editable=False, verbose_name='made')),
                ('begins_at', models.DateTimeField(editable=False, verbose_name='is told of everything since')),
                ('told_until', models.DateTimeField(editable=False)),
                ('last_decision', models.BigIntegerField(default=0, editable=False)),
                ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='last answered')),
                ('failing_since', models.DateTimeField(editable=False, null=True, verbose_name='fails since')),
                ('last_error', models.CharField(blank=True, editable=False, max_length=200, verbose_name='last error')),
                ('paused_at', models.DateTimeField(editable=False, null=True, verbose_name='paused')),
                ('made_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
            ],
            options={
                'verbose_name': 'webhook',
                'verbose_name_plural': 'webhooks',
            },
        ),
        migrations.CreateModel(
            name='Badge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('expert', 'Expert'), ('interviewee', 'Interviewee')], max_length=12, verbose_name='badge')),
                ('words', models.CharField(blank=True, help_text='For readers, behind the badge: “hydrologist, Graz”.', max_length=80, verbose_name='as what')),
                ('given_at', models.DateTimeField(verbose_name='granted')),
                ('revoked_at', models.DateTimeField(null=True, verbose_name='revoked')),
                ('article', models.ForeignKey(blank=True, help_text='Empty: the badge stands in the whole paper.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.article', verbose_name='article')),
                ('given_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='granted by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('revoked_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='revoked by')),
            ],
            options={
                'verbose_name': 'badge',
                'verbose_name_plural': 'badges',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('expert', 'interviewee'))), name='a_badge_is_one_that_editors_give'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='a_person_revokes_a_badge'), models.UniqueConstraint(condition=models.Q(('article__isnull', False), ('revoked_at__isnull', True)), fields=('person', 'kind', 'article'), name='one_badge_of_a_kind_below_an_article'), models.UniqueConstraint(condition=models.Q(('article__isnull', True), ('revoked_at__isnull', True)), fields=('person', 'kind'), name='one_badge_of_a_kind_in_the_paper')],
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['-risk', 'opened_at', 'id'], name='queue_by_risk'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('risk__lte', 1000)), name='risk_is_out_of_a_thousand'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('taken_by__isnull', True), ('leased_until__isnull', False), _connector='OR'), name='a_taken_case_is_leased'),
        ),
        migrations.AddConstraint(
            model_name='importedcomment',
            constraint=models.UniqueConstraint(fields=('source', 'old_id'), name='a_comment_is_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='importedcomment',
            constraint=models.CheckConstraint(condition=models.Q(('old_id', ''), _negated=True), name='an_imported_comment_had_a_number'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('placed_at__isnull', False)), fields=['article', 'path'], name='thread_order'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('placed_at__isnull', False)), fields=['article', '-reply_count', '-number'], name='most_replied'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('erased_at__isnull', True), ('status', 'published'), ('withdrawn_at__isnull', True)), fields=['article', '-appreciation_count', '-number'], name='most_appreciated'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('chosen_at__isnull', False)), fields=['article', '-number'], name='editors_choice'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('answer_count', 0), ('part', 'question'), ('status', 'published')), fields=['article', '-appreciation_count', '-number'], name='unanswered_questions'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('answer_count__gt', 0), ('part', 'question'), ('status', 'published')), fields=['article', '-appreciation_count', '-number'], name='answered_questions'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('parent__isnull', False)), fields=['parent'], name='replies_to_a_comment'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['author', '-submitted_at'], name='comments_of_a_person'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['digest', 'submitted_at'], name='exact_repeats'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['band_1', 'submitted_at'], name='near_repeats'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['band_2', 'submitted_at'], name='near_repeats_2'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['band_3', 'submitted_at'], name='near_repeats_3'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['band_4', 'submitted_at'], name='near_repeats_4'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['held', 'published', 'removed'])), name='comment_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('placed_at__isnull', False), _connector='OR'), name='a_published_comment_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('erased_at__isnull', True), models.Q(('body', ''), ('html', '')), _connector='OR'), name='an_erased_comment_says_nothing'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('chosen_at__isnull', True), models.Q(('erased_at__isnull', True), ('status', 'published'), ('withdrawn_at__isnull', True)), _connector='OR'), name='an_editors_choice_can_be_read'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='a_comment_does_not_answer_itself'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer_count', 0), ('part', '')), models.Q(('parent__isnull', True), ('part', 'question')), models.Q(('answer_count', 0), ('parent__isnull', False), ('part', 'answer')), _connector='OR'), name='questions_are_answered_and_answers_answer'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='one_comment_per_number_and_article'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.CheckConstraint(condition=models.Q(('is_taken_back', False), ('why', ''), _connector='OR'), name='what_is_taken_back_needs_no_reason'),
        ),
        migrations.AddConstraint(
            model_name='choice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_in_article', True), ('is_taken_back', False)), models.Q(('after', ''), ('is_in_article', False)), _connector='OR'), name='what_is_taken_back_stands_in_no_article'),
        ),
        migrations.AddConstraint(
            model_name='casecomment',
            constraint=models.UniqueConstraint(fields=('case', 'comment'), name='a_comment_is_once_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='casecomment',
            constraint=models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('comment',), name='one_open_case_per_comment'),
        ),
        migrations.AddConstraint(
            model_name='appreciation',
            constraint=models.UniqueConstraint(fields=('comment', 'person'), name='one_appreciation_per_person_and_comment'),
        ),
        migrations.AddConstraint(
            model_name='commentversion',
            constraint=models.UniqueConstraint(fields=('comment', 'number'), name='one_text_per_comment_version'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(condition=models.Q(('root__isnull', True), models.Q(('address', ''), _negated=True)), fields=('article', 'address'), name='an_address_follows_an_article_once'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(condition=models.Q(('root__isnull', False), models.Q(('address', ''), _negated=True)), fields=('root', 'address'), name='an_address_follows_a_thread_once'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False), ('root__isnull', True)), fields=('article', 'person'), name='a_member_follows_an_article_once'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False), ('root__isnull', False)), fields=('root', 'person'), name='a_member_follows_a_thread_once'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('address', ''), _connector='XOR'), name='a_follow_has_a_member_or_an_address'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('confirmed_at__isnull', False), _connector='OR'), name='a_members_follow_is_confirmed'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('told_until__isnull', False), _connector='OR'), name='a_confirmed_follow_knows_what_was_told'),
        ),
        migrations.AddConstraint(
            model_name='follow',
            constraint=models.CheckConstraint(condition=models.Q(('pace__in', ['instant', 'daily', 'weekly'])), name='follow_pace_is_known'),
        ),
        migrations.AddConstraint(
            model_name='followevent',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['given', 'changed', 'ended', 'returned', 'stopped', 'over'])), name='follow_act_is_known'),
        ),
        migrations.AddConstraint(
            model_name='followround',
            constraint=models.UniqueConstraint(fields=('edition', 'pace'), name='one_round_per_edition_and_pace'),
        ),
        migrations.AddConstraint(
            model_name='followround',
            constraint=models.CheckConstraint(condition=models.Q(('pace__in', ['instant', 'daily', 'weekly'])), name='round_pace_is_known'),
        ),
        migrations.AddConstraint(
            model_name='clause',
            constraint=models.UniqueConstraint(fields=('version', 'ground', 'language'), name='one_clause_per_version_ground_and_language'),
        ),
        migrations.AddConstraint(
            model_name='harassment',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('target', 'person'), name='one_open_harassment_of_a_moderator_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='harassment',
            constraint=models.CheckConstraint(condition=models.Q(('target', models.F('person')), _negated=True), name='nobody_harasses_themselves'),
        ),
        migrations.AddConstraint(
            model_name='harassment',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('target')), _negated=True), _connector='OR'), name='somebody_else_decides_about_harassment'),
        ),
        migrations.AddConstraint(
            model_name='harassment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('outcome', '')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('outcome__in', ['found', 'none', 'gone'])), models.Q(('decided_at__isnull', False), ('outcome', 'gone')), _connector='OR'), name='a_decided_harassment_has_its_outcome'),
        ),
        migrations.AddConstraint(
            model_name='harassmentpiece',
            constraint=models.CheckConstraint(condition=models.Q(('comment__isnull', True), ('letter__isnull', True), _connector='OR'), name='a_piece_is_a_comment_or_a_letter'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('person',), name='one_open_hearing_per_person'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('opened_at'))), name='a_hearing_leaves_time_to_reply'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('replied_at__isnull', True), ('reply', '')), ('replied_at__isnull', False), _connector='OR'), name='a_reply_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', '')), models.Q(('decided_at__isnull', False), ('outcome__in', ['blocked', 'suspended', 'warned', 'nothing', 'overtaken', 'gone'])), _connector='OR'), name='a_decided_hearing_has_its_outcome'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', False), ('outcome__in', ('', 'gone')), _connector='OR'), name='a_person_decides_a_hearing'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('decision__isnull', False), models.Q(('outcome__in', ('blocked', 'suspended', 'warned', 'overtaken')), _negated=True), _connector='OR'), name='a_measure_after_a_hearing_is_in_the_ledger'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'nothing'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='a_hearing_ends_with_words'),
        ),
        migrations.AddConstraint(
            model_name='listentry',
            constraint=models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('kind', 'language', 'pattern'), name='one_entry_per_list_language_and_pattern'),
        ),
        migrations.AddConstraint(
            model_name='listentry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['words', 'phrases']), _negated=True), models.Q(('ground__isnull', False), ('action__in', ['none', 'nudge', 'flag', 'hold', 'refuse'])), _connector='OR'), name='a_listed_word_names_ground_and_action'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['comment', 'version'], name='findings_of_a_version'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(condition=models.Q(('entry__isnull', False)), fields=['entry'], name='findings_of_an_entry'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('end__isnull', True), ('end__gte', models.F('start')), _connector='OR'), name='a_finding_spans_forward'),
        ),
        migrations.AddIndex(
            model_name='mistake',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['received_at'], name='open_mistakes'),
        ),
        migrations.AddConstraint(
            model_name='mistake',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'corrected', 'no-mistake', 'duplicate'])), name='mistake_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='mistake',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_mistake_says_what_is_wrong'),
        ),
        migrations.AddConstraint(
            model_name='mistake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='an_answered_mistake_says_by_whom_and_when'),
        ),
        migrations.AddConstraint(
            model_name='mistake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('correction__isnull', False), ('state', 'corrected')), models.Q(models.Q(('state', 'corrected'), _negated=True), ('correction__isnull', True)), _connector='OR'), name='a_corrected_mistake_names_its_correction'),
        ),
        migrations.AddConstraint(
            model_name='mistake',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('repeats__isnull', False), ('state', 'duplicate')), models.Q(models.Q(('state', 'duplicate'), _negated=True), ('repeats__isnull', True)), _connector='OR'), name='a_repeated_mistake_names_the_first'),
        ),
        migrations.AddConstraint(
            model_name='mistake',
            constraint=models.CheckConstraint(condition=models.Q(('repeats', models.F('id')), _negated=True), name='a_mistake_does_not_repeat_itself'),
        ),
        migrations.AddConstraint(
            model_name='misuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ends_at__isnull', True), ('step', 'warning'), ('warning__isnull', True)), models.Q(('ends_at__gt', models.F('made_at')), ('ends_at__isnull', False), ('step', 'pause'), ('warning__isnull', False)), _connector='OR'), name='a_pause_follows_a_warning_and_ends'),
        ),
        migrations.AddConstraint(
            model_name='misuse',
            constraint=models.CheckConstraint(condition=models.Q(('unfounded__gt', 0), ('unfounded__lte', models.F('of_all'))), name='misuse_is_some_of_all_reports'),
        ),
        migrations.AddConstraint(
            model_name='misuse',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_by__isnull', True)), models.Q(('taken_back_at__isnull', False), ('taken_back_by__isnull', False)), _connector='OR'), name='a_person_takes_misuse_back'),
        ),
        migrations.AddConstraint(
            model_name='mute',
            constraint=models.UniqueConstraint(fields=('person', 'muted'), name='one_mutes_another_once'),
        ),
        migrations.AddConstraint(
            model_name='mute',
            constraint=models.CheckConstraint(condition=models.Q(('person', models.F('muted')), _negated=True), name='nobody_mutes_themselves'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='policyrow',
            constraint=models.CheckConstraint(condition=models.Q(('action__in', ['none', 'nudge', 'flag', 'hold'])), name='a_policy_leads_to_a_known_action'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('outcome', 'open')), fields=('comment', 'reporter'), name='one_open_report_per_reader_and_comment'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ground'), _negated=True), ('ground__isnull', False), _connector='OR'), name='a_report_names_a_ground_or_the_law'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'illegal'), _negated=True), models.Q(models.Q(('text', ''), _negated=True), ('is_in_good_faith', True)), _connector='OR'), name='a_notice_gives_reasons_in_good_faith'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('is_about_abuse', False), ('kind', 'illegal'), _connector='OR'), name='abuse_of_a_child_is_illegal'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ordinal__isnull', True), ('state', 'annulled')), models.Q(('ordinal__in', [1, 2]), models.Q(('state', 'annulled'), _negated=True)), _connector='OR'), name='a_sanction_counts_unless_annulled'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(('ordinal', 2), ('state', 'lifted'), _negated=True), name='a_second_sanction_is_never_lifted'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.UniqueConstraint(fields=('subject', 'ordinal'), name='one_first_and_one_second_sanction'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'in-force')), fields=('subject',), name='one_sanction_in_force_per_person'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', 'in-force')), models.Q(models.Q(('state', 'in-force'), _negated=True), ('ended_at__isnull', False), ('ended_by_decision__isnull', False)), _connector='OR'), name='an_ended_sanction_names_its_end'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['immediate', 'hearing'])), name='a_sanction_says_how_it_came_about'),
        ),
        migrations.AddConstraint(
            model_name='sanction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'block'), ('mode', 'hearing'), _negated=True), ('hearing__isnull', False), ('is_urgent', True), _connector='OR'), name='a_block_is_heard_before_or_urgent'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), ('contested_by__isnull', True), models.Q(('decided_by', models.F('contested_by')), _negated=True), models.Q(('sole_moderator_note', ''), _negated=True), _connector='OR'), name='nobody_reviews_their_own_decision'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'decided'), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('answer', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='a_decided_letter_has_outcome_and_answer'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'incomplete'), models.Q(models.Q(('explanation', ''), _negated=True), ('person__isnull', False)), _connector='OR'), name='a_complete_letter_names_person_and_explanation'),
        ),
        migrations.AddConstraint(
            model_name='appeal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'decided'), _negated=True), fields=('person', 'kind', 'contested'), name='one_open_letter_per_person_kind_and_decision'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='a_saved_filter_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.CheckConstraint(condition=models.Q(('query', ''), ('words', ''), _negated=True), name='a_saved_filter_narrows_something'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(models.F('owner'), django.db.models.functions.text.Lower('name'), name='one_saved_filter_per_owner_and_name'),
        ),
        migrations.AddConstraint(
            model_name='savedfilter',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), condition=models.Q(('is_shared', True)), name='one_shared_filter_per_name'),
        ),
        migrations.AddConstraint(
            model_name='scan',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='a_scan_is_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='sealedcopy',
            constraint=models.CheckConstraint(condition=models.Q(('why__in', ['reported', 'letter', 'decided'])), name='a_sealed_copy_says_why'),
        ),
        migrations.AddConstraint(
            model_name='statementofreasons',
            constraint=models.CheckConstraint(condition=models.Q(('acknowledged_at__isnull', True), ('measure', 'warn'), _connector='OR'), name='only_a_warning_is_acknowledged'),
        ),
        migrations.AddConstraint(
            model_name='statementofreasons',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure', 'suspend'), _negated=True), models.Q(('ends_at__gt', models.F('issued_at')), ('ends_at__isnull', False)), _connector='OR'), name='a_suspension_ends_by_itself'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['subject', '-made_at'], name='decisions_about_a_person'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('decided_by__isnull', False)), fields=['subject', 'measure', 'made_at'], name='decided_by_people_about'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('decided_by__isnull', False)), fields=['decided_by', '-made_at'], name='decisions_by_a_person'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('case__isnull', False)), fields=['case'], name='decisions_in_a_case'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('ground__isnull', False)), fields=['ground'], name='decisions_under_a_ground'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(condition=models.Q(('reverses__isnull', False)), fields=['reverses'], name='decisions_taken_back'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure__in', ('remove', 'redact', 'warn', 'suspend', 'block', 'close')), _negated=True), models.Q(('ground__isnull', False), ('rules_version__isnull', False)), _connector='OR'), name='restriction_states_its_ground'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure__in', ('remove', 'redact', 'warn', 'suspend', 'block', 'close')), _negated=True), ('statement__isnull', False), models.Q(('omission', ''), _negated=True), _connector='OR'), name='restriction_has_its_statement_of_reasons'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('measure__in', ('remove', 'restore', 'redact', 'keep', 'warn', 'suspend', 'block', 'close', 'lift', 'annul', 'uphold')), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='only_a_person_restricts'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ('warn', 'suspend', 'block', 'close', 'lift', 'annul', 'uphold')), models.Q(('comment__isnull', False), ('comment_version__isnull', False)), _connector='OR'), name='a_decision_names_what_it_judges'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('planned_discussion', ''), ('planned_from__isnull', True), ('planned_until__isnull', True)), models.Q(models.Q(('planned_discussion', ''), _negated=True), ('planned_from__isnull', False)), _connector='OR'), name='what_is_planned_says_from_when'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('planned_until__isnull', True), ('planned_until__gt', models.F('planned_from')), _connector='OR'), name='what_is_planned_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(('review_at__isnull', True), models.Q(('planned_from__isnull', False), ('planned_until__isnull', True), ('review_at__gt', models.F('planned_from'))), _connector='OR'), name='what_is_looked_at_does_not_end_by_itself'),
        ),
        migrations.AddConstraint(
            model_name='thread',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_until__isnull', True), ('asked_from__isnull', True), ('asked_until__isnull', True)), models.Q(('answered_until__gte', models.F('asked_until')), ('asked_from__isnull', False), ('asked_until__gt', models.F('asked_from'))), _connector='OR'), name='questions_end_before_answers'),
        ),
        migrations.AddConstraint(
            model_name='threshold',
            constraint=models.CheckConstraint(condition=models.Q(('value__gte', models.F('lowest')), ('value__lte', models.F('highest'))), name='a_threshold_keeps_its_range'),
        ),
        migrations.AddConstraint(
            model_name='webhooktarget',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('address', ''), _negated=True)), name='a_webhook_has_name_and_address'),
        ),
        migrations.AddConstraint(
            model_name='webhooktarget',
            constraint=models.CheckConstraint(condition=models.Q(('previous_nonce', ''), ('previous_until__isnull', False), _connector='OR'), name='a_former_secret_of_a_webhook_ends'),
        ),
    ])]

from django.db import migrations, models

from accounts.triggers import Rebuilding, refuse_update

#: As in 0120, and where it was shown.
BEFORE = """
NEW.comment_id <> OLD.comment_id OR NEW.version <> OLD.version OR NEW.is_taken_back <> OLD.is_taken_back
OR NEW.made_by_id <> OLD.made_by_id OR NEW.made_at <> OLD.made_at OR (NEW.why <> OLD.why AND NEW.why <> '')
"""
REWRITTEN = f"{BEFORE} OR NEW.is_in_article <> OLD.is_in_article OR NEW.after <> OLD.after"


class Migration(migrations.Migration):
    """What the editors choose may stand in the text of the article as well (C55)."""

    dependencies = [("moderation", "0136_badges")]

    operations = [
        refuse_update("moderation_choice", BEFORE).lifted(),
        Rebuilding(
            [
                migrations.AddField(
                    "choice",
                    "is_in_article",
                    models.BooleanField(default=False, verbose_name="shown in the article"),
                ),
                migrations.AddField(
                    "choice",
                    "after",
                    models.CharField(blank=True, default="", max_length=80, verbose_name="behind the paragraph"),
                    preserve_default=False,
                ),
                migrations.AddConstraint(
                    "choice",
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("is_in_article", True), ("is_taken_back", False)),
                            models.Q(("after", ""), ("is_in_article", False)),
                            _connector="OR",
                        ),
                        name="what_is_taken_back_stands_in_no_article",
                    ),
                ),
            ]
        ),
        refuse_update("moderation_choice", REWRITTEN),
    ]

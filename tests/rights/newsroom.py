"""What reporters and publishers are answered in the admin other than editors are (A20)."""

from articles.enums import Role

OTHERWISE: dict[Role, dict[str, str]] = {
    Role.REPORTER: {
        "admin:app_list": "404",
        "admin:articles_correction_add": "403",
        "admin:articles_correction_comparison": "403",
        "admin:articles_placement_add": "403",
        "admin:articles_placement_breaking": "403",
        "POST admin:articles_placement_breaking_end": "403",
        "admin:articles_placement_preview": "403",
        "admin:articles_tag_add": "403",
        "admin:articles_tag_merge": "403",
        "admin:moderation_badge_changelist": "403",
        "admin:moderation_badge_add": "403",
        "admin:moderation_badge_change": "403",
        "admin:moderation_correctioncredit_changelist": "403",
        "admin:moderation_correctioncredit_history": "403",
        "admin:moderation_correctioncredit_change": "403",
        "admin:moderation_mistake_changelist": "403",
        "admin:moderation_mistake_history": "403",
        "admin:moderation_mistake_change": "403",
        "admin:moderation_choice_changelist": "403",
        "admin:moderation_choice_change": "403",
        "admin:moderation_thread_changelist": "403",
        "admin:moderation_thread_add": "403",
        "admin:moderation_thread_history": "403",
        "admin:moderation_thread_change": "403",
        "POST admin:moderation_thread_calm": "403",
        "POST admin:moderation_thread_look": "403",
    },
    Role.PUBLISHER: {
        "admin:articles_edition_add": "200",
        "admin:articles_section_add": "200",
    },
}

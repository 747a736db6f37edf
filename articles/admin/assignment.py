"""Who holds which role, everywhere or in parts of the paper: given, changed and taken away by administrators."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin.breach import ForAdministrators
from accounts.admin.rows import ReadOnly
from accounts.models import User
from accounts.signed_in import signed_in
from articles.actions import assignments
from articles.enums import Role
from articles.models import Assignment, AssignmentChange, Edition, Section

#: What moderation calls its role (`moderation.permissions`): articles know it by its name alone.
NAMES = {**{role.value: role.label for role in Role}, "Moderators": gettext_lazy("moderators")}


class RoleField(forms.ModelChoiceField):  # type: ignore[type-arg] # not generic at run time
    """A role as people call it; by its group's name where the publisher made it."""

    def label_from_instance(self, obj: Any) -> str:  # noqa: ANN401 # a group, which Django types loosely
        return called(obj.name)


class AssignmentForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """A person of the staff, a role, and where it holds."""

    in_sections = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Sections"),
        queryset=Section.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: the role holds in all sections, new ones included."),
    )
    in_editions = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Editions"),
        queryset=Edition.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing ticked: the role holds in all editions, new ones included."),
    )

    class Meta:
        model = Assignment
        fields = ("person", "role")
        field_classes = {"role": RoleField}
        help_texts = {
            "person": gettext_lazy(
                "Whoever may enter the admin. An administrator may do everything everywhere, and cannot be limited."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name, held in (("in_sections", self.instance.sections), ("in_editions", self.instance.editions)):
                self.initial[name] = list(held.values_list("pk", flat=True))


@admin.register(Assignment)
class AssignmentAdmin(ForAdministrators, admin.ModelAdmin):  # type: ignore[type-arg] # not generic at run time
    """The roles that people hold. All changes are acts (articles.actions.assignments)."""

    form = AssignmentForm
    fields = ("person", "role", "in_sections", "in_editions")
    list_display = ("person", "role_called", "where", "made_at", "made_by")
    list_filter = ("role", "sections", "editions")
    list_select_related = ("person", "role", "made_by")
    search_fields = ("person__name", "person__public_id", "person__email")
    show_full_result_count = False
    ordering = ("person__name", "pk")
    actions = None

    def has_delete_permission(self, request: HttpRequest, _row: Model | None = None) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        return super().get_queryset(request).prefetch_related("sections", "editions")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:  # noqa: ANN401 # as ModelAdmin has it
        if db_field.name == "person":
            kwargs["queryset"] = User.objects.filter(is_staff=True, is_active=True).order_by("name", "pk")
        if db_field.name == "role":
            kwargs["form_class"] = RoleField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, _request: HttpRequest, obj: Assignment | None = None) -> tuple[str, ...]:
        """Another person or another role is another row."""
        return ("person", "role") if obj else ()

    @admin.display(description=gettext_lazy("role"), ordering="role__name")
    def role_called(self, held: Assignment) -> str:
        return called(held.role.name)

    @admin.display(description=gettext_lazy("where it holds"))
    def where(self, held: Assignment) -> str:
        named = [", ".join(map(str, rows)) for rows in (held.sections.all(), held.editions.all())]
        return " · ".join(filter(None, named)) or _("everywhere")

    def save_model(self, request: HttpRequest, obj: Assignment, form: AssignmentForm, change: bool) -> None:  # noqa: ARG002, FBT001 # Django's signature
        given = form.cleaned_data
        try:
            made = assignments.assign(
                person=obj.person,
                role=obj.role,
                sections=given["in_sections"],
                editions=given["in_editions"],
                by=signed_in(request),
                now=timezone.now(),
            )
        except assignments.NothingChanges:
            return
        obj.pk = made.pk

    def delete_model(self, request: HttpRequest, obj: Assignment) -> None:
        assignments.end(assignment=obj, by=signed_in(request), now=timezone.now())


@admin.register(AssignmentChange)
class AssignmentChangeAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg] # as above
    """The log of what people held: read, never written."""

    list_display = fields = ("made_at", "person", "role_called", "held_before", "held_after", "made_by")
    list_filter = ("role", "made_at")
    list_select_related = ("person", "made_by")
    search_fields = ("person__name", "person__public_id")
    readonly_fields = ("role_called", "held_before", "held_after")
    show_full_result_count = False
    ordering = ("-pk",)
    actions = None

    @admin.display(description=gettext_lazy("role"), ordering="role")
    def role_called(self, change: AssignmentChange) -> str:
        return called(change.role)

    @admin.display(description=gettext_lazy("held before"))
    def held_before(self, change: AssignmentChange) -> str:
        return change.get_before_display()

    @admin.display(description=gettext_lazy("held from then on"))
    def held_after(self, change: AssignmentChange) -> str:
        return change.get_after_display()


def called(role: str) -> str:
    """Name a role as people do."""
    return capfirst(str(NAMES.get(role, role)))

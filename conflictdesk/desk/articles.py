"""Makes a page type an article: the form field for its situations and the panel that shows them.

A page type becomes an article by `ArticleMixin`, `conflictdesk_text_fields` and, in its panels,
`SituationsPanel()`. The choice of situations is stored beside the page, not in its revisions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel

from conflictdesk.desk.article import box_choices, creation, facts_frame, progress, stale_draft
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.situations import membership_changes, situation_suggestions

FIELD = "situations"
_CHOSEN = "_conflictdesk_situations"


def running_first(user: Any) -> QuerySet[Situation]:
    """Returns the situations that the person may know of, in the order of their states, then by name."""
    states = (When(state=state, then=Value(rank)) for rank, state in enumerate(Situation.State))
    rank = Case(*states, default=Value(len(Situation.State)), output_field=IntegerField())
    return article_rights.situations(user).order_by(rank, "name")


class SituationsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Any number of situations, as checkboxes; the label of one that is not live shows its state."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "conflictdesk-situations"})

    def label_from_instance(self, obj: Situation) -> str:
        live = obj.state == Situation.State.LIVE
        return obj.name if live else f"{obj.name} ({obj.get_state_display()})"


class ArticleForm(WagtailAdminPageForm):
    """A page form with the article's situations; without the panel it does not change them."""

    situations = SituationsField(
        queryset=Situation.objects.none(),  # Page types are defined before there are any to ask for.
        required=False,
        label=_("Situations"),
        help_text=_(
            "The running stories that this article belongs to. Once readers have seen it, or somebody has "
            "decided on it, a change counts at once where you may publish it, and else when your draft is "
            "published."
        ),
    )

    _is_draft = False
    # The article's situations when the form was made, and those of them that the person may not know of:
    # saving keeps the latter.
    _shown: Sequence[Situation] = ()
    _unseen: Sequence[Situation] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if FIELD not in (self._meta.fields or ()):
            self.fields.pop(FIELD, None)
        else:
            field: Any = self.fields[FIELD]
            field.queryset = running_first(self.for_user)
            chosen, known = membership_changes.planned(self.instance), set(field.queryset)
            self.initial.setdefault(FIELD, [one for one in chosen if one in known])
            self._shown, self._unseen = chosen, [one for one in chosen if one not in known]

    def defer_required_fields(self) -> None:
        """Wagtail calls this when the page is stored as a draft, by hand or by autosave."""
        super().defer_required_fields()
        self._is_draft = True

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        box_choices.refuse(self)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Puts the choice on the instance; `write_situations` stores it with the revision.

        A preview fills a form and never saves the page: it must not change the article's situations.
        Raises `PermissionDenied` if the page changed since it was read, see `stale_draft`.
        """
        if self._is_draft:
            stale_draft.refuse(self.instance)
        creation.set_mark(self.instance, self.data)
        if FIELD in self.cleaned_data:
            chosen = [*self.cleaned_data[FIELD], *self._unseen]
            setattr(self.instance, _CHOSEN, (chosen, self.for_user, self._shown))
        return super().save(commit=commit)


def write_situations(page: Any, *, created: bool, fields: Collection[str] | None) -> None:
    """Stores the situations that the form chose for this page, once. Call it on the page's post_save,
    before publication. `fields` are the saved fields, None for all.
    """
    # Wagtail stores a draft page first and its revision after; a waiting choice belongs to that revision.
    if not created and "latest_revision" not in (fields or ()):
        return
    chosen = page.__dict__.pop(_CHOSEN, None)
    if chosen is not None:
        membership_changes.choose(page, *chosen)


class ArticleMixin:
    """Makes a page type an article; the page type names its `conflictdesk_text_fields`."""

    base_form_class = ArticleForm


class SituationsPanel(FieldPanel):
    """The article's situations, and the state of its latest extraction."""

    def __init__(self, field_name: str = FIELD, **kwargs: Any) -> None:
        kwargs.setdefault("disable_comments", True)
        kwargs["icon"] = kwargs.get("icon") or "globe"
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        template_name = "conflictdesk/desk/article/situations_panel.html"

        class Media:
            css = {"all": ["conflictdesk/desk/desk.css"]}
            js = [f"conflictdesk/desk/{name}.js" for name in ("panel", "refresh", "submitting")]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            user = getattr(self.request, "user", None)
            beside = facts_frame.edit_view_has_panel(type(self.instance))
            known, waiting = set(article_rights.situations(user)), membership_changes.waiting(self.instance)
            suggested = situation_suggestions.for_article(self.instance.pk)
            return context | {
                "progress": progress.of(self.instance, user),
                "progress_url": self._progress_url(),
                "frame_url": "" if beside else facts_frame.url(self.instance, user),
                "waiting": [one for one in waiting if one.situation in known],
                "public": self._public(),
                "suggested": [one for one in suggested if one.situation in known],
                "add_url": self._add_url(user),
                "creation_field": creation.FIELD,
                "creation_mark": "" if self.instance.pk else creation.mark(self.form.data),
            }

        def _public(self) -> list[tuple[str, int]]:
            """Counts the article's facts that readers see, by situation: moving the article moves them."""
            key = self.instance.pk
            return (
                sorted(Counter(queries.situations_of_public_facts([key], below=False)).items()) if key else []
            )

        def _progress_url(self) -> str:
            """Returns the address that refreshes the panel; "" for a page that is not stored."""
            key = self.instance.pk
            return reverse("conflictdesk_facts:progress", args=(key,)) if key else ""

        def _add_url(self, user: Any) -> str:
            """Returns the address to mark words of the live text by hand; "" if the user may not, or if
            the page is not live.
            """
            there = self.instance.pk and self.instance.live and user
            may = there and article_rights.may_on_page(user, article_rights.Act.DECIDE, self.instance.pk)
            return reverse("conflictdesk_facts:add", args=(self.instance.pk,)) if may else ""

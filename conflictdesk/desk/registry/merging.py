"""Views that merge two situations, actors or places and undo a merge, each after a page that says what
happens; and the view that closes and reopens a situation.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conflictdesk.desk.review.decisions import CONFLICT, FORBIDDEN, UNPROCESSABLE
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.merging import doubles, merges, situation_merges, unmerging
from conflictdesk.ledger.models import Actor, Merge, Place, Situation
from conflictdesk.ledger.rights.ruling_rights import NotAllowed
from conflictdesk.ledger.situations import lifecycle


class MergeTargetForm(forms.Form):
    """The row to merge into."""

    into = forms.ModelChoiceField(queryset=Situation.objects.none(), label=gettext_lazy("Merge into"))


def breadcrumbs(row: Any, title: Any) -> list[dict[str, Any]]:
    """Returns the breadcrumbs of a page about the row: its kind's list, its form, the page's title."""
    views = row.snippet_viewset
    return [
        {"url": reverse(views.get_url_name("list")), "label": row._meta.verbose_name_plural.capitalize()},
        {"url": reverse(views.get_url_name("edit"), args=(row.pk,)), "label": str(row)},
        {"url": "", "label": title},
    ]


class MergeView(WagtailAdminTemplateMixin, View):
    """Merges the row of the address into the chosen one."""

    model: ClassVar[Any]
    effect: ClassVar[Any]
    page_title = gettext_lazy("Merge")
    template_name = "conflictdesk/desk/registry/merge.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not merges.may(request.user, self.model._meta.model_name):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *breadcrumbs(self.double, self.page_title)]

    @cached_property
    def double(self) -> Any:
        return get_object_or_404(self.model, pk=self.kwargs["pk"], merged_into=None)

    def form(self, data: Any = None) -> MergeTargetForm:
        form = MergeTargetForm(data)
        field: Any = form.fields["into"]
        field.queryset = self.model.objects.filter(merged_into=None).exclude(pk=self.double.pk)
        return form

    def refusal(self) -> str | None:
        """Returns why this user may not merge the row, in words; None if they may."""
        return doubles.refusal(self.double, self.request.user)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(self.form(), self.refusal())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, self.refusal())
        into = form.cleaned_data["into"]
        try:
            merge = self.merge(self.double, into)
        except NotAllowed as error:
            return self.show(form, str(error), FORBIDDEN)
        except ConflictdeskError as error:
            form.add_error("into", str(error))
            return self.show(form)
        words = {"double": self.double, "into": into}
        undo = messages.button(reverse("conflictdesk_facts:unmerge", args=(merge.pk,)), _("Undo"))
        messages.success(request, _("“%(double)s” is now part of “%(into)s”.") % words, buttons=[undo])
        return redirect(self.model.snippet_viewset.get_url_name("edit"), into.pk)

    def merge(self, double: Any, into: Any) -> Merge:
        raise NotImplementedError

    def show(self, form: MergeTargetForm, refusal: str | None = None, status: int = 200) -> HttpResponse:
        back = self.model.snippet_viewset.get_url_name("edit")
        context = self.get_context_data(
            form=form, double=self.double, effect=self.effect, back=back, refusal=refusal
        )
        status = UNPROCESSABLE if form.errors else status
        return TemplateResponse(self.request, self.template_name, context, status=status)


class MergeSituations(MergeView):
    model = Situation
    effect = gettext_lazy(
        "Its articles, claims, facts, actors and places go over, and its address leads to the other one. "
        "This can be undone for 24 hours."
    )

    def refusal(self) -> str | None:
        return situation_merges.refusal(self.double, self.request.user)

    def merge(self, double: Any, into: Any) -> Merge:
        return lifecycle.merge(double, into, self.request.user)


class MergeActors(MergeView):
    model = Actor
    effect = gettext_lazy(
        "Its facts and situations go over, and articles that use its names mean the other one from now on. "
        "This can be undone for 24 hours."
    )

    def merge(self, double: Any, into: Any) -> Merge:
        return doubles.merge_actors(double, into, self.request.user)


class MergePlaces(MergeView):
    model = Place
    effect = gettext_lazy(
        "Its facts and situations go over, and articles that use its names mean the other one from now on. "
        "This can be undone for 24 hours."
    )

    def merge(self, double: Any, into: Any) -> Merge:
        return doubles.merge_places(double, into, self.request.user)


class UnmergeView(WagtailAdminTemplateMixin, View):
    """Shows what undoing a merge restores, or why this user cannot undo it; by POST undoes it."""

    page_title = gettext_lazy("Undo a merge")
    template_name = "conflictdesk/desk/registry/undo_merge.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not merges.may(request.user, self.merge.kind):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        kept = get_object_or_404(merges.MODELS[self.merge.kind], pk=self.merge.kept_key)
        return [*self.breadcrumbs_items, *breadcrumbs(kept, self.page_title)]

    @cached_property
    def merge(self) -> Merge:
        return get_object_or_404(Merge, pk=self.kwargs["pk"])

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(unmerging.refusal(self.merge, request.user))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            unmerging.undo(pk, request.user)
        except NotAllowed as error:
            return self.show(str(error), FORBIDDEN)
        except ConflictdeskError as error:
            return self.show(str(error), CONFLICT)
        words = {"merged": self.merge.merged_name, "kept": self.merge.kept_name}
        messages.success(request, _("“%(merged)s” and “%(kept)s” are two again.") % words)
        return redirect(self.edit_url, self.merge.merged_key)

    @property
    def edit_url(self) -> str:
        return str(merges.MODELS[self.merge.kind].snippet_viewset.get_url_name("edit"))

    def show(self, refusal: str | None, status: int = 200) -> HttpResponse:
        context = self.get_context_data(merge=self.merge, refusal=refusal, back=self.edit_url)
        if refusal is None:
            context |= {"returning": unmerging.returning(self.merge), "until": merges.undo_until(self.merge)}
        return TemplateResponse(self.request, self.template_name, context, status=status)


class CloseOrReopenView(View):
    """Closes or reopens a situation, by POST from its own page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, action: str) -> HttpResponse:
        if not request.user.has_perm("conflictdesk.change_situation"):
            raise PermissionDenied
        situation = get_object_or_404(Situation, pk=pk)
        changed = (lifecycle.close if action == "close" else lifecycle.reopen)(situation, request.user)
        words = {"name": situation, "state": situation.get_state_display()}
        if changed:
            messages.success(request, _("“%(name)s” is %(state)s.") % words)
        else:
            messages.warning(request, _("“%(name)s” was %(state)s already, or is merged.") % words)
        return redirect(Situation.snippet_viewset.get_url_name("edit"), situation.pk)  # type: ignore[attr-defined]

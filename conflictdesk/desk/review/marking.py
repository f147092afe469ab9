"""Adds a claim by hand: an editor marks words in the article's text and says what they report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.claims import facts_by_hand
from conflictdesk.ledger.models import Extraction
from conflictdesk.ledger.rights import article_rights
from conflictdesk.reconcile.marked_words import NotInText
from conflictdesk.wording import labels


class MarkForm(forms.Form):
    """The words as they are in the text; `at` is the offset of the browser's selection, for repeated
    words.
    """

    words = forms.CharField(
        label=_("Words"),
        max_length=300,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Exactly as they stand in the text below: mark them there, or copy them."),
    )
    at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    text = forms.IntegerField(widget=forms.HiddenInput)
    tells = forms.ChoiceField(label=_("What they tell"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figures = [(f"figure:{key}", label) for key, label in labels.MEASURES.items()]
        events = [(f"event:{key}", label) for key, label in labels.EVENT_TYPES.items()]
        field: Any = self.fields["tells"]
        field.choices = [("", _("Choose")), (_("A figure"), figures), (_("An event"), events)]

    def span(self, extraction: Extraction) -> tuple[int, int] | None:
        """Returns the span of the words: at the selection if they are there, else their first
        occurrence; None if the text does not contain them.
        """
        words, at = self.cleaned_data["words"], self.cleaned_data["at"]
        if at is not None and extraction.text[at : at + len(words)] == words:
            return at, at + len(words)
        return facts_by_hand.find(extraction, words)


class MarkView(WagtailAdminTemplateMixin, View):
    """Shows the article's live text; by POST adds a claim from the words marked in it."""

    page_title = _("Add a fact")
    header_icon = "edit"
    template_name = "conflictdesk/desk/review/marking.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not article_rights.may_on_page(request.user, article_rights.Act.DECIDE, kwargs["page_id"]):
            context = super().get_context_data()
            return TemplateResponse(request, "conflictdesk/desk/review/closed.html", context, status=403)
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def extraction(self) -> Extraction | None:
        found = Extraction.objects.filter(page_key=self.kwargs["page_id"], page__isnull=False)
        if not found.exists():
            raise Http404
        return facts_by_hand.text_of(self.kwargs["page_id"])

    def get(self, request: HttpRequest, page_id: int) -> HttpResponse:
        text = self.extraction.pk if self.extraction else None
        return self.show(MarkForm(initial={"text": text}))

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        form = MarkForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            claim = self._add(form)
        except facts_by_hand.AlreadyThere as error:
            claim = error.claim
        except ConflictdeskError as error:
            form.add_error("words", str(error))
            return self.show(form)
        return redirect(f"{reverse('conflictdesk_facts:queue')}?claim={claim.pk}&amend=1")

    def _add(self, form: MarkForm) -> Any:
        if self.extraction is None or self.extraction.pk != form.cleaned_data["text"]:
            raise facts_by_hand.NotThisText
        span = form.span(self.extraction)
        if span is None:
            raise NotInText
        kind, topic = form.cleaned_data["tells"].split(":")
        return facts_by_hand.add(self.extraction, self.request.user, *span, kind, topic)

    def show(self, form: MarkForm) -> HttpResponse:
        context = self.get_context_data(form=form, extraction=self.extraction)
        return TemplateResponse(self.request, self.template_name, context, status=422 if form.errors else 200)

"""Views that save and delete a person's named filters of the queue."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from conflictdesk import untrusted
from conflictdesk.desk.models import SavedFilter
from conflictdesk.desk.queue.queue_views import DeskView
from conflictdesk.ledger.transactions import writing

LONGEST = 60


class SaveFilterView(DeskView):
    """Saves the address's filters under a name; the same name again replaces the older ones."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        name = untrusted.name(request.POST.get("name", ""))[:LONGEST]
        if not name or not self.filters:
            messages.warning(request, _("Choose a filter and give it a name; then it can be saved."))
        else:
            self._keep(name)
        return redirect(self.address())

    def _keep(self, name: str) -> None:
        user, query = cast("User", self.request.user), self.filters.query()
        with writing():
            SavedFilter.objects.update_or_create(user=user, name=name, defaults={"query": query})


class ForgetFilterView(DeskView):
    """Deletes a saved filter of the user's own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, filter_id: int) -> HttpResponse:
        SavedFilter.objects.filter(pk=filter_id, user=request.user.pk).delete()
        return redirect(self.address())

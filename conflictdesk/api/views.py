"""Read-only endpoints for situations, figures and events, limited to what every reader may see."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_301_MOVED_PERMANENTLY
from rest_framework.views import APIView
from rest_framework.viewsets import ReadOnlyModelViewSet

from conflictdesk import conf
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import EventFact, Evidence, FigureFact, Situation, Snapshot
from conflictdesk.shared_responses import shared
from conflictdesk.untrusted import number

from .filters import EventFilter, FigureFilter, KnownFilters, SituationFilter
from .pagination import Pages
from .serializers import EventSerializer, FigureSerializer, SituationSerializer

NOTHING = _("There is nothing public under this address.")


class _PublicView(APIView):
    """Base of views with the same response for everyone: no session, no cookie, the site's own language,
    also in errors. Shared caches may keep it for a moment.
    """

    authentication_classes = ()
    permission_classes = (AllowAny,)
    renderer_classes = (JSONRenderer,)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with translation.override(settings.LANGUAGE_CODE):
            return super().dispatch(request, *args, **kwargs)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers.setdefault(
            "Cache-Control", f"public, max-age=0, s-maxage={conf.get('SHARED_MAX_AGE')}"
        )
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return shared(response, settings.LANGUAGE_CODE)


class NotFoundView(_PublicView):
    """Returns 404 in JSON for addresses of the API that lead nowhere."""

    def get(self, request: Request, **kwargs: Any) -> Response:
        raise NotFound(NOTHING)


class PublicViewSet(_PublicView, ReadOnlyModelViewSet[Any]):
    """The list of public rows of one kind, and each row."""

    # Set here, so that the API can be described on a site whose own views have another schema class. The
    # empty querysets of the subclasses name the model without a query.
    schema = AutoSchema()
    pagination_class = Pages
    filter_backends = (KnownFilters,)

    def get_object(self) -> Any:
        try:
            if number(self.kwargs.get("id", "0")) is None:
                raise Http404
            return super().get_object()
        except Http404 as error:
            raise NotFound(NOTHING) from error


class SituationViewSet(PublicViewSet):
    """Situations that at least one public article belongs to, by name."""

    queryset = Situation.objects.none()
    serializer_class = SituationSerializer
    filterset_class = SituationFilter
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Situation]:
        newest = Snapshot.objects.filter(situation=OuterRef("pk")).order_by("-version")
        return queries.public_situations().annotate(
            version=Subquery(newest.values("version")[:1]),
            updated_at=Subquery(newest.values("created_at")[:1]),
        )

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """An address that the situation, or one merged into it, once had leads to the present one."""
        found = queries.public_situation_at(kwargs["slug"])
        if found is None or found.slug == kwargs["slug"]:
            return super().retrieve(request, *args, **kwargs)
        place = reverse("conflictdesk:situation-detail", kwargs={"slug": found.slug})
        return Response(status=HTTP_301_MOVED_PERMANENTLY, headers={"Location": place})


class FigureViewSet(PublicViewSet):
    """Approved figures, newest first, each with its words, its source and its article."""

    queryset = FigureFact.objects.none()
    serializer_class = FigureSerializer
    filterset_class = FigureFilter
    lookup_field, lookup_url_kwarg = "claim_id", "id"

    def get_queryset(self) -> QuerySet[FigureFact]:
        return _complete(queries.public_figures())


class EventViewSet(PublicViewSet):
    """Approved events, newest first, each with its words, its source and its article."""

    queryset = EventFact.objects.none()
    serializer_class = EventSerializer
    filterset_class = EventFilter
    lookup_field, lookup_url_kwarg = "claim_id", "id"

    def get_queryset(self) -> QuerySet[EventFact]:
        return _complete(queries.public_events())


def _complete(facts: QuerySet[Any]) -> QuerySet[Any]:
    """Returns the facts, newest first, with everything that a serializer needs in a constant number of
    queries.
    """
    newest_words = Evidence.objects.order_by("-extraction__sequence", "start")
    return facts.prefetch_related(
        Prefetch("claim__evidence", queryset=newest_words), "situation__situation_actors"
    ).order_by("-as_of", "-pk")

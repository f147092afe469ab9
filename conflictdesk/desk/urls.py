"""The desk's addresses under the Wagtail admin."""

from __future__ import annotations

from django.urls import path

from conflictdesk.desk import refreshes
from conflictdesk.desk.article import preview
from conflictdesk.desk.queue import queue_views, saved_filters
from conflictdesk.desk.registry import merging, name_suggestions, point_map
from conflictdesk.desk.review import bulk_decisions, card_side, decisions, marking

app_name = "conflictdesk_facts"

urlpatterns = [
    path("", queue_views.QueueView.as_view(), name="queue"),
    path("ahead/", queue_views.AheadView.as_view(), name="ahead"),
    path("names/<str:of>/", name_suggestions.NamesView.as_view(), name="names"),
    path("progress/<int:page_id>/", refreshes.ProgressView.as_view(), name="progress"),
    path("notice/", refreshes.NoticeView.as_view(), name="notice"),
    path("draft/<int:page_id>/", preview.DraftView.as_view(), name="draft"),
    path("<int:claim_id>/twins/", queue_views.TwinsView.as_view(), name="twins"),
    path("together/", bulk_decisions.BulkDecisionView.as_view(), name="together"),
    path("together/<int:batch_id>/undo/", bulk_decisions.UndoBatchView.as_view(), name="undo_together"),
    path("filters/", saved_filters.SaveFilterView.as_view(), name="save_filter"),
    path("filters/<int:filter_id>/forget/", saved_filters.ForgetFilterView.as_view(), name="forget_filter"),
    path("<int:claim_id>/open/", queue_views.OpenView.as_view(), name="presence"),
    path("<int:claim_id>/approve/", decisions.ApproveView.as_view(), name="approve"),
    path("<int:claim_id>/amend/", decisions.AmendView.as_view(), name="amend"),
    path("<int:claim_id>/reject/", decisions.RejectView.as_view(), name="reject"),
    path("<int:claim_id>/reopen/", decisions.ReopenView.as_view(), name="reopen"),
    path("<int:claim_id>/move/", card_side.MoveView.as_view(), name="move"),
    path("<int:claim_id>/pick/", card_side.PickView.as_view(), name="pick"),
    path("<int:claim_id>/same/", card_side.SameView.as_view(), name="same"),
    path("<int:claim_id>/apart/", card_side.ApartView.as_view(), name="apart"),
    path("<int:claim_id>/split/", card_side.SplitView.as_view(), name="split"),
    path("add/<int:page_id>/", marking.MarkView.as_view(), name="add"),
    path("situations/<int:pk>/merge/", merging.MergeSituations.as_view(), name="merge_situation"),
    path(
        "situations/<int:pk>/close/", merging.CloseOrReopenView.as_view(), {"action": "close"}, name="close"
    ),
    path("situations/<int:pk>/open/", merging.CloseOrReopenView.as_view(), {"action": "open"}, name="open"),
    path("actors/<int:pk>/merge/", merging.MergeActors.as_view(), name="merge_actor"),
    path("places/<int:pk>/merge/", merging.MergePlaces.as_view(), name="merge_place"),
    path("merges/<int:pk>/undo/", merging.UnmergeView.as_view(), name="unmerge"),
    path("places/around/", point_map.AroundView.as_view(), name="around"),
    path("undo/<int:ruling_id>/", decisions.UndoView.as_view(), name="undo"),
    path("retry/<int:extraction_id>/", decisions.RetryView.as_view(), name="retry"),
]

"""The desk's addresses under the Wagtail admin."""

from __future__ import annotations

from django.urls import path

from conflictdesk.desk import (
    decisions,
    joining,
    mapping,
    marking,
    names,
    preview,
    queue,
    refreshes,
    saved,
    side,
    together,
)

app_name = "conflictdesk_facts"

urlpatterns = [
    path("", queue.QueueView.as_view(), name="queue"),
    path("ahead/", queue.AheadView.as_view(), name="ahead"),
    path("names/<str:of>/", names.NamesView.as_view(), name="names"),
    path("progress/<int:page_id>/", refreshes.ProgressView.as_view(), name="progress"),
    path("notice/", refreshes.NoticeView.as_view(), name="notice"),
    path("draft/<int:page_id>/", preview.DraftView.as_view(), name="draft"),
    path("<int:claim_id>/twins/", queue.TwinsView.as_view(), name="twins"),
    path("together/", together.TogetherView.as_view(), name="together"),
    path("together/<int:batch_id>/undo/", together.UndoTogetherView.as_view(), name="undo_together"),
    path("filters/", saved.SaveFilterView.as_view(), name="save_filter"),
    path("filters/<int:filter_id>/forget/", saved.ForgetFilterView.as_view(), name="forget_filter"),
    path("<int:claim_id>/open/", queue.OpenView.as_view(), name="presence"),
    path("<int:claim_id>/approve/", decisions.ApproveView.as_view(), name="approve"),
    path("<int:claim_id>/amend/", decisions.AmendView.as_view(), name="amend"),
    path("<int:claim_id>/reject/", decisions.RejectView.as_view(), name="reject"),
    path("<int:claim_id>/reopen/", decisions.ReopenView.as_view(), name="reopen"),
    path("<int:claim_id>/move/", side.MoveView.as_view(), name="move"),
    path("<int:claim_id>/pick/", side.PickView.as_view(), name="pick"),
    path("<int:claim_id>/same/", side.SameView.as_view(), name="same"),
    path("<int:claim_id>/apart/", side.ApartView.as_view(), name="apart"),
    path("<int:claim_id>/split/", side.SplitView.as_view(), name="split"),
    path("add/<int:page_id>/", marking.MarkView.as_view(), name="add"),
    path("situations/<int:pk>/merge/", joining.JoinSituations.as_view(), name="merge_situation"),
    path("situations/<int:pk>/close/", joining.TurnView.as_view(), {"turn": "close"}, name="close"),
    path("situations/<int:pk>/open/", joining.TurnView.as_view(), {"turn": "open"}, name="open"),
    path("actors/<int:pk>/merge/", joining.JoinActors.as_view(), name="merge_actor"),
    path("places/<int:pk>/merge/", joining.JoinPlaces.as_view(), name="merge_place"),
    path("merges/<int:pk>/undo/", joining.UnmergeView.as_view(), name="unmerge"),
    path("places/around/", mapping.AroundView.as_view(), name="around"),
    path("undo/<int:ruling_id>/", decisions.UndoView.as_view(), name="undo"),
    path("retry/<int:extraction_id>/", decisions.RetryView.as_view(), name="retry"),
]

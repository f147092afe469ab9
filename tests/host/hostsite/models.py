"""A page type of the host's own becomes an article by naming its text fields."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from conflictdesk.desk.articles import ArticleMixin, SituationsPanel


class NewsPage(ArticleMixin, Page):
    text = models.TextField()

    conflictdesk_text_fields = ("title", "text")
    content_panels = [*Page.content_panels, FieldPanel("text"), SituationsPanel()]
    template = "hostsite/news_page.html"

"""Authors: who wrote or changed an article. The rows outlive its revisions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ArticleAuthor(models.Model):
    """A person who wrote on the article, first at `since`: they do not decide on its claims."""

    page_key = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("author of an article")
        verbose_name_plural = _("authors of articles")
        constraints = [models.UniqueConstraint(fields=["page_key", "user"], name="conflictdesk_author_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.page_key}"

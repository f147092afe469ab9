"""Accounts as a host may have them: an e-mail address to log in with, a key that is not a number, no name."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from conflictdesk.desk.articles import ArticleMixin, SituationsPanel


class People(BaseUserManager["Person"]):
    """Makes accounts; unlike Django's own manager it has no `with_perm`."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Person:
        person = self.model(email=self.normalize_email(email), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None) -> Person:
        return self.create_user(email, password, is_superuser=True)


class Person(AbstractBaseUser, PermissionsMixin):
    """What Wagtail asks of an account and nothing else: it has no `get_full_name` and no `username`."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"

    objects = People()


class Report(ArticleMixin, Page):
    """An article of the host's own."""

    text = models.TextField()

    conflictdesk_text_fields = ("title", "text")
    content_panels = [*Page.content_panels, FieldPanel("text"), SituationsPanel()]
    template = "hostsite/news_page.html"

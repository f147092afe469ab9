"""Accounts that lack something. Each is looked at in its turn: the other one is swapped out meanwhile."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models


class Visitor(AbstractBaseUser):
    """Has no groups, and cannot be closed."""

    email = models.EmailField(unique=True)

    USERNAME_FIELD = "email"

    objects = BaseUserManager["Visitor"]()

    class Meta:
        swappable = "AUTH_USER_MODEL"


class Clerk(AbstractBaseUser, PermissionsMixin):
    """Has no e-mail address, and a key in words."""

    login = models.CharField(max_length=40, primary_key=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "login"

    objects = BaseUserManager["Clerk"]()

    class Meta:
        swappable = "AUTH_USER_MODEL"

"""The languages in which boxes are made, and their locales."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language, to_locale

# CLDR's plain "en" is American; a site that wants American English sets "en-us".
WORLD_ENGLISH = Locale("en", "001")


def known() -> tuple[str, ...]:
    """Returns the codes of the languages that the site publishes in."""
    languages = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", None) or settings.LANGUAGES
    return tuple(code for code, _name in languages)


def active() -> str:
    """Returns the active language if boxes are made in it, else the site's, else the first one. A
    regional code without boxes of its own, such as Django's default "en-us", counts as its language.
    """
    codes = known()
    wanted = (get_language() or "", settings.LANGUAGE_CODE)
    tried = (code for one in wanted for code in (one, one.partition("-")[0]))
    return next((code for code in tried if code in codes), codes[0])


def locale(language: str) -> Locale:
    """Returns the locale of a language code; world English if CLDR does not know it."""
    if language == "en":
        return WORLD_ENGLISH
    for name in (to_locale(language), to_locale(language).partition("_")[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return WORLD_ENGLISH

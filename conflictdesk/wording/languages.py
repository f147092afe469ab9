"""The languages that boxes are made in, and their locales."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language, to_locale

# CLDR's plain "en" is American; a site that means American English says "en-us".
WORLD_ENGLISH = Locale("en", "001")


def known() -> tuple[str, ...]:
    """Codes of the languages that the site publishes in."""
    languages = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", None) or settings.LANGUAGES
    return tuple(code for code, _name in languages)


def active() -> str:
    """The active language if boxes are made in it, else the site's own, else the first there is. A regional
    code that boxes are not made in, such as Django's default "en-us", stands for its language.
    """
    codes = known()
    wanted = (get_language() or "", settings.LANGUAGE_CODE)
    tried = (code for one in wanted for code in (one, one.partition("-")[0]))
    return next((code for code in tried if code in codes), codes[0])


def locale(language: str) -> Locale:
    """The locale of a language code; world English for one that CLDR does not know."""
    if language == "en":
        return WORLD_ENGLISH
    for name in (to_locale(language), to_locale(language).partition("_")[0]):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return WORLD_ENGLISH

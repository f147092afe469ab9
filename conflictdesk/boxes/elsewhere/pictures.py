"""The picture that social networks show for a situation: its name and its present leading figures."""

from __future__ import annotations

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from conflictdesk.boxes.live import box, box_standings, rendering, states
from conflictdesk.boxes.live.box_standings import Figure, Standing
from conflictdesk.boxes.live.responses import answer
from conflictdesk.boxes.live.states import State
from conflictdesk.boxes.page import pages
from conflictdesk.caches import cache
from conflictdesk.drawing import lettering
from conflictdesk.drawing.lettering import BOLD, REGULAR, font
from conflictdesk.wording import dates, languages, times

WIDTH, HEIGHT = 1200, 630
MARGIN = 64
PAPER, INK, QUIET, RULE, ACCENT = "#fffdf8", "#1a1a18", "#605d55", "#d9d3c5", "#0b5794"
ROOM = WIDTH - 2 * MARGIN
STANDINGS, COLUMNS, COLUMN_GAP = 3, 3, 28
VALUE, SMALL = 46, 23
STANDING_HEIGHT = 165
KEEP_SECONDS = 3600


@require_safe
@pages.redirect_former_addresses
def picture(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Returns the picture of the present state as PNG; 404 for a situation without a public article."""
    situation = pages.present_situation_at(slug, language)
    state = states.present(situation)
    # By key, because another situation may have had the slug before.
    key = f"cd-picture:{rendering.template_version()}:{language}:{situation.pk}:{state.version}"
    data = cache.get(key)
    if data is None:
        with translation.override(language):
            data = draw(state, language)
        cache.set(key, data, KEEP_SECONDS)
    return answer(request, data, content_type="image/png", language=language)


def draw(state: State, language: str) -> bytes:
    """Returns the PNG, in the active language."""
    locale = languages.locale(language)
    calendar = dates.Calendar(locale, timezone.localdate(state.taken))
    standings = box_standings.describe(state.content["standings"][:STANDINGS], calendar)
    situation = state.content["situation"]
    state_label = str(box.STATES.get(situation["state"], situation["state"]))
    updated = f" · {times.updated(state.taken, locale).text}" if state.version else ""
    sheet = _Sheet(translation.get_language_info(language)["bidi"])
    sheet.rule(INK, 6)
    sheet.write(situation["name"], font(BOLD, 52), INK, most=2)
    sheet.write(state_label + updated, font(REGULAR, 26), QUIET)
    for standing in standings:
        sheet.standing(standing)
    if not standings:
        sheet.write(_("No confirmed figures yet"), font(REGULAR, 36), QUIET)
    return sheet.png()


class _Sheet:
    """A sheet that is written from top to bottom, starting at the side where the language begins."""

    def __init__(self, right_to_left: bool) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.draw = ImageDraw.Draw(self.image)
        self.right_to_left = right_to_left
        self.y: float = MARGIN

    def rule(self, colour: str, thickness: int) -> None:
        """Draws a horizontal line across the sheet."""
        self.draw.rectangle((MARGIN, self.y, WIDTH - MARGIN, self.y + thickness - 1), fill=colour)
        self.y += thickness + 20

    def write(self, text: str, with_font: FreeTypeFont, colour: str, most: int = 1) -> None:
        """Writes the text in at most `most` lines."""
        for line in lettering.lines(text, with_font, ROOM, most):
            self._line(line, with_font, colour, 0)
            self.y += with_font.size * 1.3

    def standing(self, standing: Standing) -> None:
        """Writes the measure and its figures side by side; nothing if there is no room for all of it."""
        if self.y + STANDING_HEIGHT > HEIGHT - MARGIN / 2:
            return
        self.y += 14
        self.rule(RULE, 2)
        shown, more = standing.figures[:COLUMNS], len(standing.figures) - COLUMNS
        self.write(standing.title + (f" · +{more}" if more > 0 else ""), font(REGULAR, 26), QUIET)
        for column, figure in enumerate(shown):
            self._figure(figure, column, ROOM / len(shown) - COLUMN_GAP)
        self.y += VALUE * 1.25 + SMALL * 1.4

    def png(self) -> bytes:
        """Returns the sheet as PNG."""
        data = BytesIO()
        self.image.save(data, "PNG", optimize=True)
        return data.getvalue()

    def _figure(self, figure: Figure, column: int, room: float) -> None:
        """Writes a number with its caption. Qualifiers come before words that may be cut, because they
        are part of the fact.
        """
        x = column * (room + COLUMN_GAP)
        value, caption = str(figure.value), _caption(figure)
        self._line(value, _fitting(value, BOLD, VALUE, room), INK, x)
        self.y += VALUE * 1.25
        self._line(lettering.lines(caption, font(REGULAR, SMALL), room, 1)[0], font(REGULAR, SMALL), QUIET, x)
        self.y -= VALUE * 1.25

    def _line(self, line: str, with_font: FreeTypeFont, colour: str, x: float) -> None:
        at, anchor = (WIDTH - MARGIN - x, "ra") if self.right_to_left else (MARGIN + x, "la")
        shaped = lettering.shaped(line, self.right_to_left)
        self.draw.text((at, self.y), shaped, font=with_font, fill=colour, anchor=anchor)


def _caption(figure: Figure) -> str:
    source = figure.source.name if figure.source else _("no source named")
    party = f" ({_('a party to the conflict')})" if figure.source and figure.source.party else ""
    hedged = f"{_('unconfirmed')} · " if figure.hedged else ""
    return f"{hedged}{figure.as_of.text} · {source}{party}"


def _fitting(text: str, name: str, size: int, room: float) -> FreeTypeFont:
    """Returns the largest font, down to a third, in which the number fits uncut: a cut number is a wrong
    one.
    """
    while size > VALUE // 3 and lettering.width(text, font(name, size)) > room:
        size -= 2
    return font(name, size)

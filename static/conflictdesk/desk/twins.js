/* Whether another article tells the same: looked for once an editor stays with a claim for a moment. */
(() => {
  const { PART } = window.conflictdesk;
  const PAUSE = 700;

  class Twins {
    /* `card` gives the card on the screen as it is when asked. */
    constructor(card) {
      this.card = card;
    }

    soon() {
      const card = this.card();
      window.clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => this.find(card), PAUSE);
    }

    async find(card) {
      const place = card.querySelector('[data-desk-twin]');
      if (card !== this.card() || !place?.hidden) return;
      const response = await fetch(place.dataset.deskTwin, {
        headers: { [PART]: 'twins' }, credentials: 'same-origin',
      }).catch(() => null);
      const found = response?.headers.get(PART) === 'twins' ? (await response.text()).trim() : '';
      if (!found || card !== this.card()) return;
      place.innerHTML = found;
      place.hidden = false;
    }
  }

  Object.assign(window.conflictdesk, { Twins });
})();

/* Which claim is open here, told to those who have it open elsewhere, and what they are told back. */
(() => {
  const HEARTBEAT = 20_000;

  class Presence {
    /* `card` and `token` give the card on the screen and the token of forms as they are when asked;
       `refused` is called when the editor may have been signed out, `overtaken` for a card that moved on. */
    constructor({ card, token, refused, overtaken }) {
      Object.assign(this, { card, token, refused, overtaken });
      this.open = '';
    }

    start() {
      this.heart = window.setInterval(() => document.hidden || this.tell(), HEARTBEAT);
    }

    stop() {
      window.clearInterval(this.heart);
    }

    async tell() {
      const card = this.card();
      if (!card) return;
      const body = new URLSearchParams({
        left: this.open === card.dataset.deskClaim ? '' : this.open,
        csrfmiddlewaretoken: this.token(),
      });
      this.open = card.dataset.deskClaim;
      const response = await fetch(card.dataset.deskOpenUrl, {
        method: 'POST', body, credentials: 'same-origin',
      }).catch(() => null);
      if (response?.redirected || response?.status === 403) await this.refused();
      if (!response?.ok || response.redirected || card !== this.card()) return;
      const { others, version } = await response.json();
      const words = card.querySelector('[data-desk-others]');
      if (words.innerHTML !== others) words.innerHTML = others;
      words.hidden = !others;
      if (String(version) !== card.dataset.deskVersion && card === this.card()) this.overtaken(card);
    }
  }

  Object.assign(window.conflictdesk, { Presence });
})();

/* Cards that are ready before they are asked for, and decisions that are on their way. */
(() => {
  const READY = 5;
  const PART = 'X-Conflictdesk-Part';

  /* The next claims of the line as the server has drawn them, in order. */
  class Ahead {
    constructor(url) {
      this.url = url;
      this.cards = new Map();
      this.filling = null;
      this.generation = 0;
    }

    /* The next card, if it is the one of that id. Any other is fetched with the page: what is ready here comes
       in the order of the line from where the editor is, and a jump would leave it in the order of another place. */
    takeNext(id) {
      const [next] = this.cards.keys();
      if (next === undefined || (id !== undefined && id !== next)) return undefined;
      const card = this.cards.get(next);
      this.cards.delete(next);
      return card;
    }

    /* What is still on its way belongs to the place that was left. */
    clear() {
      this.cards.clear();
      this.filling = null;
      this.generation += 1;
    }

    /* Asks for what is missing, once at a time. `skip`: claims that are shown or decided already. */
    async fill(current, skip) {
      if (this.filling || !this.url || this.cards.size >= READY) return;
      const { generation } = this;
      const known = [...this.cards.keys()];
      const asked = new URL(this.url, window.location.href);
      asked.searchParams.set('after', known.at(-1) || current);
      asked.searchParams.set('skip', [current, ...skip, ...known].join(','));
      asked.searchParams.set('number', READY - known.length);
      this.filling = fetch(asked, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
      try {
        const response = await this.filling;
        const { cards } = response.ok && !response.redirected ? await response.json() : { cards: [] };
        if (generation === this.generation) cards.forEach((card) => this.cards.set(String(card.id), card));
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // Not reached: the next decision asks again.
      } finally {
        if (generation === this.generation) this.filling = null;
      }
    }
  }

  /* Decisions, sent one after the other in the order in which they were taken. One that does not arrive stops
     the rest, which are kept and sent when it has. */
  class Outgoing {
    constructor({ told, stuck }) {
      this.waiting = [];
      this.told = told;
      this.stuck = stuck;
      this.sending = null;
      this.warn = (event) => event.preventDefault();
    }

    get ids() {
      return this.waiting.map((one) => one.id);
    }

    push(decision) {
      this.waiting.push(decision);
      window.addEventListener('beforeunload', this.warn);
      this.send();
    }

    send() {
      this.sending = this.sending || this.sendAll().finally(() => { this.sending = null; });
      return this.sending;
    }

    async sendAll() {
      while (this.waiting.length) {
        const [{ url, body }] = this.waiting;
        const response = await fetch(url, {
          method: 'POST', body, headers: { [PART]: 'said' }, credentials: 'same-origin',
        }).catch(() => null);
        if (!response || response.headers.get(PART) !== 'said') {
          this.stuck(this.waiting.length);
          return;
        }
        this.waiting.shift();
        if (!this.waiting.length) window.removeEventListener('beforeunload', this.warn);
        this.told(response.ok, await response.text());
      }
    }
  }

  window.conflictdesk = Object.assign(window.conflictdesk || {}, { Ahead, Outgoing, PART });
})();

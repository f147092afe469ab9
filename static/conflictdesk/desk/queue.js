/* The review queue with JavaScript: the next claim without a page load, and keys.
   Every link and form works without it. What is done here is to fetch the same address and show its part; and
   of a plain decision, to show the next claim at once while the decision is sent. */
(() => {
  const { Controller } = window.StimulusModule;
  const { Ahead, Keys, Outgoing, Presence, Session, Twins, IN, OUT, PART } = window.conflictdesk;

  class QueueController extends Controller {
    static targets = ['part', 'live', 'failure', 'keys', 'refused', 'stuck', 'signedOut'];

    static values = { keys: Boolean, user: String, failed: String, menu: String, ahead: String, changed: String };

    connect() {
      this.busy = false;
      this.ahead = new Ahead('');
      this.outgoing = new Outgoing({
        told: (recorded, html) => this.told(recorded, html),
        stuck: () => this.stuck(),
      });
      this.session = new Session(this.userValue);
      this.keys = new Keys(this.partTarget);
      this.twins = new Twins(() => this.card);
      this.presence = new Presence({
        card: () => this.card,
        token: () => this.element.dataset.deskToken,
        refused: () => this.lookAgain(),
        overtaken: (card) => this.overtaken(card),
      });
      this.listeners = [
        [this.element, 'click', (event) => this.follow(event)],
        [this.element, 'submit', (event) => this.submit(event)],
        [window, 'popstate', () => this.visit(window.location.href, { remember: false })],
        [window, 'keydown', (event) => this.press(event)],
        [window, 'online', () => this.resend()],
        [window, 'focus', () => this.signedOutTarget.hidden || this.lookAgain()],
      ];
      this.listeners.forEach(([target, name, listener]) => target.addEventListener(name, listener));
      this.presence.start();
      this.addKeys();
      this.element.classList.add('conflictdesk--live');
      this.arrived();
    }

    disconnect() {
      this.listeners.forEach(([target, name, listener]) => target.removeEventListener(name, listener));
      this.presence.stop();
    }

    get card() {
      return this.partTarget.querySelector('[data-desk-claim]');
    }

    /* Wagtail's list of keyboard shortcuts is what "?" opens; ours stand first in it. */
    addKeys() {
      const list = document.querySelector('#keyboard-shortcuts-dialog table');
      if (list && this.hasKeysTarget) list.tHead.after(this.keysTarget.content.cloneNode(true));
    }

    follow(event) {
      const link = event.target.closest('a[data-desk-link]');
      const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
      if (!link || !plain || event.button !== 0) return;
      event.preventDefault();
      const asked = new URL(link.href).searchParams;
      const ready = !asked.has('amend') && this.ahead.takeNext(asked.get('claim'));
      if (ready) {
        window.history.pushState(null, '', ready.url);
        this.turn(ready);
      } else {
        this.visit(link.href, { focus: link.hasAttribute('data-desk-cancel') ? '[data-desk-key="e"]' : '' });
      }
    }

    submit(event) {
      const form = event.target;
      if (form.hasAttribute('data-desk-away')) return;
      event.preventDefault();
      const given = new FormData(form, event.submitter);
      if (form.method === 'get') {
        const chosen = new URLSearchParams([...given].filter(([, value]) => value));
        this.visit(`${form.action.split('?')[0]}?${chosen}`);
      } else if (form.hasAttribute('data-desk-decision') && this.ahead.cards.size) {
        this.decide(form, new URLSearchParams(given));
      } else {
        this.submitInOrder(form, given);
      }
    }

    /* What is undone is what was done last, also when that is still on its way. */
    async submitInOrder(form, given) {
      if (this.busy) return;
      const isUndo = form.matches('[data-desk-said] form');
      // From the key on: what is pressed before the next claim is there was meant for no claim that was seen.
      this.wait(true);
      await this.outgoing.send();
      this.wait(false);
      if (this.outgoing.waiting.length) return;
      const latest = isUndo ? this.partTarget.querySelector('[data-desk-said] form') : form;
      if (latest) this.visit(latest.action, { body: new URLSearchParams(isUndo ? new FormData(latest) : given) });
    }

    /* The next claim is shown before the answer is there; a refusal is told where the editor then is. */
    decide(form, body) {
      const { deskClaim } = this.card.dataset;
      const item = this.partTarget.querySelector(`[data-desk-item="${deskClaim}"]`);
      // In an article's own list what is decided stays where the text tells it.
      if (item?.matches('.conflictdesk-in-text > *')) item.querySelector('small').textContent = form.dataset.deskDecision;
      else item?.remove();
      this.outgoing.push({ id: deskClaim, url: form.action, body });
      const next = this.ahead.takeNext();
      window.history.replaceState(null, '', next.url);
      this.turn(next);
    }

    /* A decision did not arrive: whoever is still signed in has signed in again, with a new token. */
    async stuck() {
      const mayRenew = !this.renewed;
      const state = await this.session.ask();
      if (state === IN && mayRenew) {
        this.renew();
        this.resend();
      } else if (state === OUT) {
        this.signOut();
      } else {
        this.stuckTarget.hidden = false;
      }
    }

    told(recorded, html) {
      this.renewed = false;
      this.stuckTarget.hidden = true;
      this.signedOutTarget.hidden = true;
      if (recorded) {
        this.partTarget.querySelector('[data-desk-said]').outerHTML = html;
        this.count();
        this.announce();
      } else {
        this.refusedTarget.insertAdjacentHTML('beforeend', html);
      }
    }

    resend() {
      if (this.outgoing.waiting.length) this.outgoing.send();
    }

    signOut() {
      this.failureTarget.hidden = true;
      this.stuckTarget.hidden = true;
      if (!this.signedOutTarget.hidden) return;
      this.signedOutTarget.hidden = false;
      this.signedOutTarget.scrollIntoView({ block: 'nearest' });
    }

    /* Another tab leads to the log-in and from there to this very claim; here all stays as it is. */
    comeBack(event) {
      const inFrame = window.parent !== window;
      const address = new URL(inFrame ? window.parent.location.href : window.location.href);
      if (this.card && !inFrame) address.searchParams.set('claim', this.card.dataset.deskClaim);
      event.currentTarget.href = address;
    }

    /* Whether the editor has been signed out meanwhile, or is back again. */
    async lookAgain() {
      const state = await this.session.ask();
      if (state === OUT) this.signOut();
      if (state !== IN || this.signedOutTarget.hidden) return;
      this.signedOutTarget.hidden = true;
      this.renew();
      this.resend();
    }

    /* The token of today in every form, in what waits to be sent, and in the cards that are made ready. */
    renew() {
      const { token } = this.session;
      this.renewed = true;
      this.element.dataset.deskToken = token;
      this.element.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((input) => { input.value = token; });
      this.outgoing.waiting.forEach(({ body }) => body.set('csrfmiddlewaretoken', token));
      this.ahead.clear();
      this.arrived();
    }

    /* A changed filter is a submitted one. */
    narrow(event) {
      event.currentTarget.requestSubmit();
    }

    /* Another situation: the same claim, with what its readers would see. Nothing is stored before approval. */
    situate(event) {
      const { deskUrl } = event.target.dataset;
      if (!deskUrl || !event.target.value) return;
      this.visit(`${deskUrl}&as=${event.target.value}`, { focus: '#conflictdesk-situation', remember: false });
    }

    async visit(url, { body, focus = '', remember = true } = {}) {
      if (this.busy) return;
      this.wait(true);
      try {
        await this.outgoing.send();
        const response = await fetch(url, {
          method: body ? 'POST' : 'GET',
          body,
          headers: { [PART]: '1' },
          credentials: 'same-origin',
        });
        if (response.headers.has(PART)) {
          const html = await response.text();
          // First the address: by its filters the next cards are made ready.
          if (remember) this.remember(response, Boolean(body));
          this.show(html, focus);
          this.renewed = false;
        } else {
          await this.unexpected(response, url, { body, focus, remember });
        }
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        this.fail();
      } finally {
        this.wait(false);
      }
    }

    /* Another page than the desk: the log-in, a form with the token of an earlier log-in, or a fault. */
    async unexpected(response, url, asked) {
      const mayRenew = !this.renewed;
      const state = await this.session.ask();
      if (state === OUT) {
        this.signOut();
      } else if (asked.body && response.status === 403 && state === IN && mayRenew) {
        this.renew();
        asked.body.set('csrfmiddlewaretoken', this.session.token);
        this.busy = false;
        await this.visit(url, asked);
      } else if (asked.body && response.status >= 400) {
        this.fail();
      } else {
        window.location.assign(asked.body ? window.location.href : url);
      }
    }

    wait(busy) {
      this.busy = busy;
      this.partTarget.setAttribute('aria-busy', String(busy));
    }

    /* After a decision there is no way "back" into its form: the next claim takes its place in the history. */
    remember(response, decided) {
      if (response.ok && decided) window.history.replaceState(null, '', response.url);
      else if (response.ok && response.url !== window.location.href) {
        window.history.pushState(null, '', response.url);
      }
    }

    show(html, focus) {
      this.failureTarget.hidden = true;
      this.signedOutTarget.hidden = true;
      this.refusedTarget.replaceChildren();
      this.partTarget.innerHTML = html;
      this.ahead.clear();
      this.count();
      this.announce();
      this.focus(focus);
      this.arrived();
    }

    /* A card that was ready takes the place of the one that is shown. */
    turn({ card, id, item }) {
      this.partTarget.querySelector('[data-desk-main]').innerHTML = card;
      const line = this.partTarget.querySelector('[data-desk-line]');
      line.querySelector('[aria-current]')?.removeAttribute('aria-current');
      if (!line.querySelector(`[data-desk-item="${id}"]`)) line.insertAdjacentHTML('beforeend', item);
      line.querySelector(`[data-desk-item="${id}"]`).setAttribute('aria-current', 'true');
      this.focus('');
      this.arrived();
    }

    /* A claim is on the screen: others are told so, and the next ones are made ready. */
    arrived() {
      const { card } = this;
      this.keepInSight();
      if (!card) return;
      const query = new URLSearchParams(window.location.search);
      ['claim', 'done', 'amend', 'as'].forEach((name) => query.delete(name));
      this.ahead.url = `${this.aheadValue}?${query}`;
      this.ahead.fill(card.dataset.deskClaim, this.outgoing.ids);
      this.presence.tell();
      this.twins.soon();
    }

    /* The list beside the card scrolls to the claim that is open; the page does not. */
    keepInSight() {
      const list = this.partTarget.querySelector('.conflictdesk-line');
      const item = list?.querySelector('[aria-current="true"]');
      if (!item) return;
      const [around, own] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
      if (own.top < around.top) list.scrollTop += own.top - around.top;
      if (own.bottom > around.bottom) list.scrollTop += own.bottom - around.bottom;
    }

    /* Decided or changed elsewhere meanwhile: this very claim is shown as it is now, never the next one under a
       hand that is about to decide; unless something is being typed. */
    overtaken(card) {
      if (this.busy || card.querySelector('form.conflictdesk-amend, .conflictdesk-reject[open]')) return;
      const address = new URL(window.location.href);
      address.searchParams.set('claim', card.dataset.deskClaim);
      this.visit(address.href).then(() => {
        this.liveTarget.textContent = this.changedValue;
      });
    }

    /* The menu was drawn with the page; its count follows. */
    count() {
      const { deskMenu } = this.partTarget.querySelector('[data-desk-menu]').dataset;
      const item = document.querySelector(`#wagtail-sidebar a[href="${this.menuValue}"] .menuitem-label`);
      if (item) item.textContent = deskMenu;
    }

    announce() {
      const said = this.partTarget.querySelector('[data-desk-announce]');
      this.liveTarget.textContent = said && said.getAttribute('role') !== 'alert' ? said.textContent.trim() : '';
    }

    focus(wanted) {
      const first = [
        '[aria-invalid="true"]',
        '#conflictdesk-amend [name$="-number"]',
        '#conflictdesk-amend :is(input, select):not([type="hidden"])',
        wanted,
        '[data-desk-focus]',
      ]
        .filter(Boolean)
        .map((selector) => this.partTarget.querySelector(selector))
        .find(Boolean);
      if (!first) return;
      first.focus({ preventScroll: true });
      this.element.scrollIntoView({ block: 'start' });
    }

    fail() {
      this.failureTarget.querySelector('p').textContent = this.failedValue;
      this.failureTarget.hidden = false;
      this.failureTarget.scrollIntoView({ block: 'nearest' });
    }

    press(event) {
      if (event.key === 'Escape') this.keys.escape();
      if (this.keysValue && !this.busy) this.keys.press(event);
    }
  }

  window.wagtail.app.register('conflictdesk-queue', QueueController);
})();

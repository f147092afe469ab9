/*
 * <conflictdesk-box>: keeps a server-rendered situation box up to date while somebody reads.
 *
 * The server says where to ask (src), how often (interval, in seconds), and in which words to speak
 * (data-words). Without this module the box works as it was served.
 */

const JITTER = 1;
const LONGEST_WAIT = 120;
const TIMEOUT = 10;
const FAILURES_TOLD = 2;
const OLDEST_ANSWER = 60;
const ANNOUNCE_EVERY = 20;
const RELATIVE_EVERY = 20;
const RELATIVE_FOR = 2 * 86400;
const FADE = 4;

class ConflictdeskBox extends HTMLElement {
  #failures = 0;
  #paused = false;
  #etag = null;
  #timer = 0;
  #request = null;
  #changes = [];
  #announced = -Infinity;
  #announcement = 0;
  #clock = 0;
  #words = {};

  connectedCallback() {
    this.#words = JSON.parse(this.dataset.words);
    this.#tellTime();
    this.#clock = setInterval(() => this.#tellTime(), RELATIVE_EVERY * 1000);
    if (this.#closed) return;
    if (!this.status) this.#addControls();
    document.addEventListener("visibilitychange", this);
    this.#schedule();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this);
    clearInterval(this.#clock);
    clearTimeout(this.#announcement);
    this.#stop();
  }

  handleEvent() {
    this.#stop();
    if (!document.hidden) this.#poll();
  }

  get #closed() {
    return this.getAttribute("state") === "closed";
  }

  get #idle() {
    return this.#paused || this.#closed || document.hidden || !this.isConnected;
  }

  /* Polling */

  #schedule() {
    clearTimeout(this.#timer);
    if (this.#idle) return;
    const interval = Number(this.getAttribute("interval")) || 8;
    const spread = interval + JITTER * (2 * Math.random() - 1);
    const wait = Math.min(spread * 2 ** this.#failures, LONGEST_WAIT);
    this.#timer = setTimeout(() => this.#poll(), wait * 1000);
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#request = null;
  }

  async #poll() {
    if (this.#idle || this.#request) return;
    const request = (this.#request = new AbortController());
    const timeout = setTimeout(() => request.abort(), TIMEOUT * 1000);
    try {
      await this.#ask(request.signal);
      this.#failures = 0;
    } catch {
      if (this.#request !== request) return; // stopped on purpose: by the reader, or by leaving the page
      this.#failures += 1;
    } finally {
      clearTimeout(timeout);
    }
    if (this.#request !== request) return;
    this.#request = null;
    this.#tellState();
    this.#schedule();
  }

  async #ask(signal) {
    // The browser keeps the last answer and asks with its ETag by itself; the answer is stale at once, so it
    // always asks. Any other cache mode, or the header set by hand, would add "no-cache" to the request and
    // might send it past the caches between.
    const response = await fetch(this.getAttribute("src"), { cache: "default", credentials: "omit", signal });
    if (!response.ok) throw new Error(response.statusText);
    // A cache between may answer for a server that is down. That is no news, and the reader is told.
    if (Number(response.headers.get("age")) > OLDEST_ANSWER) throw new Error("stale");
    const etag = response.headers.get("etag");
    if (etag && etag === this.#etag) return;
    const text = await response.text();
    if (signal.aborted) return;
    this.#take(text);
    this.#etag = etag;
  }

  /* Taking over a new box */

  #take(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("conflictdesk-box");
    if (!fresh) throw new Error("not a box");
    if (Number(fresh.getAttribute("version")) < Number(this.getAttribute("version"))) return;
    const before = spoken(this);
    const withinBox = this.contains(document.activeElement);
    for (const { name, value } of fresh.attributes) if (name !== "class") this.setAttribute(name, value);
    keepingScroll(this, () => patch(this.#body, fresh.querySelector(".cd-body")));
    if (withinBox && !this.contains(document.activeElement)) this.#holdFocus();
    this.#tellTime();
    this.#tellChanges(before, spoken(this));
  }

  get #body() {
    return this.querySelector(".cd-body");
  }

  /* What had the focus is no longer there: the reader stays in the box, and the page stays where it is. */
  #holdFocus() {
    this.#body.tabIndex = -1;
    this.#body.focus({ preventScroll: true });
  }

  #tellChanges(before, after) {
    const changed = [...after].filter(([key, element]) => before.get(key)?.say !== element.say);
    const gone = [...before].filter(([key, { label }]) => label && !after.has(key));
    for (const [, { element }] of changed) fade(element);
    const withdrawn = gone.map(([, { label }]) => put(this.#words.withdrawn, { label }));
    this.#announce([...changed.map(([, { say }]) => say), ...withdrawn]);
  }

  /* One sentence, and not more often than a listener can bear; what comes between is told together. */
  #announce(changes) {
    this.#changes.push(...changes);
    if (!this.#changes.length) return;
    clearTimeout(this.#announcement);
    const wait = Math.max(0, this.#announced + ANNOUNCE_EVERY * 1000 - performance.now());
    this.#announcement = setTimeout(() => {
      const said = [...new Set(this.#changes)].slice(-3).join("; ");
      this.status.textContent = put(this.#words.changed, { name: this.getAttribute("name"), changes: said });
      this.#announced = performance.now();
      this.#changes = [];
    }, wait);
  }

  /* Controls: made here, since without this module they would do nothing */

  #addControls() {
    this.state = Object.assign(document.createElement("span"), { className: "cd-live-state" });
    this.button = Object.assign(document.createElement("button"), { type: "button" });
    this.status = Object.assign(document.createElement("span"), { className: "cd-hidden" });
    this.status.setAttribute("role", "status");
    this.button.addEventListener("click", () => this.#toggle());
    this.querySelector(".cd-live").replaceChildren(this.state, this.button);
    this.append(this.status);
    this.#tellState();
  }

  #toggle() {
    this.#paused = !this.#paused;
    this.#stop();
    this.#failures = 0;
    this.#tellState();
    this.#poll();
  }

  #tellState() {
    const failing = this.#failures >= FAILURES_TOLD;
    const words = this.#words;
    const state = this.#closed ? words.closed : this.#paused ? words.paused : failing ? words.failing : words.updating;
    const action = this.#paused ? words.resume : words.pause;
    const told = this.state.textContent;
    this.toggleAttribute("failing", failing && !this.#paused);
    this.button.hidden = this.#closed;
    if (told === state) return;
    this.state.textContent = state;
    this.button.textContent = action;
    this.button.setAttribute("aria-label", put(words.label, { action, name: this.getAttribute("name") }));
    if (told) this.status.textContent = state;
  }

  /* "3 minutes ago", in the box's language; older times stay dates */

  #tellTime() {
    const time = this.querySelector(".cd-updated time");
    if (!time) return;
    const seconds = Math.max(0, (Date.now() - Date.parse(time.dateTime)) / 1000);
    if (!time.title) time.title = time.textContent;
    const told = seconds < 60 ? this.#words.just_now : ago(seconds, this.lang);
    time.textContent = seconds < RELATIVE_FOR ? told : time.title;
  }
}

function ago(seconds, language) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86400) return format.format(-Math.floor(seconds / 3600), "hour");
  return format.format(-Math.floor(seconds / 86400), "day");
}

/* Every standing and event: what would be said of it, by key */
function spoken(box) {
  const entries = [...box.querySelectorAll("[data-key]")].map((element) => {
    const { key, say, label } = element.dataset;
    return [key, { element, say, label }];
  });
  return new Map(entries);
}

function fade(element) {
  element.toggleAttribute("data-changed", true);
  setTimeout(() => element.removeAttribute("data-changed"), FADE * 1000);
}

function put(sentence, holes) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => holes[name] ?? whole);
}

/* A box above what is being read may grow; browsers that do not hold the text in place get help. */
function keepingScroll(box, change) {
  const { bottom } = box.getBoundingClientRect();
  change();
  if (bottom > 0 || CSS.supports("overflow-anchor", "auto")) return;
  scrollBy({ top: box.getBoundingClientRect().bottom - bottom, behavior: "instant" });
}

/* Makes `old` equal to `fresh` and keeps every node that can stay: focus, selection and open details with it */
function patch(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  patchAttributes(old, fresh);
  const wanted = new Set([...fresh.children].map((child) => child.dataset.key));
  for (const child of [...old.children]) if (!wanted.has(child.dataset.key)) child.remove();
  const keyed = new Map([...old.children].map((child) => [child.dataset.key, child]));
  let at = old.firstChild;
  for (const want of [...fresh.childNodes]) {
    const key = want.dataset?.key;
    const have = key ? keyed.get(key) : alike(at, want) ? at : null;
    if (!have) {
      old.insertBefore(want, at);
      continue;
    }
    if (have === at) at = at.nextSibling;
    else old.insertBefore(have, at);
    patch(have, want);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function patchAttributes(old, fresh) {
  for (const name of old.getAttributeNames()) {
    if (!fresh.hasAttribute(name) && !["open", "tabindex", "data-changed"].includes(name)) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
}

function alike(have, want) {
  return have && !have.dataset?.key && have.nodeType === want.nodeType && have.nodeName === want.nodeName;
}

customElements.define("conflictdesk-box", ConflictdeskBox);

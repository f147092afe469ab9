/* A point on a map. The newsroom draws the map and says which part of the world it shows; a click or Enter sets
   latitude and longitude, and the map follows what is typed there. */
(() => {
  const POINT_KM = 100;
  const DIGITS = 4;
  const STEADY = 4; // pixels: a hand that moves less has clicked
  const PAUSE = 150;
  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const ZOOMS = { '+': 0.5, '=': 0.5, '-': 2, _: 2 };

  const clamped = (value, most) => Math.max(-most, Math.min(most, value));
  const wrapped = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;

  class PointMap {
    constructor(element) {
      this.element = element;
      this.frame = element.querySelector('[data-map-frame]');
      this.status = element.querySelector('[data-map-status]');
      this.latitude = document.getElementById(element.dataset.latitudeField);
      this.longitude = document.getElementById(element.dataset.longitudeField);
      // What is drawn, and what is to be drawn next.
      this.view = null;
      this.wanted = { ...this.read(element.dataset), ...this.point() };
      this.mark = element.querySelector('[data-map-point]');
      this.moved = [0, 0];
      this.listen();
      new ResizeObserver(() => this.later()).observe(this.frame);
    }

    listen() {
      this.frame.addEventListener('pointerdown', (event) => this.grab(event));
      this.frame.addEventListener('pointermove', (event) => this.drag(event));
      this.frame.addEventListener('pointerup', (event) => this.drop(event));
      this.frame.addEventListener('pointercancel', () => this.release());
      this.frame.addEventListener('keydown', (event) => this.key(event));
      this.element.addEventListener('click', (event) => {
        const button = event.target.closest('[data-zoom]');
        if (button) this.zoom(Number(button.dataset.zoom));
      });
      [this.latitude, this.longitude].forEach((field) => field.addEventListener('change', () => this.follow()));
    }

    read({ latitude, longitude, km, east, north }) {
      const [latitudeStep, longitudeStep] = [Number(north), Number(east)];
      return { latitude: Number(latitude), longitude: Number(longitude), km: Number(km), latitudeStep, longitudeStep };
    }

    /* The point that the fields tell, or null. */
    point() {
      if (this.latitude.value === '' || this.longitude.value === '') return null;
      const point = { latitude: Number(this.latitude.value), longitude: Number(this.longitude.value) };
      return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : null;
    }

    /* What lies so many pixels right of and below the middle. */
    place(x, y) {
      return {
        latitude: clamped(this.view.latitude - y * this.view.latitudeStep, 90),
        longitude: wrapped(this.view.longitude + x * this.view.longitudeStep),
      };
    }

    later() {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.load(), PAUSE);
    }

    async load() {
      window.clearTimeout(this.timer);
      const { clientWidth: width, clientHeight: height } = this.frame;
      if (!width) return;
      this.request?.abort();
      this.request = new AbortController();
      const { latitude, longitude, km } = this.wanted;
      const query = new URLSearchParams({ latitude, longitude, km, width, height });
      const { signal } = this.request;
      try {
        const response = await fetch(`${this.element.dataset.around}?${query}`, { credentials: 'same-origin', signal });
        const words = await response.text();
        // Nothing is drawn anew under a hand that drags; it asks again when it lets go.
        if (this.held) this.held.late = true;
        else if (response.ok) this.show(words);
        else this.tell(response.status >= 500 ? 'unreachable' : 'refused');
      } catch (error) {
        if (!signal.aborted) this.tell('unreachable');
      }
    }

    show(words) {
      const drawing = new DOMParser().parseFromString(words, 'text/html').querySelector('svg[data-km]');
      if (!drawing) {
        this.tell('refused');
        return;
      }
      this.tell('');
      this.drawing?.remove();
      this.drawing = document.adoptNode(drawing);
      this.view = this.read(drawing.dataset);
      this.wanted = { ...this.view };
      this.moved = [0, 0];
      this.ground = drawing.querySelector('[data-map-ground]');
      this.ground.append(this.mark);
      this.frame.prepend(drawing);
      this.draw();
      if (this.asked) this.say('middle', this.view);
      this.asked = false;
    }

    tell(wrong) {
      ['unreachable', 'refused'].forEach((name) => {
        this.element.querySelector(`[data-map-${name}]`).hidden = name !== wrong;
      });
      this.element.querySelector('[data-map-again]').hidden = !wrong;
    }

    /* The point on the drawing, and the ground as far as it was moved. */
    draw() {
      if (!this.ground) return;
      const point = this.point();
      this.mark.toggleAttribute('hidden', !point);
      if (point) {
        const { width, height } = this.drawing.viewBox.baseVal;
        const x = width / 2 + wrapped(point.longitude - this.view.longitude) / this.view.longitudeStep;
        const y = height / 2 - (point.latitude - this.view.latitude) / this.view.latitudeStep;
        this.mark.setAttribute('transform', `translate(${x} ${y})`);
      }
      this.ground.setAttribute('transform', `translate(${-this.moved[0]} ${-this.moved[1]})`);
    }

    set({ latitude, longitude }) {
      this.latitude.value = latitude.toFixed(DIGITS);
      this.longitude.value = longitude.toFixed(DIGITS);
      [this.latitude, this.longitude].forEach((field) => field.dispatchEvent(new Event('input', { bubbles: true })));
      Object.assign(this.wanted, this.place(...this.moved));
      this.draw();
      this.say('point', { latitude, longitude });
    }

    /* To what was typed, near enough to see it among its neighbours. */
    follow() {
      const point = this.point();
      this.draw();
      if (!point) return;
      this.moved = [0, 0];
      this.wanted = { ...point, km: Math.min(this.wanted.km, POINT_KM) };
      this.load();
    }

    zoom(factor) {
      this.wanted.km *= factor;
      this.asked = true;
      this.load();
    }

    move(x, y) {
      this.moved = [x, y];
      Object.assign(this.wanted, this.place(x, y));
      this.draw();
    }

    say(what, { latitude, longitude, km = 0 }) {
      const words = this.element.dataset[what === 'point' ? 'saidPoint' : 'saidMiddle'];
      this.status.textContent = words
        .replace('{latitude}', latitude.toFixed(DIGITS))
        .replace('{longitude}', longitude.toFixed(DIGITS))
        .replace('{km}', Math.round(km));
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { key } = event;
      if (!this.ground || !(key in MOVES || key in ZOOMS || key === 'Enter')) return;
      event.preventDefault();
      if (key === 'Enter') this.set(this.place(...this.moved));
      else if (key in ZOOMS) this.zoom(ZOOMS[key]);
      else {
        const [x, y] = MOVES[key];
        const step = this.frame.clientHeight / 8;
        this.move(this.moved[0] + x * step, this.moved[1] + y * step);
        this.asked = true;
        this.later();
      }
    }

    grab(event) {
      if (event.button !== 0 || !event.isPrimary || !this.ground) return;
      this.frame.setPointerCapture(event.pointerId);
      this.held = { x: event.clientX, y: event.clientY, from: this.moved };
    }

    drag(event) {
      if (!this.held) return;
      const [x, y] = [this.held.x - event.clientX, this.held.y - event.clientY];
      if (!this.held.dragged && Math.hypot(x, y) < STEADY) return;
      this.held.dragged = true;
      this.frame.toggleAttribute('data-dragged', true);
      this.move(this.held.from[0] + x, this.held.from[1] + y);
    }

    drop(event) {
      if (!this.held) return;
      const { dragged, late } = this.held;
      this.release();
      if (dragged || late) this.load();
      if (dragged) return;
      const box = this.frame.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2];
      this.set(this.place(x + this.moved[0], y + this.moved[1]));
    }

    release() {
      this.held = null;
      this.frame.removeAttribute('data-dragged');
    }
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.querySelectorAll('[data-conflictdesk-map]').forEach((element) => new PointMap(element));
  });
})();

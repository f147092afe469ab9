/* In the page editor: what was typed goes along with Save and Publish, and neither overtakes an autosave. */
(() => {
  /* Wagtail's rich text fields hand over what was typed a quarter of a second later. */
  const HANDED_OVER = 300;
  const PATIENCE = 10000;
  /* Whoever is still on the page so much later has not left it by submitting. */
  const GONE = 30000;
  const ACTIVE = 'data-w-autosave-active-value';
  const after = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

  /* Wagtail's autosave of the form: whether one is under way, and a switch for those that would follow. */
  class Autosave {
    constructor(form) {
      this.form = form;
      this.underWay = null;
      this.isOff = false;
      window.addEventListener('w-autosave:save', (event) => {
        if (event.target === form && !event.defaultPrevented) this.begin();
      });
      form.addEventListener('w-autosave:success', () => this.end(''));
      form.addEventListener('w-autosave:error', ({ detail }) => this.end(detail.type));
      form.addEventListener('w-autosave:deactivated', () => { this.isOff = true; });
    }

    begin() {
      this.underWay = new Promise((resolve) => { this.resolve = resolve; });
    }

    /* Without a problem the form knows by now which page and which version it has become. */
    end(problem) {
      this.resolve?.(problem);
      this.underWay = null;
    }

    pause() {
      this.form.setAttribute(ACTIVE, 'false');
    }

    /* Not where Wagtail itself has given it up. */
    resume() {
      if (!this.isOff) this.form.setAttribute(ACTIVE, 'true');
    }
  }

  class Submitting {
    constructor(form, words) {
      this.form = form;
      this.words = words;
      this.autosave = new Autosave(form);
      this.isHolding = false;
      this.isSending = false;
      this.isWarned = false;
      form.querySelector('footer')?.append(words);
      document.addEventListener('submit', (event) => this.hold(event), { capture: true });
      window.addEventListener('pageshow', ({ persisted }) => { if (persisted) this.autosave.resume(); });
    }

    /* Keeps the event from everybody, Wagtail's warning of unsaved changes above all, until it is sent again. */
    async hold(event) {
      if (event.target !== this.form || this.isSending) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (this.isHolding) return;
      this.isHolding = true;
      this.autosave.pause();
      const problem = await this.whatHinders();
      this.isHolding = false;
      if (problem) this.refuse(event.submitter, problem);
      else this.send(event.submitter);
    }

    /* "" when the form may be sent, else what to say instead. Whoever was warned is not kept a second time. */
    async whatHinders() {
      const { underWay } = this.autosave;
      if (underWay && !this.isWarned) {
        this.say('waiting');
        const problem = await Promise.race([underWay, after(PATIENCE).then(() => 'late')]);
        if (problem === 'late') underWay.then(() => this.forget());
        if (problem === 'late' || problem === 'invalid_revision') return problem;
      }
      await after(0); // The fields start counting once they have shown what was typed.
      await after(HANDED_OVER);
      return '';
    }

    /* What the journalist was warned of has passed. */
    forget() {
      this.isWarned = false;
      this.say('');
    }

    refuse(submitter, problem) {
      this.isWarned = true;
      this.autosave.resume();
      submitter?.setAttribute('data-w-progress-loading-value', 'false');
      // Wagtail adds these when a workflow's button is pressed, and would send them along with any other.
      this.form.querySelectorAll('[name="action-workflow-action"], [name="workflow-action-name"]')
        .forEach((input) => input.remove());
      this.say(problem);
    }

    /* A button that is disabled, as Wagtail's are while they wait, would not be sent. */
    send(submitter) {
      const isDisabled = submitter?.disabled;
      this.isSending = true;
      if (isDisabled) submitter.disabled = false;
      this.form.requestSubmit(submitter);
      if (isDisabled) submitter.disabled = true;
      this.isSending = false;
      this.forget();
      setTimeout(() => this.autosave.resume(), GONE);
    }

    say(what) {
      this.words.querySelectorAll('[data-when]').forEach((one) => { one.hidden = one.dataset.when !== what; });
    }
  }

  /* The script stands before the form. */
  document.addEventListener('DOMContentLoaded', () => {
    const words = document.querySelector('[data-conflictdesk-submitting]');
    const form = words?.closest('form[data-edit-form]');
    if (form) new Submitting(form, words);
  });
})();

/* The desk's keys: each is the click on the link, button or summary that bears it. */
(() => {
  /* Typing, and whatever a dialog is open for, is not for us. */
  function isElsewhere(target) {
    const dialog = document.querySelector('dialog[open], [role="dialog"]:not([aria-hidden="true"])');
    return Boolean(dialog) || target.matches('input, select, textarea, [contenteditable="true"]');
  }

  /* The focus goes into what opened; what closed must not keep it. */
  function enter(details) {
    const first = details.open && details.querySelector('button, [tabindex="0"]');
    (first || details.querySelector('summary')).focus();
    if (details.open) details.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
  }

  class Keys {
    /* `part`: the element that holds what bears keys. */
    constructor(part) {
      this.part = part;
    }

    press(event) {
      if (event.defaultPrevented || event.repeat) return;
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      const element = this.keyed(event);
      if (!element) return;
      event.preventDefault();
      element.click();
      if (element.matches('summary')) enter(element.parentElement);
    }

    /* What bears the key and is in sight. Keyboards of other scripts are read by where the key lies. */
    keyed(event) {
      const ascii = /^[\x20-\x7e]$/.test(event.key);
      const key = ascii ? event.key.toLowerCase() : event.code.replace(/^Key|^Digit/, '').toLowerCase();
      if (!/^[a-z0-9]$/.test(key)) return null;
      return [...this.part.querySelectorAll(`[data-desk-key~="${key}"]`)].find(
        (element) => element.matches('summary') || !element.closest('details:not([open])'),
      );
    }

    /* Closes what is open in place and gives the focus back to what opened it; leaves a field for the keys. */
    escape() {
      const opened = this.part.querySelector('.conflictdesk-reject[open]');
      if (opened) {
        opened.open = false;
        opened.querySelector('summary').focus();
      } else if (this.part.contains(document.activeElement)) {
        const cancel = this.part.querySelector('[data-desk-cancel]');
        if (cancel) cancel.click();
        else this.part.querySelector('[data-desk-focus]').focus();
      }
    }
  }

  Object.assign(window.conflictdesk, { Keys });
})();

/* In the page editor: shows the words that a claim in the frame comes from, in the field where they stand. */
(() => {
  const escaped = (words) => CSS.escape(words);

  function element({ field, block }) {
    const within = document.querySelector(`[data-contentpath="${escaped(field)}"]`);
    return (block && within?.querySelector(`[data-contentpath="${escaped(block)}"]`)) || within
      || document.querySelector(`[name="${escaped(field)}"]`);
  }

  /* The words as a range of text, where they stand in one piece of it. */
  function rangeOf(where, quote) {
    const walker = document.createTreeWalker(where, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(quote);
      if (at >= 0) {
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + quote.length);
        return range;
      }
    }
    return null;
  }

  function show(claim) {
    const where = element(claim);
    if (!where) return;
    const range = rangeOf(where, claim.quote);
    (range?.startContainer.parentElement || where).scrollIntoView({ block: 'center' });
    if (range && window.Highlight) CSS.highlights.set('conflictdesk-quote', new Highlight(range));
    const input = where.matches('input, textarea') ? where : where.querySelector('[contenteditable="true"], textarea, input:not([type="hidden"])');
    input?.focus({ preventScroll: true });
    if (input?.setSelectionRange && input.value.includes(claim.quote)) {
      const at = input.value.indexOf(claim.quote);
      input.setSelectionRange(at, at + claim.quote.length);
    }
  }

  /* A situation that is suggested is ticked in the form; it counts when the form is saved, as any other. */
  document.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-desk-suggested]');
    const box = button && document.querySelector(`[name="situations"][value="${button.dataset.deskSuggested}"]`);
    if (!box) return;
    box.checked = true;
    box.dispatchEvent(new Event('change', { bubbles: true }));
    button.closest('li').remove();
    box.focus();
  });

  window.addEventListener('message', (event) => {
    if (event.origin === window.location.origin && event.data?.conflictdesk) show(event.data.conflictdesk);
  });
})();

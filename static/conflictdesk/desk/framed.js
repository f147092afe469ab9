/* An article's claims in a frame beside its form: where the words stand is shown in the form itself, and a text
   that waits to be read is asked for until it has been. */
(() => {
  const ASK_AGAIN = 3000;
  const desk = document.querySelector('#conflictdesk-queue');

  desk.addEventListener('click', (event) => {
    const jump = event.target.closest('[data-desk-quote]');
    if (!jump) return;
    const { deskField: field, deskBlock: block, deskQuote: quote } = jump.dataset;
    window.parent.postMessage({ conflictdesk: { field, block, quote } }, window.location.origin);
  });

  window.setInterval(() => {
    if (!document.hidden && desk.querySelector('[data-desk-waits]')) window.location.reload();
  }, ASK_AGAIN);
})();

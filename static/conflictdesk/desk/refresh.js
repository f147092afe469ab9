/* Parts of a page that say how things stand: asked for again, every so many seconds, while somebody looks.
   A part that has `data-desk-while-waits` is asked for only while it says that something waits. */
(() => {
  const LOOK = 1000;
  const next = new WeakMap();

  function isDue(part) {
    if ('deskWhileWaits' in part.dataset && !part.querySelector('[data-desk-waits]')) return false;
    if (!next.has(part)) plan(part);
    return Date.now() >= next.get(part);
  }

  function plan(part) {
    next.set(part, Date.now() + 1000 * Number(part.dataset.deskEvery));
  }

  async function refresh(part) {
    plan(part);
    const response = await fetch(part.dataset.deskRefresh, { credentials: 'same-origin' }).catch(() => null);
    // Whoever was signed out meanwhile is sent to the log-in: that is no news about this part.
    if (!response?.ok || response.redirected) return;
    const words = document.createElement('template');
    words.innerHTML = await response.text();
    // The same words again are not announced again.
    if (words.content.textContent.trim() !== part.textContent.trim()) part.replaceChildren(words.content);
  }

  window.setInterval(() => {
    if (document.hidden) return;
    [...document.querySelectorAll('[data-desk-refresh]')].filter(isDue).forEach(refresh);
  }, LOOK);
})();

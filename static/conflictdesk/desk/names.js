/* Offers names while one is typed: the field's list is filled with what the newsroom and the gazetteer know. */
(() => {
  const PAUSE = 120;
  let timer = 0;
  let asked = '';

  async function offer(field) {
    const { list } = field;
    const typed = field.value.trim();
    const query = `${list.dataset.deskNames}?q=${encodeURIComponent(typed)}`;
    if (typed.length < 2 || query === asked) return;
    asked = query;
    const response = await fetch(query, { credentials: 'same-origin' }).catch(() => null);
    if (!response?.ok) return;
    const { names } = await response.json();
    if (query !== asked) return;
    list.replaceChildren(...names.map((name) => Object.assign(document.createElement('option'), { value: name })));
  }

  document.addEventListener('input', ({ target }) => {
    if (!target.list?.dataset.deskNames) return;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => offer(target), PAUSE);
  });
})();

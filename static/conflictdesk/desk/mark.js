/* Words marked in the article's text go into the form, with the place where they stand. */
(() => {
  const text = document.getElementById('conflictdesk-mark-text');
  const form = document.getElementById('conflictdesk-mark');
  if (!text || !form) return;

  document.addEventListener('selectionchange', () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    // The ledger counts characters, JavaScript UTF-16 units.
    form.elements.at.value = [...before.toString()].length;
    form.elements.words.value = range.toString();
  });

  form.elements.words.addEventListener('input', () => { form.elements.at.value = ''; });
})();

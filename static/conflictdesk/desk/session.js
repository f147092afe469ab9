/* Whether the editor is still signed in, when an answer does not come as it should. */
(() => {
  const { PART } = window.conflictdesk;
  const IN = 'in';
  const OUT = 'out';
  const UNREACHABLE = 'unreachable';

  class Session {
    constructor(user) {
      this.user = user;
      this.token = '';
    }

    /* IN brings a fresh token for forms along: the one from before is void after signing in again. Whoever
       signed in as somebody else is OUT: what was decided here is not theirs. */
    async ask() {
      const response = await fetch(window.location.href, {
        headers: { [PART]: '1' }, credentials: 'same-origin', redirect: 'manual',
      }).catch(() => null);
      if (response?.type === 'opaqueredirect') return OUT;
      if (!response?.headers.has(PART)) return UNREACHABLE;
      const part = new DOMParser().parseFromString(await response.text(), 'text/html');
      const { deskUser, deskToken } = part.querySelector('[data-desk-user]').dataset;
      if (deskUser !== this.user) return OUT;
      this.token = deskToken;
      return IN;
    }
  }

  Object.assign(window.conflictdesk, { Session, IN, OUT });
})();

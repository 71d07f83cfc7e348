/* Light or dark, before anything is painted. */
(() => {
  const KEY = 'tokentally.theme';
  const SCHEMES = { light: 'light', dark: 'dark', system: 'light dark' };
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const current = () => (stored() in SCHEMES ? stored() : 'system');
  const apply = () => {
    document.documentElement.style.colorScheme = SCHEMES[current()];
    document.documentElement.dataset.theme = current();
    window.dispatchEvent(new CustomEvent('tokentally-theme'));
  };
  window.tokentallyTheme = {
    current,
    choose(theme) {
      try {
        localStorage.setItem(KEY, theme);
      } catch {
        /* Without storage the choice lasts as long as the page. */
      }
      apply();
    },
  };
  window.addEventListener('storage', (event) => event.key === KEY && apply());
  apply();
})();

/* Hears the keys that work on every page, and tells the frame. Keys that are pressed alone can be switched off in this browser. */
(() => {
  const KEY = 'tokentally.single-keys';
  const usesSingleKeys = () => {
    try {
      return localStorage.getItem(KEY) !== 'off';
    } catch {
      return true;
    }
  };
  const isTyping = (event) =>
    event.composedPath().some((node) => node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));
  const tell = (event, name) => {
    const frame = document.querySelector('.tt-layout');
    if (frame && !document.querySelector('vaadin-dialog[opened]')) {
      event.preventDefault();
      frame.dispatchEvent(new CustomEvent(name));
    }
  };
  addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      tell(event, 'tt-go-to');
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey && usesSingleKeys() && !isTyping(event)) {
      tell(event, 'tt-shortcuts');
    }
  });
  window.tokentallyShortcuts = {
    usesSingleKeys,
    isTyping,
    useSingleKeys(used) {
      try {
        localStorage.setItem(KEY, used ? 'on' : 'off');
      } catch {
        /* Without storage they work. */
      }
    },
  };
})();

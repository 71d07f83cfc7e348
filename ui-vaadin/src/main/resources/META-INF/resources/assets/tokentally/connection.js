/* Takes back that the server does not answer, once it does. Flow does so itself, but where the browser was offline for a moment it waits for
   its push connection to open again, which may never have closed. What is asked for is no activity of anybody's. */
(() => {
  const PAUSE = 2000;
  const isLost = () => ['reconnecting', 'connection-lost'].includes(window.Vaadin?.connectionState?.state);
  const isAtWork = () => Object.values(window.Vaadin?.Flow?.clients ?? {}).some((client) => client.isActive?.());
  const look = async () => {
    if (isLost()) {
      const answers = await fetch('assets/tokentally/icon.svg', {method: 'HEAD', cache: 'no-store'}).then(
        (answer) => answer.ok,
        () => false,
      );
      if (answers && isLost() && !isAtWork()) {
        window.Vaadin.connectionState.state = 'connected';
      }
    }
    setTimeout(look, PAUSE);
  };
  look();
})();

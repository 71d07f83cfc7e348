/* Tells the server once a minute that somebody is there: what a page asks for by itself does not keep anybody signed in. */
(() => {
  const pause = 60000;
  let told = 0;
  const tell = () => {
    const now = Date.now();
    if (now - told > pause) {
      told = now;
      fetch('activity', {method: 'POST', keepalive: true, redirect: 'manual'}).catch(() => {});
    }
  };
  for (const act of ['pointerdown', 'keydown', 'wheel', 'touchstart']) {
    addEventListener(act, tell, {passive: true, capture: true});
  }
})();

/* Reads the secret out of the address's fragment, asks what it is for, and sends what its holder decides. */
(() => {
  const page = document.querySelector('[data-link]');
  const kind = page.dataset.link;
  const remembered = 'tokentally-' + kind;
  const base = location.pathname.replace(/\/accept$/, '');
  const notice = page.querySelector('[data-notice]');

  // The address bar and the history keep nothing of it.
  const fragment = location.hash.slice(1);
  if (fragment) {
    sessionStorage.setItem(remembered, fragment);
    history.replaceState(null, '', location.pathname);
  }
  const secret = sessionStorage.getItem(remembered) || '';

  const show = (...states) => {
    for (const part of page.querySelectorAll('[data-state]')) {
      part.hidden = !states.includes(part.dataset.state);
    }
  };
  const say = message => {
    notice.textContent = message || '';
    notice.hidden = !message;
  };
  const send = async (act, fields) => {
    const response = await fetch(base + '/' + act, {
      method: 'POST',
      body: new URLSearchParams({secret, ...fields}),
      headers: {Accept: 'application/json'}
    });
    if (response.redirected || !(response.headers.get('Content-Type') || '').includes('json')) {
      location.reload();
      throw new Error('signed out');
    }
    return response.json();
  };
  const fill = offer => {
    for (const name of ['organization', 'role', 'address']) {
      for (const place of page.querySelectorAll('[data-' + name + ']')) {
        place.textContent = offer[name] || '';
      }
    }
    for (const field of page.querySelectorAll('[name=username]')) {
      field.value = offer.address || '';
    }
  };
  const parts = {
    join: ['offer', 'join', 'decline'],
    known: ['offer', 'known', 'decline'],
    accept: ['offer', 'accept', 'decline'],
    other: ['offer', 'other']
  };
  const told = answer => {
    say(answer.message);
    if (answer.state) {
      fill(answer);
      show(...(parts[answer.state] || [answer.state]));
    }
    if (['joined', 'accepted', 'declined', 'done', 'gone'].includes(answer.state)) {
      sessionStorage.removeItem(remembered);
    }
  };

  for (const form of page.querySelectorAll('form[data-act]')) {
    form.addEventListener('submit', event => {
      event.preventDefault();
      const repeated = form.elements.repeated;
      if (repeated && repeated.value !== form.elements.password.value) {
        say(repeated.dataset.differs);
        repeated.focus();
        return;
      }
      const fields = {};
      for (const name of ['name', 'password']) {
        if (form.elements[name]) {
          fields[name] = form.elements[name].value;
        }
      }
      send(form.dataset.act, fields).then(told, () => {});
    });
  }
  if (secret) {
    send('open', {}).then(told, () => {});
  } else {
    show('gone');
  }
})();

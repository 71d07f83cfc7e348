/* Fills in the form: with the address of the last attempt, which the page's own address must not hold, or with the chosen account of the
   demo. */
(() => {
  const ADDRESS = 'tokentally.sign-in';
  const form = document.querySelector('.tt-sign-in');
  const failed = document.querySelector('.tt-sign-in-notice');
  try {
    if (failed && sessionStorage.getItem(ADDRESS)) {
      form.elements.username.value = sessionStorage.getItem(ADDRESS);
      form.elements.password.focus();
    } else {
      sessionStorage.removeItem(ADDRESS);
    }
    form.addEventListener('submit', () => sessionStorage.setItem(ADDRESS, form.elements.username.value));
  } catch {
    /* Without storage the address is typed again. */
  }
  for (const account of document.querySelectorAll('.tt-demo-sign-in')) {
    account.addEventListener('click', () => {
      form.elements.username.value = account.dataset.login;
      form.elements.password.value = account.dataset.password;
      form.querySelector('button').focus();
    });
  }
})();

/* Fills in the form with the chosen account of the demo. */
(() => {
  const form = document.querySelector('.tt-sign-in');
  for (const account of document.querySelectorAll('.tt-demo-sign-in')) {
    account.addEventListener('click', () => {
      form.elements.username.value = account.dataset.login;
      form.elements.password.value = account.dataset.password;
      form.querySelector('button').focus();
    });
  }
})();

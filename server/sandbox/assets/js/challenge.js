// The stand-in for the bank's 3-D Secure page: as a frame over the shop's page, or as a page of its own that leads back.
(function () {
  'use strict';

  const id = window.location.pathname.split('/').pop();
  const kind = id.startsWith('seti_') ? 'setup_intent' : 'payment_intent';
  const params = new URLSearchParams(window.location.search);
  const clientSecret = params.get('client_secret') || '';
  const redirect = params.has('redirect');
  const $ = (name) => document.getElementById(name);
  const buttons = [$('test-source-authorize-3ds'), $('test-source-fail-3ds'), $('close')];
  let returnUrl = '';
  let finished = false;
  document.body.classList.toggle('redirect', redirect);

  function amountText(minor, currency) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
  }

  /** `key` is any publishable key: the client secret is what opens the intent. */
  async function intent() {
    const response = await fetch(`/v1/${kind}s/${encodeURIComponent(id)}?client_secret=${encodeURIComponent(clientSecret)}`, {
      headers: { Authorization: 'Bearer pk_test_challenge' },
    });
    const json = await response.json();
    if (json.error) throw new Error(json.error.message);
    return json;
  }

  function leave(status) {
    if (finished) return;
    finished = true;
    if (redirect && returnUrl) {
      const url = new URL(returnUrl);
      url.searchParams.set(kind, id);
      url.searchParams.set(`${kind}_client_secret`, clientSecret);
      url.searchParams.set('redirect_status', status === 'succeeded' || status === 'requires_capture' ? 'succeeded' : 'failed');
      window.location.assign(url.href);
      return;
    }
    // The outcome is no secret and decides nothing: the page asks the API for it.
    window.parent.postMessage({ lecternSandbox: 'challenge' }, '*');
  }

  async function finish(action) {
    buttons.forEach((button) => (button.disabled = true));
    $('problem').textContent = '';
    try {
      await fetch(`/sandbox/${kind}s/${encodeURIComponent(id)}/${action}`, { method: 'POST', body: '{}' });
      leave((await intent()).status);
    } catch (failure) {
      $('problem').textContent = failure.message;
      buttons.forEach((button) => (button.disabled = false));
    }
  }

  $('test-source-authorize-3ds').addEventListener('click', () => finish('complete_authentication'));
  $('test-source-fail-3ds').addEventListener('click', () => finish('fail_authentication'));
  $('close').addEventListener('click', () => finish('fail_authentication'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !redirect) finish('fail_authentication');
  });

  intent().then((found) => {
    if (kind === 'setup_intent') $('what').textContent = 'Your bank asks you to approve with 3D Secure 2 that this card is saved for later payments.';
    else $('amount').textContent = amountText(found.amount, found.currency);
    $('amount-row').hidden = $('amount').hidden = kind === 'setup_intent';
    $('payment').textContent = found.id;
    const action = found.next_action || {};
    returnUrl = (action.redirect_to_url && action.redirect_to_url.return_url) || '';
    if (found.status !== 'requires_action') leave(found.status);
    else $('test-source-authorize-3ds').focus();
  }, (failure) => {
    $('problem').textContent = failure.message;
    buttons.forEach((button) => (button.disabled = true));
  });
})();

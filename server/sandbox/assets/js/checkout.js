// The hosted page of a Checkout Session. The card fields are the Payment Element's, in their frame, and 3-D Secure is that of the
// stand-in for Stripe.js; this page knows what is bought and where to go afterwards. Whether it is paid, the API says.
(function () {
  'use strict';

  const base = `/c/pay/${encodeURIComponent(window.location.pathname.split('/')[3] || '')}`;
  const $ = (id) => document.getElementById(id);
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const accent = dark ? '#2dd4bf' : '#0f766e';
  const stripe = window.Stripe('pk_test_checkout');
  let session = null;
  let elements = null;

  function amountText(minor, currency) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
  }

  function intervalText(recurring) {
    return recurring.interval_count === 1 ? `per ${recurring.interval}` : `every ${recurring.interval_count} ${recurring.interval}s`;
  }

  async function call(path, form) {
    try {
      const response = await fetch(`${base}/${path}`, form ? { method: 'POST', body: new URLSearchParams(form) } : {});
      return await response.json();
    } catch (failure) {
      return { error: { message: 'We could not reach the payment service. Check your connection and try again.' } };
    }
  }

  // --- what is shown --------------------------------------------------------------------------------------------------------

  function notice(title, text, link) {
    $('form').hidden = true;
    $('notice').hidden = false;
    $('notice-title').textContent = title;
    $('notice-text').textContent = text;
    $('notice-link').hidden = !link;
    if (link) $('notice-link').href = link;
  }

  function showItems() {
    $('items').replaceChildren(...session.items.map((item) => {
      const row = document.createElement('li');
      const name = document.createElement('strong');
      name.textContent = item.description;
      const amount = document.createElement('span');
      amount.className = 'amount';
      amount.textContent = amountText(item.amount, session.currency);
      const details = document.createElement('small');
      details.textContent = [item.quantity > 1 ? `Quantity ${item.quantity}` : '', item.recurring ? intervalText(item.recurring) : ''].filter(Boolean).join(' · ');
      row.append(name, amount, ...(details.textContent ? [details] : []));
      return row;
    }));
  }

  const headings = { payment: 'Pay with', setup: 'Save a payment method', subscription: 'Subscribe with' };

  function buttonText() {
    if (session.mode === 'setup') return 'Save';
    if (session.mode === 'subscription') return session.trial_days ? 'Start trial' : 'Subscribe';
    return `${{ book: 'Book', donate: 'Donate' }[session.submit_type] || 'Pay'} ${amountText(session.amount_total, session.currency)}`;
  }

  function showSession() {
    const setup = session.mode === 'setup';
    const recurring = session.items.find((item) => item.recurring);
    $('what').textContent = setup ? 'For later payments' : session.mode === 'subscription' ? 'Subscribe' : 'Total';
    $('total').textContent = setup ? 'Save a payment method' : amountText(session.amount_total, session.currency);
    const trial = session.trial_days ? `${session.trial_days} days free, then ` : '';
    $('terms').textContent = recurring ? `${trial}${amountText(recurring.amount, session.currency)} ${intervalText(recurring.recurring)}` : '';
    showItems();
    $('heading').textContent = headings[session.mode];
    $('submit-text').textContent = buttonText();
    document.title = `${setup ? 'Save a payment method' : 'Checkout'} – Lectern sandbox`;
    if (session.cancel_url) {
      $('return').href = session.cancel_url;
      $('return').hidden = false;
    }
    if (session.email) {
      $('email').value = session.email;
      $('email').readOnly = true;
    }
  }

  /** Leaves when there is nothing more to do here; true when it did. */
  function leave() {
    if (session.status === 'complete' && session.transfer.reference) {
      const { amount_remaining: amount, currency, reference, hosted_instructions_url: url } = session.transfer;
      notice(`Transfer ${amountText(amount, currency)} from your bank`, `Name the reference ${reference}, so that your transfer is found.`, session.return_url);
      $('notice-details').href = url;
      $('notice-details').hidden = false;
      return true;
    }
    if (session.status === 'complete') {
      notice(session.mode === 'setup' ? 'Saved' : 'Thank you', 'You are being taken back.', session.return_url);
      window.location.assign(session.return_url);
      return true;
    }
    if (session.status === 'expired') notice('This page has expired', 'Go back to the shop and start again.', session.cancel_url);
    return session.status !== 'open';
  }

  function showForm() {
    elements = stripe.elements({
      mode: session.mode,
      ...(session.mode === 'setup' ? {} : { amount: session.amount_total }),
      currency: session.currency || 'usd',
      paymentMethodTypes: session.payment_method_types,
      appearance: { theme: dark ? 'night' : 'stripe', variables: { colorPrimary: accent, borderRadius: '8px', ...(dark ? { colorBackground: '#1a1e23' } : {}) } },
    });
    const element = elements.create('payment', session.email ? { defaultValues: { billingDetails: { email: session.email } } } : {});
    element.on('ready', () => document.body.setAttribute('data-ready', 'true'));
    $('form').hidden = false;
    element.mount('#payment-element');
  }

  // --- paying ---------------------------------------------------------------------------------------------------------------

  function emailProblem() {
    const given = $('email').value.trim();
    if (!given) return 'Your email is missing.';
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given) ? '' : 'Your email is not complete.';
  }

  function busy(yes) {
    $('submit').disabled = yes;
    $('submit-text').textContent = yes ? 'Processing…' : buttonText();
  }

  /** Sends what was entered; returns what to tell the customer, or nothing. */
  async function pay() {
    const checked = await elements.submit();
    if (checked.error) return ''; // the fields say it themselves
    const made = await stripe.createPaymentMethod({ elements, params: { billing_details: { email: $('email').value.trim() } } });
    if (made.error) return made.error.message;
    const answer = await call('pay', { payment_method: made.paymentMethod.id, email: $('email').value.trim() });
    if (answer.error) return answer.error.message;
    session = answer;
    if (session.client_secret) {
      const acted = await stripe.handleNextAction({ clientSecret: session.client_secret });
      if (acted.error) return acted.error.message;
      const after = await call('session');
      if (after.error) return after.error.message;
      session = after;
    }
    leave();
    return '';
  }

  $('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    if ($('submit').disabled) return;
    const problem = emailProblem();
    $('email-error').textContent = problem;
    $('email').setAttribute('aria-invalid', problem ? 'true' : 'false');
    $('error').textContent = '';
    if (problem) {
      $('email').focus();
      return;
    }
    busy(true);
    const message = await pay();
    if (session.status === 'open') busy(false);
    $('error').textContent = message;
  });

  call('session').then((found) => {
    $('page').setAttribute('aria-busy', 'false');
    if (found.error) {
      notice('This page does not exist', found.error.message, null);
      return;
    }
    session = found;
    showSession();
    if (!leave()) showForm();
  });
})();

// The hosted page of an invoice: what it is for, and a Payment Element for its intent while it is open.
(function () {
  'use strict';

  const base = `/i/${encodeURIComponent(window.location.pathname.split('/')[2] || '')}`;
  const $ = (id) => document.getElementById(id);
  const dark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const stripe = window.Stripe('pk_test_invoice');
  let invoice = null;
  let elements = null;

  function amountText(minor) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: invoice.currency });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
  }

  async function load() {
    try {
      const answer = await (await fetch(`${base}/invoice`)).json();
      if (answer.error) throw new Error(answer.error.message);
      invoice = answer;
    } catch (failure) {
      notice('This page does not exist', failure.message);
    }
    $('page').setAttribute('aria-busy', 'false');
    return invoice;
  }

  function notice(title, text) {
    $('form').hidden = true;
    $('notice').hidden = false;
    $('notice-title').textContent = title;
    $('notice-text').textContent = text;
  }

  function showState() {
    $('what').textContent = `Invoice ${invoice.number}`;
    $('total').textContent = amountText(invoice.amount_due);
    $('items').replaceChildren(...invoice.lines.map((line) => {
      const row = document.createElement('li');
      const name = document.createElement('strong');
      const amount = document.createElement('span');
      name.textContent = line.description;
      amount.className = 'amount';
      amount.textContent = amountText(line.amount);
      row.append(name, amount);
      return row;
    }));
    if (invoice.client_secret) return true;
    if (invoice.status === 'paid') notice('This invoice is paid', 'Thank you.');
    else if (invoice.status === 'open') notice('Your payment is being processed', 'There is nothing more to do here.');
    else notice('This invoice is void', 'There is nothing to pay.');
    return false;
  }

  function busy(yes) {
    $('submit').disabled = yes;
    $('submit-text').textContent = yes ? 'Processing…' : `Pay ${amountText(invoice.amount_remaining)}`;
  }

  $('form').addEventListener('submit', async (event) => {
    event.preventDefault();
    if ($('submit').disabled) return;
    busy(true);
    $('error').textContent = '';
    const { error } = await stripe.confirmPayment({ elements, redirect: 'if_required' });
    busy(false);
    if (error) $('error').textContent = error.type === 'validation_error' ? '' : error.message;
    else if (await load()) showState();
  });

  load().then((found) => {
    if (!found || !showState()) return;
    elements = stripe.elements({ clientSecret: invoice.client_secret,
      appearance: { theme: dark ? 'night' : 'stripe', variables: { colorPrimary: dark ? '#2dd4bf' : '#0f766e', borderRadius: '8px', ...(dark ? { colorBackground: '#1a1e23' } : {}) } } });
    const element = elements.create('payment');
    element.on('ready', () => document.body.setAttribute('data-ready', 'true'));
    busy(false);
    $('form').hidden = false;
    element.mount('#payment-element');
  });
})();

// Where to send a bank transfer, on a page of its own: the hosted_instructions_url of a payment by customer_balance.
(function () {
  'use strict';

  const $ = (id) => document.getElementById(id);
  const id = window.location.pathname.split('/').pop();
  const clientSecret = new URLSearchParams(window.location.search).get('client_secret') || '';
  const digitsOf = (currency) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits;

  /** The payer's bank, which only a sandbox can be: any amount, with the reference. */
  function offerSending(intent, instructions) {
    const digits = digitsOf(intent.currency);
    $('form').hidden = false;
    $('amount').value = (instructions.amount_remaining / 10 ** digits).toFixed(digits);
    $('form').addEventListener('submit', (event) => {
      event.preventDefault();
      const minor = Math.round(Number($('amount').value.trim().replace(',', '.')) * 10 ** digits);
      if (!(minor > 0)) { $('problem').textContent = 'Type an amount above zero.'; return; }
      $('send').disabled = true;
      fetch(`/v1/test_helpers/customers/${encodeURIComponent(intent.customer)}/fund_cash_balance`, {
        method: 'POST', headers: { Authorization: 'Bearer sk_test_transfer' }, body: new URLSearchParams({ amount: minor, currency: intent.currency, reference: instructions.reference }) })
        .then((response) => response.json())
        .then((sent) => { if (sent.error) throw new Error(sent.error.message); window.location.reload(); })
        .catch((error) => { $('problem').textContent = error.message; $('send').disabled = false; });
    });
  }

  function amountText(minor, currency) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.format(minor / 10 ** format.resolvedOptions().maximumFractionDigits);
  }

  function rowsOf(instructions) {
    const [address = {}] = instructions.financial_addresses || [];
    const account = address[address.type] || {};
    const names = { account_holder_name: 'Recipient', iban: 'IBAN', bic: 'BIC', bank_name: 'Bank', routing_number: 'Routing number', sort_code: 'Sort code', account_number: 'Account number' };
    return [['Amount', amountText(instructions.amount_remaining, instructions.currency)],
            ...Object.entries(names).filter(([key]) => account[key]).map(([key, name]) => [name, account[key]]), ['Reference', instructions.reference]];
  }

  fetch(`/v1/payment_intents/${encodeURIComponent(id)}?client_secret=${encodeURIComponent(clientSecret)}`, { headers: { Authorization: 'Bearer sk_test_transfer' } })
    .then((response) => response.json())
    .then((intent) => {
      const action = intent.next_action && intent.next_action.display_bank_transfer_instructions;
      if (intent.error || !action) {
        $('title').textContent = intent.status === 'succeeded' ? 'This payment is complete' : 'There is nothing to transfer';
        $('text').textContent = intent.error ? intent.error.message : '';
        $('details').hidden = true;
        return;
      }
      $('details').append(...rowsOf(action).flatMap(([name, value]) => {
        const term = document.createElement('dt');
        const text = document.createElement('dd');
        term.textContent = name;
        text.textContent = value;
        return [term, text];
      }));
      offerSending(intent, action);
    })
    .catch(() => { $('problem').textContent = 'We could not reach the payment service. Check your connection and try again.'; });
})();

// Where to send a bank transfer, on a page of its own: the hosted_instructions_url of a payment by customer_balance.
(function () {
  'use strict';

  const $ = (id) => document.getElementById(id);
  const id = window.location.pathname.split('/').pop();
  const clientSecret = new URLSearchParams(window.location.search).get('client_secret') || '';

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

  fetch(`/v1/payment_intents/${encodeURIComponent(id)}?client_secret=${encodeURIComponent(clientSecret)}`, { headers: { Authorization: 'Bearer pk_test_transfer' } })
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
    })
    .catch(() => { $('problem').textContent = 'We could not reach the payment service. Check your connection and try again.'; });
})();

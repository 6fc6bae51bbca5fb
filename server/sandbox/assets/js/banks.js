// What can be checked of a bank account before a bank is asked, and what its owner agrees to. No network, no DOM.
(function () {
  'use strict';

  const names = { card: 'Card', us_bank_account: 'US bank account', sepa_debit: 'SEPA debit', customer_balance: 'Bank transfer' };
  const notes = {
    us_bank_account: 'By continuing, you allow this account to be debited for this payment, and for later ones that you agree to. It takes some days until the bank confirms it.',
    sepa_debit: 'By providing your IBAN, you authorise this account to be debited by SEPA Direct Debit. It takes some days until the bank confirms it; you can ask for a refund within 8 weeks.',
    customer_balance: 'You get an account number and a reference to transfer the amount to.',
  };
  // The fields of each kind, in their order on the page.
  const fields = {
    card: ['number', 'expiry', 'cvc', 'postalCode'],
    us_bank_account: ['holderName', 'holderEmail', 'routingNumber', 'accountNumber'],
    sepa_debit: ['holderName', 'holderEmail', 'iban'],
    customer_balance: [],
  };

  const problem = (code, message) => ({ type: 'validation_error', code, message });
  const compact = (text) => text.replace(/[\s-]/g, '').toUpperCase();
  const formatIban = (text) => compact(text).replace(/[^A-Z0-9]/g, '').slice(0, 34).replace(/(.{4})(?=.)/g, '$1 ');

  /** ISO 13616: the first four characters at the end, letters as 10 … 35, modulo 97. */
  function ibanRemainder(iban) {
    return [...(iban.slice(4) + iban.slice(0, 4))].reduce((rest, character) => {
      const value = parseInt(character, 36);
      return (rest * (value > 9 ? 100 : 10) + value) % 97;
    }, 0);
  }

  function checkIban(text) {
    const iban = compact(text);
    if (iban.length < 15) return problem('incomplete_iban', 'Your IBAN is incomplete.');
    return /^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(iban) && ibanRemainder(iban) === 1 ? null : problem('invalid_iban', 'Your IBAN is invalid.');
  }

  function checkRouting(text) {
    const digits = text.trim();
    if (!/^\d{9}$/.test(digits)) return problem('incomplete_routing_number', 'Your routing number is incomplete.');
    const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * [3, 7, 1][i % 3], 0);
    return sum % 10 === 0 ? null : problem('invalid_routing_number', 'Your routing number is invalid.');
  }

  const checks = {
    holderName: (text) => (text.trim() ? null : problem('incomplete_name', 'Your name is missing.')),
    holderEmail: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim()) ? null : problem('incomplete_email', 'Your email is incomplete.')),
    routingNumber: checkRouting,
    accountNumber: (text) => (/^\d{4,17}$/.test(text.trim()) ? null : problem('incomplete_account_number', 'Your account number is incomplete.')),
    iban: checkIban,
  };

  window.Banks = { names, notes, fields, checks, compact, formatIban };
})();

// What a card number says about its card, and how its fields are written and checked. No network, no DOM.
(function () {
  'use strict';

  const brands = [
    { id: 'amex', name: 'American Express', start: /^3[47]/, lengths: [15], gaps: [4, 10], cvc: 4 },
    { id: 'diners', name: 'Diners Club', start: /^(30[0-5]|36|38)/, lengths: [14, 16], gaps: [4, 10], cvc: 3 },
    { id: 'discover', name: 'Discover', start: /^(6011|64[4-9]|65)/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
    { id: 'jcb', name: 'JCB', start: /^35/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
    { id: 'unionpay', name: 'UnionPay', start: /^62/, lengths: [16, 19], gaps: [4, 8, 12, 16], cvc: 3 },
    { id: 'mastercard', name: 'Mastercard', start: /^(5[1-5]|2(22[1-9]|2[3-9]|[3-6]|7[01]|720))/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
    { id: 'visa', name: 'Visa', start: /^4/, lengths: [16], gaps: [4, 8, 12], cvc: 3 },
  ];
  const unknown = { id: 'unknown', name: 'Card', lengths: [16], gaps: [4, 8, 12], cvc: 3 };

  const digitsOf = (text) => text.replace(/\D/g, '');
  const brandOf = (digits) => brands.find((brand) => brand.start.test(digits)) || unknown;

  function luhn(digits) {
    let sum = 0;
    [...digits].reverse().forEach((digit, i) => {
      const part = Number(digit) * (i % 2 ? 2 : 1);
      sum += part > 9 ? part - 9 : part;
    });
    return sum % 10 === 0;
  }

  function formatNumber(text) {
    const digits = digitsOf(text);
    const brand = brandOf(digits);
    const kept = digits.slice(0, Math.max(...brand.lengths));
    return [...kept].map((digit, i) => (brand.gaps.includes(i) ? ` ${digit}` : digit)).join('');
  }

  function formatExpiry(text, deleting) {
    let digits = digitsOf(text).slice(0, 4);
    if (/^[2-9]/.test(digits)) digits = `0${digits}`.slice(0, 4);
    if (digits.length > 2) return `${digits.slice(0, 2)} / ${digits.slice(2)}`;
    return digits.length === 2 && !deleting ? `${digits} / ` : digits;
  }

  const problem = (code, message) => ({ type: 'validation_error', code, message });

  function checkNumber(text) {
    const digits = digitsOf(text);
    const brand = brandOf(digits);
    if (!brand.lengths.includes(digits.length)) return problem('incomplete_number', 'Your card number is incomplete.');
    return luhn(digits) ? null : problem('invalid_number', 'Your card number is invalid.');
  }

  function checkExpiry(text, now) {
    const digits = digitsOf(text);
    if (digits.length < 4) return problem('incomplete_expiry', "Your card's expiration date is incomplete.");
    const month = Number(digits.slice(0, 2));
    const year = 2000 + Number(digits.slice(2));
    if (month < 1 || month > 12) return problem('invalid_expiry_month', "Your card's expiration date is invalid.");
    if (year < now.getFullYear() || (year === now.getFullYear() && month < now.getMonth() + 1)) {
      return problem('invalid_expiry_year_past', "Your card's expiration year is in the past.");
    }
    return year > now.getFullYear() + 50 ? problem('invalid_expiry_year', "Your card's expiration year is invalid.") : null;
  }

  function checkCvc(text, brand) {
    return digitsOf(text).length === brand.cvc ? null : problem('incomplete_cvc', "Your card's security code is incomplete.");
  }

  function checkPostal(text, country) {
    const value = text.trim();
    if (country === 'US' && !/^\d{5}(-\d{4})?$/.test(value)) return problem('incomplete_zip', 'Your ZIP is invalid.');
    return value ? null : problem('incomplete_zip', 'Your postal code is incomplete.');
  }

  window.Cards = { brandOf, digitsOf, formatNumber, formatExpiry, checkNumber, checkExpiry, checkCvc, checkPostal };
})();

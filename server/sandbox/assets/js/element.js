// Inside the frame: the fields of cards and bank accounts, their checks, and the calls that carry what is entered. Talks to the host page only over the
// message port that the frame got from it, and never sends a card number there.
(function () {
  'use strict';

  const apiVersion = '2026-10-28.endive';
  const $ = (id) => document.getElementById(id);
  const inputs = Object.fromEntries(Object.values(Banks.fields).flat().map((name) => [name, $(name)]));
  const countries = ('US United States,GB United Kingdom,DE Germany,FR France,AT Austria,AU Australia,BE Belgium,BR Brazil,CA Canada,CH Switzerland,'
    + 'CZ Czechia,DK Denmark,ES Spain,FI Finland,GR Greece,HU Hungary,IE Ireland,IN India,IT Italy,JP Japan,LU Luxembourg,MX Mexico,NL Netherlands,'
    + 'NO Norway,NZ New Zealand,PL Poland,PT Portugal,RO Romania,SE Sweden,SG Singapore,ZA South Africa').split(',');
  const noPostal = new Set(['HK', 'IE', 'AE']);
  let port = null;
  let config = null;
  let wasComplete = null;
  let types = ['card'];
  let selected = 'card';

  countries.forEach((entry) => $('country').add(new Option(entry.slice(3), entry.slice(0, 2))));

  // --- the fields -----------------------------------------------------------------------------------------------------------

  const brand = () => Cards.brandOf(Cards.digitsOf(inputs.number.value));
  const country = () => $('country').value;
  const needsPostal = () => !fieldOf('postalCode').classList.contains('hidden');
  const fieldOf = (name) => document.querySelector(`[data-field="${name}"]`);

  const active = () => Banks.fields[selected];

  function check(name) {
    if (Banks.checks[name]) return Banks.checks[name](inputs[name].value);
    if (name === 'number') return Cards.checkNumber(inputs.number.value);
    if (name === 'expiry') return Cards.checkExpiry(inputs.expiry.value, new Date());
    if (name === 'cvc') return Cards.checkCvc(inputs.cvc.value, brand());
    return needsPostal() ? Cards.checkPostal(inputs.postalCode.value, country()) : null;
  }

  function showError(name, problem) {
    const field = fieldOf(name);
    field.classList.toggle('invalid', Boolean(problem));
    inputs[name].setAttribute('aria-invalid', problem ? 'true' : 'false');
    const text = $(`${name}-error`);
    if (problem) text.textContent = problem.message;
    else text.textContent = '';
    measure();
  }

  function showBrand() {
    const known = brand().id;
    const icons = [...document.querySelectorAll('#brands svg')];
    const shown = icons.some((icon) => icon.dataset.brand === known);
    icons.forEach((icon) => icon.classList.toggle('off', shown && icon.dataset.brand !== known));
    icons.forEach((icon, i) => icon.classList.toggle('lead', shown ? icon.dataset.brand === known : i === 0));
    document.documentElement.classList.toggle('one-brand', shown);
    inputs.cvc.maxLength = brand().cvc;
  }

  function changed() {
    const problems = active().map(check);
    const complete = problems.every((problem) => !problem);
    const empty = active().every((name) => !inputs[name].value);
    const shownError = active().find((name) => fieldOf(name).classList.contains('invalid'));
    const detail = { elementType: config.type, complete, empty, collapsed: false, value: config.type === 'payment' ? { type: selected } : { postalCode: inputs.postalCode.value } };
    if (config.type === 'card') {
      detail.brand = brand().id;
      detail.error = shownError ? check(shownError) : undefined;
    }
    const key = JSON.stringify(detail);
    if (key === wasComplete) return;
    wasComplete = key;
    send({ kind: 'event', name: 'change', detail });
  }

  /** Writes a value again in its format, and keeps the caret behind the same digit. */
  function rewrite(input, format) {
    const digitsBefore = Cards.digitsOf(input.value.slice(0, input.selectionStart)).length;
    const atEnd = input.selectionStart === input.value.length;
    const formatted = format(input.value);
    if (formatted === input.value) return;
    input.value = formatted;
    let caret = formatted.length;
    if (!atEnd) {
      for (caret = 0; caret < formatted.length && Cards.digitsOf(formatted.slice(0, caret)).length < digitsBefore; caret += 1);
    }
    input.setSelectionRange(caret, caret);
  }

  const next = { number: 'expiry', expiry: 'cvc', cvc: 'postalCode' };
  const full = {
    number: (value) => brand().lengths.includes(Cards.digitsOf(value).length) && !Cards.checkNumber(value),
    expiry: (value) => Cards.digitsOf(value).length === 4 && !Cards.checkExpiry(value, new Date()),
    cvc: () => false,
    postalCode: () => false,
  };

  Object.entries(inputs).forEach(([name, input]) => {
    input.addEventListener('input', (event) => {
      const deleting = (event.inputType || '').startsWith('delete');
      if (name === 'number') rewrite(input, Cards.formatNumber);
      if (name === 'expiry') rewrite(input, (value) => Cards.formatExpiry(value, deleting));
      if (name === 'iban' && input.selectionStart === input.value.length) input.value = Banks.formatIban(input.value);
      if (name === 'cvc') rewrite(input, (value) => Cards.digitsOf(value).slice(0, brand().cvc));
      showBrand();
      const problem = check(name);
      const wrongNow = problem && problem.code.startsWith('invalid_') && name !== 'postalCode';
      showError(name, wrongNow ? problem : null); // "incomplete" waits until the field is left
      changed();
      if (!deleting && event.isTrusted && next[name] && full[name](input.value) && input.selectionStart === input.value.length) inputs[next[name]].focus();
    });
    input.addEventListener('focus', () => send({ kind: 'event', name: 'focus', detail: { elementType: config.type } }));
    input.addEventListener('blur', () => {
      send({ kind: 'event', name: 'blur', detail: { elementType: config.type } });
      if (input.value) showError(name, check(name));
      changed();
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') send({ kind: 'event', name: 'escape', detail: { elementType: config.type } });
      const previous = Object.keys(next).find((key) => next[key] === name);
      if (event.key === 'Backspace' && !input.value && previous) {
        event.preventDefault();
        inputs[previous].focus();
      }
    });
  });

  $('country').addEventListener('change', () => {
    const us = country() === 'US';
    $('postal-label').textContent = us ? 'ZIP' : 'Postal code';
    inputs.postalCode.placeholder = us ? '12345' : '';
    fieldOf('postalCode').classList.toggle('hidden', noPostal.has(country()) || config.options.hidePostalCode === true);
    showError('postalCode', null);
    changed();
  });

  $('form').addEventListener('submit', (event) => event.preventDefault());

  // --- looks ----------------------------------------------------------------------------------------------------------------

  function measure() {
    if (port) send({ kind: 'resize', height: Math.ceil($('form').getBoundingClientRect().height) });
  }

  const variables = ['colorPrimary', 'colorBackground', 'colorText', 'colorTextSecondary', 'colorTextPlaceholder', 'colorDanger', 'borderRadius', 'fontFamily',
    'fontSizeBase', 'spacingUnit'];

  /** Red, green and blue of any CSS colour. The canvas is the browser's own parser for them. */
  function rgb(colour) {
    const probe = document.createElement('canvas').getContext('2d');
    probe.fillStyle = colour;
    const parts = /^#(..)(..)(..)$/.exec(probe.fillStyle);
    return parts ? parts.slice(1).map((part) => parseInt(part, 16)) : [255, 255, 255];
  }

  function isLight(colour) {
    const [red, green, blue] = rgb(colour);
    return (red * 299 + green * 587 + blue * 114) / 1000 > 140;
  }

  /** The see-through shades of a colour, made here because color-mix() is younger than the browsers of Qt 6.4. */
  function shade(name, colour, alpha) {
    if (typeof colour === 'string') document.documentElement.style.setProperty(name, `rgba(${rgb(colour).join(', ')}, ${alpha})`);
    else document.documentElement.style.removeProperty(name);
  }

  function dress(appearance, options) {
    const root = document.documentElement;
    const given = appearance.variables || {};
    const background = given.colorBackground;
    root.classList.toggle('night', background ? !isLight(background) : appearance.theme === 'night');
    root.classList.toggle('card', config.type === 'card');
    variables.forEach((name) => {
      if (typeof given[name] === 'string') root.style.setProperty(`--${name}`, given[name]);
      else root.style.removeProperty(`--${name}`);
    });
    shade('--ring', given.colorPrimary, 0.25);
    shade('--ringBorder', given.colorPrimary, 0.6);
    shade('--dangerRing', given.colorDanger, 0.2);
    const base = config.type === 'card' && options.style && options.style.base;
    if (base) {
      if (base.color) root.style.setProperty('--colorText', base.color);
      if (base.fontSize) root.style.setProperty('--fontSizeBase', base.fontSize);
      if (base.fontFamily) root.style.setProperty('--fontFamily', base.fontFamily);
    }
    const details = (options.fields && options.fields.billingDetails) || {};
    fieldOf('name').classList.toggle('hidden', details === 'never' || details.name === 'never');
    const defaults = (options.defaultValues && options.defaultValues.billingDetails) || {};
    ['name', 'holderName'].forEach((id) => { if (defaults.name && !$(id).value) $(id).value = defaults.name; });
    if (defaults.email && !$('holderEmail').value) $('holderEmail').value = defaults.email;
    if (defaults.address && countries.some((entry) => entry.startsWith(defaults.address.country))) $('country').value = defaults.address.country;
    $('country').dispatchEvent(new Event('change'));
  }

  // --- which kind of method -------------------------------------------------------------------------------------------------

  function select(type) {
    selected = type;
    document.querySelectorAll('[data-method]').forEach((group) => (group.hidden = !group.dataset.method.split(' ').includes(type)));
    document.querySelectorAll('#tabs button').forEach((button) => {
      button.setAttribute('aria-selected', button.dataset.type === type ? 'true' : 'false');
      button.tabIndex = button.dataset.type === type ? 0 : -1;
    });
    $('note').textContent = Banks.notes[type] || '';
    $('note').hidden = !Banks.notes[type];
    measure();
    changed();
  }

  function showTabs() {
    const several = types.length > 1 || types[0] !== 'card';
    $('tab').hidden = several;
    $('tabs').hidden = !several;
    $('tabs').replaceChildren(...types.map((type) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('role', 'tab');
      button.dataset.type = type;
      button.id = `tab-${type}`;
      button.textContent = Banks.names[type];
      button.addEventListener('click', () => select(type));
      return button;
    }));
    select(types[0]);
  }

  $('tabs').addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const type = types[(types.indexOf(selected) + step + types.length) % types.length];
    select(type);
    $(`tab-${type}`).focus();
  });

  /** Those of the intent, or those that the page named; the card Element has one. */
  async function loadTypes() {
    let wanted = config.methodTypes;
    if (config.clientSecret) {
      const [id] = config.clientSecret.split('_secret_');
      const { object } = await get(`${id.startsWith('seti_') ? 'setup_intents' : 'payment_intents'}/${encodeURIComponent(id)}?client_secret=${encodeURIComponent(config.clientSecret)}`);
      wanted = object && object.payment_method_types;
    }
    const known = (wanted || []).filter((type) => Banks.names[type]);
    types = config.type === 'payment' && known.length ? known : ['card'];
    showTabs();
  }

  // --- calls ----------------------------------------------------------------------------------------------------------------

  function encode(params) {
    const body = new URLSearchParams();
    const add = (key, value) => {
      if (value === undefined || value === null || value === '') return;
      if (Array.isArray(value)) value.forEach((entry, i) => add(`${key}[${i}]`, entry));
      else if (typeof value === 'object') Object.entries(value).forEach(([k, v]) => add(`${key}[${k}]`, v));
      else body.append(key, value);
    };
    Object.entries(params).forEach(([key, value]) => add(key, value));
    return body;
  }

  const post = (path, params) => call(path, { method: 'POST', body: encode(params) });
  const get = (path) => call(path, {});

  async function call(path, request) {
    try {
      const response = await fetch(`/v1/${path}`, { ...request, headers: { Authorization: `Bearer ${config.key}`, 'Stripe-Version': apiVersion } });
      const json = await response.json();
      return json.error ? { error: json.error } : { object: json };
    } catch (failure) {
      return { error: { type: 'api_connection_error', message: 'We could not reach the payment service. Check your connection and try again.' } };
    }
  }

  function validate() {
    const problems = active().map((name) => [name, check(name)]);
    problems.forEach(([name, problem]) => showError(name, problem));
    const first = problems.find(([, problem]) => problem);
    if (!first) return { selected };
    inputs[first[0]].focus();
    changed();
    return { error: first[1] };
  }

  function bankData(given) {
    const details = selected === 'sepa_debit' ? { iban: Banks.compact(inputs.iban.value) }
      : { routing_number: inputs.routingNumber.value.trim(), account_number: inputs.accountNumber.value.trim(), account_holder_type: 'individual' };
    const billing = { ...given, name: inputs.holderName.value.trim(), email: inputs.holderEmail.value.trim() };
    return selected === 'customer_balance' ? { type: selected, billing_details: given } : { type: selected, [selected]: details, billing_details: billing };
  }

  function methodData(billing) {
    if (selected !== 'card') return bankData(billing || {});
    const expiry = Cards.digitsOf(inputs.expiry.value);
    const given = billing || {};
    return {
      type: 'card',
      card: { number: Cards.digitsOf(inputs.number.value), exp_month: Number(expiry.slice(0, 2)), exp_year: 2000 + Number(expiry.slice(2)), cvc: inputs.cvc.value },
      billing_details: {
        name: $('name').value.trim() || undefined,
        ...given,
        address: { country: config.type === 'payment' ? country() : undefined, postal_code: inputs.postalCode.value.trim(), ...(given.address || {}) },
      },
    };
  }

  /** What the bank says about one field is shown at that field too. */
  function showApiError(error) {
    const fields = { incorrect_number: 'number', invalid_number: 'number', expired_card: 'expiry', invalid_expiry_month: 'expiry', invalid_expiry_year: 'expiry',
      incorrect_cvc: 'cvc', invalid_cvc: 'cvc', incorrect_zip: 'postalCode', invalid_iban: 'iban', account_number_invalid: 'accountNumber', routing_number_invalid: 'routingNumber' };
    if (fields[error.code]) showError(fields[error.code], error);
  }

  const methods = {
    validate,
    async confirm({ clientSecret, params }) {
      const invalid = validate();
      if (invalid.error) return invalid;
      const { payment_method_data: data = {}, ...rest } = params || {};
      const id = clientSecret.split('_secret_')[0];
      const setup = id.startsWith('seti_');
      const { object, error } = await post(`${setup ? 'setup_intents' : 'payment_intents'}/${encodeURIComponent(id)}/confirm`, {
        ...rest, payment_method_data: methodData(data.billing_details), use_stripe_sdk: true, client_secret: clientSecret,
        ...(Banks.notes[selected] && selected !== 'customer_balance' ? { mandate_data: { customer_acceptance: { type: 'online', online: { infer_from_client: true } } } } : {}),
      });
      if (error) showApiError(error);
      return error ? { error } : { [setup ? 'setupIntent' : 'paymentIntent']: object };
    },
    async createPaymentMethod({ billing_details: billing }) {
      const invalid = validate();
      if (invalid.error) return invalid;
      const { object, error } = await post('payment_methods', methodData(billing));
      if (error) showApiError(error);
      return error ? { error } : { paymentMethod: object };
    },
    update({ appearance, options }) {
      config.options = options;
      dress(appearance, options);
      return {};
    },
    focus() { if (active().length) inputs[active()[0]].focus(); return {}; },
    blur() { if (document.activeElement) document.activeElement.blur(); return {}; },
    clear() {
      Object.entries(inputs).forEach(([name, input]) => {
        input.value = '';
        showError(name, null);
      });
      showBrand();
      changed();
      return {};
    },
  };

  function send(message) {
    if (port) port.postMessage(message);
  }

  async function received(message) {
    if (message.kind !== 'call' || !Object.hasOwn(methods, message.method)) return;
    const result = await methods[message.method](message.args);
    send({ kind: 'reply', id: message.id, result });
  }

  window.addEventListener('message', async (event) => {
    // Only the page around this frame may start it, once.
    if (port || event.source !== window.parent || !event.data || event.data.lecternSandbox !== 'init' || !event.ports[0]) return;
    [port] = event.ports;
    config = event.data.config;
    config.options = config.options || {};
    port.onmessage = ({ data }) => received(data);
    dress(config.appearance || {}, config.options);
    showBrand();
    await loadTypes();
    new ResizeObserver(measure).observe($('form'));
    measure();
    send({ kind: 'event', name: 'ready', detail: {} });
  });
})();

// A stand-in for Stripe.js that talks to lectern-sandbox. Card fields live in a frame of the sandbox's origin, so the
// host page never sees a card number. Works under: script-src, frame-src and connect-src of the sandbox's origin only.
(function () {
  'use strict';
  if (window.Stripe) return;

  const origin = new URL(document.currentScript.src).origin;
  const apiVersion = '2026-10-28.endive';

  class IntegrationError extends Error {
    constructor(message) {
      super(message);
      this.name = 'IntegrationError';
    }
  }

  function encode(params) {
    const pairs = [];
    const add = (key, value) => {
      if (value === undefined || value === null) return;
      if (Array.isArray(value)) value.forEach((entry, i) => add(`${key}[${i}]`, entry));
      else if (typeof value === 'object') Object.entries(value).forEach(([k, v]) => add(`${key}[${k}]`, v));
      else pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
    };
    Object.entries(params).forEach(([key, value]) => add(key, value));
    return pairs.join('&');
  }

  async function api(key, method, path, params) {
    const query = encode(params || {});
    let response;
    try {
      response = await fetch(`${origin}/v1/${path}${method === 'GET' && query ? `?${query}` : ''}`, {
        method,
        headers: {
          Authorization: `Bearer ${key}`,
          'Stripe-Version': apiVersion,
          ...(method === 'POST' ? { 'Content-Type': 'application/x-www-form-urlencoded' } : {}),
        },
        body: method === 'POST' ? query : undefined,
      });
    } catch (failure) {
      return { error: { type: 'api_connection_error', message: 'We could not reach the payment service. Check your connection and try again.' } };
    }
    const json = await response.json();
    return json.error ? { error: json.error } : { object: json };
  }

  // The two kinds of intent that a client secret can open: where they live, and under which names they are given back.
  const kinds = {
    pi: { path: 'payment_intents', name: 'paymentIntent', key: 'payment_intent', error: 'last_payment_error' },
    seti: { path: 'setup_intents', name: 'setupIntent', key: 'setup_intent', error: 'last_setup_error' },
  };

  function intentOf(clientSecret, wanted) {
    const match = /^((pi|seti)_[A-Za-z0-9_]+?)_secret_/.exec(clientSecret || '');
    if (!match || (wanted && match[2] !== wanted)) throw new IntegrationError(`The client secret must look like ${wanted || 'pi'}_…_secret_….`);
    return { id: match[1], kind: kinds[match[2]] };
  }

  function place(element, styles) {
    // Property by property: a strict style-src forbids style attributes, but not the CSSOM.
    Object.entries(styles).forEach(([name, value]) => element.style.setProperty(name, value, 'important'));
  }

  let frameCount = 0;
  function frame(src, title) {
    const iframe = document.createElement('iframe');
    iframe.name = `__privateStripeFrame${++frameCount}`;
    iframe.title = title;
    iframe.setAttribute('allow', 'payment *');
    iframe.src = src;
    return iframe;
  }

  /** One mounted field group: an iframe, and a message port that only the two of them hold. */
  class Element {
    constructor(type, options, shared) {
      this._type = type;
      this._options = options || {};
      this._shared = shared;
      this._handlers = {};
      this._calls = new Map();
      this._nextCall = 1;
      this._connected = new Promise((resolve) => (this._resolveConnected = resolve));
    }

    mount(target) {
      if (this._destroyed) throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
      const container = typeof target === 'string' ? document.querySelector(target) : target;
      if (!container) throw new IntegrationError(`The selector you specified (${target}) applies to no DOM elements that are currently on the page.`);
      this._container = container;
      container.replaceChildren();
      container.classList.add('StripeElement');
      if (this._type === 'card') container.classList.add('StripeElement--empty');
      const holder = document.createElement('div');
      holder.className = '__PrivateStripeElement';
      place(holder, { margin: '0', padding: '0', border: 'none', display: 'block', background: 'transparent', position: 'relative' });
      const title = this._type === 'card' ? 'Secure card payment input frame' : 'Secure payment input frame';
      const iframe = frame(`${origin}/sandbox/js/element.html`, title);
      const card = this._type === 'card';
      // The payment form is 4 px wider on each side: room for its focus rings, while its fields align with the page.
      place(iframe, { border: 'none', margin: card ? '0' : '-4px', padding: '0', width: card ? '100%' : 'calc(100% + 8px)', 'min-width': '100%', display: 'block',
                      overflow: 'hidden', 'user-select': 'none', 'color-scheme': 'light only', height: card ? '24px' : '1px' });
      iframe.addEventListener('load', () => this._connect(iframe));
      iframe.addEventListener('error', () => this._emit('loaderror', { elementType: this._type, error: { message: 'The payment form could not be loaded.' } }));
      holder.appendChild(iframe);
      container.appendChild(holder);
      this._iframe = iframe;
      return this;
    }

    _connect(iframe) {
      const channel = new MessageChannel();
      this._port = channel.port1;
      this._port.onmessage = (event) => this._received(event.data);
      const config = {
        type: this._type,
        key: this._shared.key,
        appearance: this._shared.appearance || {},
        options: JSON.parse(JSON.stringify(this._options)),
        locale: this._shared.locale,
        clientSecret: this._shared.clientSecret,
        methodTypes: this._shared.methodTypes,
      };
      // Named target: nobody else gets the port, even if the frame was led elsewhere.
      iframe.contentWindow.postMessage({ lecternSandbox: 'init', config }, origin, [channel.port2]);
      this._resolveConnected();
    }

    _received(message) {
      if (message.kind === 'reply') {
        const resolve = this._calls.get(message.id);
        this._calls.delete(message.id);
        if (resolve) resolve(message.result);
      } else if (message.kind === 'resize') {
        place(this._iframe, { height: `${message.height}px` });
      } else if (message.kind === 'event') {
        this._classes(message);
        this._emit(message.name, message.detail);
      }
    }

    _classes({ name, detail }) {
      const list = this._container.classList;
      if (name === 'focus') list.add('StripeElement--focus');
      if (name === 'blur') list.remove('StripeElement--focus');
      if (name === 'change') {
        list.toggle('StripeElement--empty', Boolean(detail.empty));
        list.toggle('StripeElement--complete', Boolean(detail.complete));
        list.toggle('StripeElement--invalid', Boolean(detail.error));
      }
    }

    async _call(method, args) {
      await this._connected;
      return new Promise((resolve) => {
        const id = this._nextCall++;
        this._calls.set(id, resolve);
        this._port.postMessage({ kind: 'call', id, method, args: args || {} });
      });
    }

    _emit(name, detail) {
      (this._handlers[name] || []).slice().forEach((handler) => handler(name === 'ready' ? { elementType: this._type } : detail || {}));
    }

    on(name, handler) {
      (this._handlers[name] = this._handlers[name] || []).push(handler);
      return this;
    }

    once(name, handler) {
      const wrapped = (detail) => {
        this.off(name, wrapped);
        handler(detail);
      };
      return this.on(name, wrapped);
    }

    off(name, handler) {
      this._handlers[name] = handler ? (this._handlers[name] || []).filter((one) => one !== handler) : [];
      return this;
    }

    update(options) {
      Object.assign(this._options, options);
      this._call('update', { options: JSON.parse(JSON.stringify(this._options)), appearance: this._shared.appearance || {} });
    }

    focus() { this._call('focus'); }
    blur() { this._call('blur'); }
    clear() { this._call('clear'); }
    collapse() { return this; }

    unmount() {
      if (this._port) this._port.close();
      if (this._container) {
        this._container.replaceChildren();
        this._container.classList.remove('StripeElement', 'StripeElement--focus', 'StripeElement--invalid', 'StripeElement--complete', 'StripeElement--empty');
      }
      this._port = this._iframe = this._container = null;
      this._connected = new Promise((resolve) => (this._resolveConnected = resolve));
      return this;
    }

    destroy() {
      this.unmount();
      this._destroyed = true;
      this._shared.forget(this);
    }
  }

  /** A group of elements that share a client secret and an appearance. */
  class Elements {
    constructor(key, options) {
      this._options = options || {};
      this._list = [];
      this._shared = {
        key,
        appearance: this._options.appearance,
        locale: this._options.locale,
        clientSecret: this._options.clientSecret,
        methodTypes: this._options.paymentMethodTypes,
        forget: (element) => (this._list = this._list.filter((one) => one !== element)),
      };
    }

    create(type, options) {
      if (type !== 'payment' && type !== 'card') throw new IntegrationError(`The sandbox has no "${type}" Element; it has "payment" and "card".`);
      if (this.getElement(type)) throw new IntegrationError(`Can only create one Element of type ${type} through this Elements.`);
      const element = new Element(type, options, this._shared);
      this._list.push(element);
      return element;
    }

    getElement(type) {
      return this._list.find((one) => one._type === type) || null;
    }

    update(options) {
      Object.assign(this._options, options);
      this._shared.appearance = this._options.appearance;
      this._list.forEach((element) => element.update({}));
    }

    async submit() {
      const element = this.getElement('payment');
      if (!element) throw new IntegrationError('elements.submit(): create and mount a Payment Element first.');
      const { error, selected } = await element._call('validate');
      return error ? { error } : { selectedPaymentMethod: selected };
    }

    async fetchUpdates() {
      return {};
    }
  }

  /** Shows the bank's page over everything until the customer is done with it. */
  function challenge(url) {
    return new Promise((resolve) => {
      const target = new URL(url);
      if (target.origin !== origin) throw new IntegrationError('A 3-D Secure page of another origin than this script.');
      const overlay = document.createElement('div');
      place(overlay, { position: 'fixed', inset: '0', 'z-index': '2147483647', margin: '0', padding: '0', display: 'block' });
      const iframe = frame(target.href, '3D Secure 2 authentication');
      place(iframe, { position: 'absolute', inset: '0', width: '100%', height: '100%', border: 'none', background: 'transparent', 'color-scheme': 'light only' });
      overlay.appendChild(iframe);
      const overflow = document.body.style.overflow;
      const received = (event) => {
        if (event.origin !== origin || event.source !== iframe.contentWindow || !event.data || event.data.lecternSandbox !== 'challenge') return;
        window.removeEventListener('message', received);
        overlay.remove();
        document.body.style.overflow = overflow;
        resolve();
      };
      window.addEventListener('message', received);
      document.body.style.overflow = 'hidden';
      document.body.appendChild(overlay);
      iframe.focus();
    });
  }

  class StripeInstance {
    constructor(key, options) {
      if (typeof key !== 'string' || !key.startsWith('pk_')) {
        throw new IntegrationError('Please call Stripe() with your publishable key. You used a value that is not one.');
      }
      this._key = key;
      this._options = options || {};
    }

    elements(options) {
      return new Elements(this._key, { locale: this._options.locale, ...(options || {}) });
    }

    async retrievePaymentIntent(clientSecret) {
      intentOf(clientSecret, 'pi');
      return this._retrieve(clientSecret);
    }

    async retrieveSetupIntent(clientSecret) {
      intentOf(clientSecret, 'seti');
      return this._retrieve(clientSecret);
    }

    async _retrieve(clientSecret) {
      const { id, kind } = intentOf(clientSecret);
      const { object, error } = await api(this._key, 'GET', `${kind.path}/${id}`, { client_secret: clientSecret });
      return error ? { error } : { [kind.name]: object };
    }

    async createPaymentMethod(data) {
      const elements = data.elements;
      const element = elements ? elements.getElement('payment') || elements.getElement('card') : data.card;
      const billing = (data.params && data.params.billing_details) || data.billing_details;
      if (element instanceof Element) return element._call('createPaymentMethod', { billing_details: billing });
      const { object, error } = await api(this._key, 'POST', 'payment_methods', data);
      return error ? { error } : { paymentMethod: object };
    }

    async handleNextAction({ clientSecret }) {
      const found = await this._retrieve(clientSecret);
      return found.error ? found : this._act(found);
    }

    async handleCardAction(clientSecret) {
      return this.handleNextAction({ clientSecret });
    }

    async confirmPayment(options) {
      return this._confirmElements('confirmPayment', 'pi', options);
    }

    async confirmSetup(options) {
      return this._confirmElements('confirmSetup', 'seti', options);
    }

    async _confirmElements(caller, prefix, options) {
      const { elements, confirmParams = {}, redirect = 'always' } = options;
      const clientSecret = options.clientSecret || (elements && elements._options.clientSecret);
      if (!clientSecret) throw new IntegrationError(`${caller}(): the clientSecret parameter is required.`);
      intentOf(clientSecret, prefix);
      if (redirect !== 'if_required' && !confirmParams.return_url) {
        throw new IntegrationError(`${caller}(): the \`confirmParams.return_url\` parameter is required unless \`redirect\` is "if_required".`);
      }
      let result;
      if (elements) {
        const element = elements.getElement('payment') || elements.getElement('card');
        if (!element) throw new IntegrationError(`${caller}(): create and mount an Element first.`);
        result = await element._call('confirm', { clientSecret, params: confirmParams });
      } else {
        result = await this._confirm(clientSecret, confirmParams);
      }
      return this._finish(result, redirect === 'if_required' ? null : confirmParams.return_url, clientSecret);
    }

    async confirmCardPayment(clientSecret, data = {}, options = {}) {
      return this._confirmCard('pi', clientSecret, data, options);
    }

    async confirmCardSetup(clientSecret, data = {}, options = {}) {
      return this._confirmCard('seti', clientSecret, data, options);
    }

    async _confirmCard(prefix, clientSecret, data, options) {
      intentOf(clientSecret, prefix);
      const { payment_method: method, ...rest } = data;
      let result;
      if (method && method.card instanceof Element) {
        const params = { ...rest, payment_method_data: { billing_details: method.billing_details } };
        result = await method.card._call('confirm', { clientSecret, params });
      } else {
        const params = typeof method === 'object' ? { ...rest, payment_method_data: { type: 'card', ...method } } : { ...rest, payment_method: method };
        result = await this._confirm(clientSecret, params);
      }
      if (result.error || options.handleActions === false) return result;
      return this._act(result);
    }

    async _confirm(clientSecret, params) {
      const { id, kind } = intentOf(clientSecret);
      const { object, error } = await api(this._key, 'POST', `${kind.path}/${id}/confirm`, { ...params, use_stripe_sdk: true, client_secret: clientSecret });
      return error ? { error } : { [kind.name]: object };
    }

    async _finish(result, returnUrl, clientSecret) {
      if (result.error) return result;
      const acted = await this._act(result);
      if (acted.error || !returnUrl) return acted;
      const { id, kind } = intentOf(clientSecret);
      const url = new URL(returnUrl);
      url.searchParams.set(kind.key, id);
      url.searchParams.set(`${kind.key}_client_secret`, clientSecret);
      url.searchParams.set('redirect_status', acted[kind.name].status === 'succeeded' ? 'succeeded' : 'pending');
      window.location.assign(url.href);
      return new Promise(() => {}); // the page goes away; nothing may run on as if it stayed
    }

    /** Does what the intent asks of the customer, and returns how it ended. */
    async _act(result) {
      const intent = result.paymentIntent || result.setupIntent;
      const action = intent.next_action;
      if (intent.status !== 'requires_action' || !action || action.type === 'display_bank_transfer_instructions') return result;
      if (action.type === 'redirect_to_url') {
        window.location.assign(action.redirect_to_url.url);
        return new Promise(() => {});
      }
      await challenge(action.use_stripe_sdk.stripe_js);
      const { kind } = intentOf(intent.client_secret);
      const after = await this._retrieve(intent.client_secret);
      const failure = after[kind.name] && after[kind.name][kind.error];
      return failure ? { error: { ...failure, [kind.key]: after[kind.name] } } : after;
    }
  }

  window.Stripe = function Stripe(key, options) {
    return new StripeInstance(key, options);
  };
  window.Stripe.version = 3;
})();

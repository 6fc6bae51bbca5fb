// The page of a shop, as it would be written against Stripe.js.
'use strict';
const query = new URLSearchParams(location.search);
const clientSecret = query.get('secret');
const type = query.get('type') || 'payment';
const dark = query.has('dark');
document.body.classList.toggle('dark', dark);
document.body.classList.toggle('cardpage', type === 'card');
const stripe = Stripe('pk_test_lectern');
const appearance = { theme: dark ? 'night' : 'stripe', variables: { colorPrimary: dark ? '#2dd4bf' : '#0f766e', borderRadius: '8px', ...(dark ? { colorBackground: '#262d36' } : {}) } };
// With a mode, the way of Stripe's "deferred" integration: the intent's secret comes into play when it is confirmed.
const mode = query.get('mode');
const elements = stripe.elements(mode ? { mode, currency: 'usd', ...(mode === 'payment' ? { amount: 4999 } : {}), appearance } : { clientSecret, appearance });
const element = elements.create(type);
const changes = [];
window.test = { stripe, elements, element, changes, messages: [] };
window.addEventListener('message', (event) => window.test.messages.push({ origin: event.origin, data: JSON.stringify(event.data) }));
window.addEventListener('securitypolicyviolation', (event) => window.test.messages.push({ violation: event.violatedDirective, blocked: event.blockedURI }));
const pay = document.getElementById('pay');
element.on('ready', () => (pay.disabled = false));
element.on('change', (event) => changes.push(event));
element.mount('#element');
pay.addEventListener('click', async () => {
  pay.disabled = true;
  document.getElementById('message').textContent = '';
  const setup = clientSecret.startsWith('seti_');
  const confirmed = { elements, ...(mode ? { clientSecret } : {}), confirmParams: { return_url: `${location.origin}/done` }, redirect: query.get('redirect') || 'if_required' };
  let result = mode ? await elements.submit() : {};
  if (!result.error && type === 'card') {
    const methods = { payment_method: { card: element, billing_details: { name: 'Jenny Rosen' } } };
    result = await (setup ? stripe.confirmCardSetup(clientSecret, methods) : stripe.confirmCardPayment(clientSecret, methods));
  } else if (!result.error) {
    result = await (setup ? stripe.confirmSetup(confirmed) : stripe.confirmPayment(confirmed));
  }
  pay.disabled = false;
  if (result.error) document.getElementById('message').textContent = result.error.message;
  document.getElementById('result').textContent = JSON.stringify(result);
});

"use strict";
// The page never decides that a payment succeeded: it reports for display, and asks the server what was settled.
(() => {
  const byId = (id) => document.getElementById(id);
  const config = JSON.parse(byId("config").textContent);
  // Lectern's window says which colours it has; an ordinary browser knows itself.
  const theme = new URLSearchParams(window.location.search).get("theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  const dark = theme ? theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  const isSetup = config.mode === "setup";
  let bridge = null;
  const waiting = [];

  function report(state, message) {
    if (bridge) bridge.reported(state, message || "");
    else waiting.push([state, message || ""]);
  }

  // In Lectern's own view a bridge is waiting or about to come; in an ordinary browser there is none.
  function connectBridge() {
    const take = () => {
      bridge = window.lecternBridge;
      for (const [state, message] of waiting.splice(0)) bridge.reported(state, message);
    };
    if (window.lecternBridge) take();
    else document.addEventListener("lecternbridge", take, { once: true });
  }

  function notice(text, kind) {
    byId("form").hidden = true;
    const box = byId("notice");
    box.hidden = false;
    box.className = "notice " + (kind || "");
    byId("notice-text").textContent = text;
  }

  function showForm() {
    byId("notice").hidden = true;
    byId("form").hidden = false;
  }

  function fail(message) {
    const line = byId("error");
    line.textContent = message;
    line.hidden = !message;
  }

  function amountText() {
    const digits = (config.amount.split(".")[1] || "").length;
    return new Intl.NumberFormat(undefined, { style: "currency", currency: config.currency, minimumFractionDigits: digits })
      .format(Number(config.amount));
  }

  // What is said when it is paid depends on what was bought.
  const words = {
    booking: { paid: "This session is paid.", settled: "Your payment has arrived. Lectern shows your session." },
    bundle: { paid: "This is paid. The courses are yours.", settled: "Your payment has arrived. Lectern shows your courses." },
    top_up: { paid: "This is paid. The money is in your wallet.", settled: "The money is in your wallet. You can close this page." },
  }[config.kind] || { paid: "This course is paid. You are in.", settled: "You are in. You can close this page and start learning." };

  async function waitForSettlement() {
    notice("Payment received. One moment…", "busy");
    for (let pause = 700; ; pause = Math.min(pause * 1.5, 5000)) {
      try {
        const answer = await fetch(config.statusUrl, { headers: { Accept: "application/json" } });
        if (answer.status === 403) return notice("Your payment is received. Lectern shows when it has arrived.", "done");
        const state = answer.ok ? (await answer.json()).state : "";
        if (state === "succeeded") {
          notice(words.settled, "done");
          report("settled", "");
          return;
        }
        if (state === "refunded" || state === "partially_refunded") return notice("This payment was given back to you. Lectern shows why.", "done");
      } catch (error) {
        // Offline for a moment: the payment is safe, ask again.
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  // A method is kept for later; nothing is charged.
  function saved() {
    notice("It is kept for your next payments. You can go back now.", "done");
    report("saved", "");
  }

  function finished(intent) {
    if (isSetup && intent.status === "succeeded") return saved();
    report(intent.status, "");
    if (intent.status === "succeeded") return waitForSettlement();
    if (intent.status === "processing") {
      notice("Your bank is working on it. Lectern tells you when it is done.", "busy");
      return undefined;
    }
    showForm();
    fail("The payment is not complete yet. Try again.");
    return undefined;
  }

  const chosen = () => document.querySelector("#kept input:checked")?.value || "";
  let isPaying = false;
  let isReady = false; // the payment form

  function showButton() {
    byId("pay").disabled = isPaying || (!chosen() && !isReady);
    byId("pay").classList.toggle("busy", isPaying);
    byId("kept").disabled = isPaying;
    byId("keep").hidden = !config.mayKeep || !!chosen() || !isReady;
    byId("keep-box").disabled = isPaying;
  }

  // What is typed is kept where that was asked for; the gateway's intent has to know before it is paid. Always said: another
  // window of the same payment may have said something else. Answers why it cannot be paid so; nothing: it can.
  let wasTicked = !!config.keeps;
  async function noteKeeping(elements) {
    const wanted = byId("keep-box").checked;
    if (!config.mayKeep || chosen()) return "";
    wasTicked = wasTicked || wanted;
    const failed = "It could not be noted whether to keep it. Nothing was charged; try again.";
    try {
      const answer = await fetch(config.keepUrl, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ keep: wanted }) });
      if (answer.status === 403 && !wasTicked) return ""; // the page is old, and nobody wanted anything
      if (answer.status === 403 || answer.status === 409) return (await answer.json()).detail || failed;
      if (!answer.ok) return failed;
      const updated = await elements.fetchUpdates();
      return updated && updated.error ? failed : "";
    } catch (problem) {
      return failed;
    }
  }

  // The payment form is only made when it is wanted: whoever pays with a kept card never loads it.
  function formOf(stripe) {
    let elements = null;
    return {
      get elements() { return elements; },
      show() {
        byId("element").hidden = false;
        if (elements) return;
        elements = stripe.elements({
          clientSecret: config.clientSecret,
          appearance: {
            theme: dark ? "night" : "stripe",
            variables: {
              colorPrimary: dark ? "#2DD4BF" : "#0F766E", colorBackground: dark ? "#1C2127" : "#FFFFFF",
              colorText: dark ? "#E8E6E1" : "#1B1F24", borderRadius: "8px", fontFamily: "Inter, system-ui, sans-serif",
            },
          },
        });
        const element = elements.create("payment");
        element.on("ready", () => { isReady = true; showButton(); report("ready", ""); });
        element.on("loaderror", (event) => {
          const message = (event.error && event.error.message) || "The payment form could not be loaded.";
          if (byId("kept").hidden) notice(message, "failed");
          else if (!isPaying && !chosen()) fail(message); // the kept cards go on
        });
        element.mount("#element");
      },
      hide() { byId("element").hidden = true; },
    };
  }

  // What was kept before can pay with one click; the last choice is something new.
  function offerKept(kept, form) {
    const choose = (id) => {
      fail("");
      if (id) form.hide();
      else form.show();
      showButton();
    };
    for (const one of [...kept, { id: "", label: "Another card or account", expires: "" }]) {
      const label = document.createElement("label");
      const radio = document.createElement("input");
      radio.type = "radio";
      radio.name = "kept";
      radio.value = one.id;
      radio.checked = one === kept[0];
      radio.addEventListener("change", () => choose(one.id));
      const name = document.createElement("span");
      name.textContent = one.label;
      const expires = document.createElement("span");
      expires.className = "expires";
      expires.textContent = one.expires;
      label.append(radio, name, expires);
      byId("kept").append(label);
    }
    byId("kept").hidden = false;
    choose(kept[0].id);
    report("ready", "");
  }

  // What Stripe.js throws is no answer of a bank: nothing is known to be charged, and it can be tried again.
  async function confirm(stripe, elements) {
    const request = chosen()
      ? { clientSecret: config.clientSecret, redirect: "if_required", confirmParams: { payment_method: chosen(), return_url: window.location.href } }
      : { elements, redirect: "if_required", confirmParams: { return_url: window.location.href } };
    try {
      return isSetup ? await stripe.confirmSetup(request) : await stripe.confirmPayment(request);
    } catch (problem) {
      return { error: { type: "client", message: "That did not work. Try again, or open this page anew." } };
    }
  }

  async function pay(stripe, elements) {
    isPaying = true;
    showButton();
    fail("");
    report("paying", "");
    const refusal = await noteKeeping(elements);
    const answer = refusal ? { error: { type: "client", message: refusal } } : await confirm(stripe, elements);
    const error = answer.error;
    isPaying = false;
    showButton();
    if (error) {
      const isDeclined = error.type !== "validation_error" && error.type !== "client";
      if (error.type !== "validation_error") fail(error.message);
      report(isDeclined ? "declined" : "editing", isDeclined ? error.message : "");
      return;
    }
    finished(isSetup ? answer.setupIntent : answer.paymentIntent);
  }

  async function start() {
    connectBridge();
    byId("course").textContent = config.course;
    byId("amount").textContent = isSetup ? config.promise : amountText();
    byId("amount").className = isSetup ? "promise" : "amount";
    byId("pay").textContent = isSetup ? "Save it" : "Pay " + amountText();
    if (config.state === "refunded" || config.state === "partially_refunded") return notice("This payment was given back to you. Lectern shows why.", "done");
    if (config.state === "succeeded") return notice(words.paid, "done");
    if (!window.Stripe) {
      report("error", "The payment form could not be loaded.");
      return notice("The payment form could not be loaded. Check your connection and open this page again.", "failed");
    }
    const stripe = window.Stripe(config.publishableKey);
    const current = isSetup ? await stripe.retrieveSetupIntent(config.clientSecret) : await stripe.retrievePaymentIntent(config.clientSecret);
    const intent = isSetup ? current.setupIntent : current.paymentIntent;
    if (intent && (intent.status === "succeeded" || intent.status === "processing")) return finished(intent);
    if (intent && intent.status === "canceled") return notice(isSetup ? "This link has ended. Begin again in Lectern." : "This payment has ended. Go back to the course and enroll again.", "failed");
    byId("keep-box").checked = wasTicked;
    const form = formOf(stripe);
    const kept = config.kept || [];
    showForm();
    if (kept.length > 0) offerKept(kept, form);
    else form.show();
    byId("form").addEventListener("submit", (event) => { event.preventDefault(); if (!byId("pay").disabled) pay(stripe, form.elements); });
    return undefined;
  }

  start().catch((error) => {
    report("error", String(error));
    notice("Something went wrong while loading the payment form. Nothing was charged; open this page again.", "failed");
  });
})();

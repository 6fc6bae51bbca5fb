#include "sandbox/checkout/page.h"

#include "sandbox/billing/invoices.h"
#include "sandbox/checkout/sessions.h"
#include "sandbox/core/form.h"
#include "sandbox/core/json.h"
#include "sandbox/payments/intents.h"
#include "sandbox/sandbox.h"

#include <QFile>
#include <QJsonDocument>

namespace lectern::sandbox {

namespace {

http::Response page(const QString& name)
{
    QFile file(u":/sandbox/js/"_s + name);
    const QByteArray html = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    http::Response response = http::Response::text(200, html, "text/html; charset=utf-8");
    response.with("Content-Security-Policy",
                  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                  "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    response.with("Cache-Control", "no-store").with("Referrer-Policy", "no-referrer");
    response.with("X-Content-Type-Options", "nosniff");
    return response;
}

http::Response json(int status, const QJsonObject& object)
{
    http::Response response = http::Response::json(status, QJsonDocument(object).toJson(QJsonDocument::Compact));
    response.with("Cache-Control", "no-store");
    return response;
}

QString knownEmail(const Sandbox& sandbox, const QJsonObject& session)
{
    const QJsonObject* customer = sandbox.store.customers.find(session.value("customer"_L1).toString());
    const QString email = customer ? customer->value("email"_L1).toString() : QString();
    return email.isEmpty() ? session.value("customer_email"_L1).toString() : email;
}

/// What the page shows: nothing that the customer may not see.
QJsonObject viewOf(const Sandbox& sandbox, const QJsonObject& session)
{
    QJsonArray items;
    for (const QJsonValue& item : checkoutItems(sandbox, session.value("id"_L1).toString()))
        items.append(QJsonObject{{u"description"_s, item["description"_L1]},
                                 {u"quantity"_s, item["quantity"_L1]},
                                 {u"amount"_s, item["amount_total"_L1]},
                                 {u"recurring"_s, item["price"_L1]["recurring"_L1]}});
    QJsonObject view{{u"items"_s, items},
                     {u"email"_s, nullIfEmpty(knownEmail(sandbox, session))},
                     {u"client_secret"_s, nullIfEmpty(checkoutSecret(sandbox, session))}};
    for (const QLatin1StringView key : {"id"_L1, "amount_total"_L1, "cancel_url"_L1, "currency"_L1, "mode"_L1,
                                        "payment_method_types"_L1, "status"_L1, "submit_type"_L1})
        view.insert(key, session.value(key));
    const QJsonObject* plan = sandbox.store.checkoutPlans.find(session.value("id"_L1).toString());
    view["trial_days"_L1] = plan ? plan->value("trial_days"_L1) : QJsonValue();
    const QJsonObject* intent = sandbox.store.paymentIntents.find(session.value("payment_intent"_L1).toString());
    const QJsonValue action = intent ? intent->value("next_action"_L1) : QJsonValue();
    view["transfer"_L1] = action["display_bank_transfer_instructions"_L1].toObject();
    if (session.value("status"_L1).toString() == "complete"_L1) view["return_url"_L1] = checkoutReturn(session);
    return view;
}

http::Response submit(Sandbox& sandbox, const QString& id, const QByteArray& body)
{
    const Expected<QJsonObject> form = decodeForm(body);
    if (!form) return json(400, form.error().toJson({}));
    const Answer answer = submitCheckout(
        sandbox, id, {form->value("payment_method"_L1).toString(), form->value("email"_L1).toString().trimmed()});
    if (answer) return json(200, viewOf(sandbox, *answer));
    // The decline for the customer: without the intent, which is the shop's.
    const ApiError& error = answer.error();
    return json(error.status, {{u"error"_s, QJsonObject{{u"code"_s, error.code}, {u"message"_s, error.message}}}});
}

QJsonObject viewOfInvoice(const Sandbox& sandbox, const QJsonObject& invoice)
{
    QJsonArray lines;
    for (const QJsonValue& line : invoice.value("lines"_L1)["data"_L1].toArray())
        lines.append(QJsonObject{{u"description"_s, line["description"_L1]}, {u"amount"_s, line["amount"_L1]}});
    QJsonObject view{{u"lines"_s, lines}};
    for (const QLatin1StringView key :
         {"amount_due"_L1, "amount_remaining"_L1, "currency"_L1, "number"_L1, "status"_L1})
        view.insert(key, invoice.value(key));
    const QJsonObject* intent =
        sandbox.store.paymentIntents.find(intentOfInvoice(sandbox, invoice.value("id"_L1).toString()));
    const bool payable = intent && invoice.value("status"_L1).toString() == "open"_L1 && isConfirmable(*intent);
    view["client_secret"_L1] = payable ? intent->value("client_secret"_L1) : QJsonValue(QJsonValue::Null);
    return view;
}

} // namespace

http::Response invoicePage(Sandbox& sandbox, const http::Request& request)
{
    const QStringList parts = request.path.split(u'/'); // "", "i", id, what
    const QJsonObject* invoice = sandbox.store.invoices.find(parts.value(2));
    const QString what = parts.value(3);
    if (request.method == "GET" && what.isEmpty()) return page(u"invoice.html"_s);
    if (request.method == "GET" && what == "invoice"_L1 && invoice && !invoice->value("number"_L1).isNull())
        return json(200, viewOfInvoice(sandbox, *invoice));
    return json(404, {{u"error"_s, QJsonObject{{u"message"_s, u"There is no such invoice."_s}}}});
}

http::Response checkoutPage(Sandbox& sandbox, const http::Request& request)
{
    const QStringList parts = request.path.split(u'/'); // "", "c", "pay", id, what
    const QString id = parts.value(3);
    const QString what = parts.value(4);
    const QJsonObject* session = sandbox.store.checkoutSessions.find(id);
    if (request.method == "GET" && what.isEmpty())
        return page(u"checkout.html"_s); // the page itself says that a session is unknown
    if (!session) return json(404, {{u"error"_s, QJsonObject{{u"message"_s, u"There is no such payment page."_s}}}});
    if (request.method == "GET" && what == "session"_L1) return json(200, viewOf(sandbox, *session));
    if (request.method == "POST" && what == "pay"_L1) return submit(sandbox, id, request.body);
    return json(404, {{u"error"_s, QJsonObject{{u"message"_s, u"There is no such page."_s}}}});
}

} // namespace lectern::sandbox

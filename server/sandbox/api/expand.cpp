#include "sandbox/api/expand.h"

#include "sandbox/core/json.h"
#include "sandbox/core/store.h"

#include <QHash>

namespace lectern::sandbox {

namespace {

/// The fields that Stripe lets one expand, by object type.
bool expandable(const QString& type, const QString& field)
{
    static const QHash<QString, QStringList> fields{
        {u"payment_intent"_s,
         {u"application"_s, u"customer"_s, u"latest_charge"_s, u"on_behalf_of"_s, u"payment_method"_s,
          u"payment_record"_s, u"review"_s, u"source"_s}},
        {u"setup_intent"_s,
         {u"application"_s, u"customer"_s, u"latest_attempt"_s, u"mandate"_s, u"on_behalf_of"_s, u"payment_method"_s,
          u"single_use_mandate"_s}},
        {u"subscription"_s,
         {u"customer"_s, u"default_payment_method"_s, u"latest_invoice"_s, u"pending_setup_intent"_s, u"schedule"_s}},
        {u"invoice"_s, {u"customer"_s, u"default_payment_method"_s, u"confirmation_secret"_s, u"payments"_s}},
        {u"invoice.parent.subscription_details"_s, {u"subscription"_s}},
        {u"line_item"_s, {u"subscription"_s}},
        {u"line_item.pricing.price_details"_s, {u"price"_s}},
        {u"invoice_payment"_s, {u"invoice"_s}},
        {u"invoice_payment.payment"_s, {u"payment_intent"_s, u"charge"_s}},
        {u"mandate"_s, {u"payment_method"_s}},
        {u"customer_cash_balance_transaction"_s, {u"customer"_s}},
        {u"customer_cash_balance_transaction.applied_to_payment"_s, {u"payment_intent"_s}},
        {u"customer_cash_balance_transaction.unapplied_from_payment"_s, {u"payment_intent"_s}},
        {u"customer_cash_balance_transaction.refunded_from_payment"_s, {u"refund"_s}},
        {u"product"_s, {u"default_price"_s, u"tax_code"_s}},
        {u"price"_s, {u"product"_s}},
        {u"checkout.session"_s,
         {u"customer"_s, u"invoice"_s, u"payment_intent"_s, u"payment_link"_s, u"setup_intent"_s, u"subscription"_s}},
        {u"charge"_s,
         {u"application"_s, u"application_fee"_s, u"balance_transaction"_s, u"customer"_s,
          u"failure_balance_transaction"_s, u"on_behalf_of"_s, u"payment_intent"_s, u"review"_s, u"source_transfer"_s,
          u"transfer"_s}},
        {u"refund"_s,
         {u"balance_transaction"_s, u"charge"_s, u"customer"_s, u"failure_balance_transaction"_s, u"payment_intent"_s,
          u"payment_method"_s, u"source_transfer_reversal"_s, u"transfer_reversal"_s}},
        {u"payment_method"_s, {u"customer"_s}},
        {u"balance_transaction"_s, {u"source"_s}},
        {u"dispute"_s, {u"charge"_s, u"payment_intent"_s}},
        {u"dispute.evidence"_s,
         {u"cancellation_policy"_s, u"customer_communication"_s, u"customer_signature"_s,
          u"duplicate_charge_documentation"_s, u"receipt"_s, u"refund_policy"_s, u"service_documentation"_s,
          u"shipping_documentation"_s, u"uncategorized_file"_s}},
        {u"radar.early_fraud_warning"_s, {u"charge"_s, u"payment_intent"_s}},
        {u"transfer"_s,
         {u"balance_transaction"_s, u"destination"_s, u"destination_payment"_s, u"source_transaction"_s}},
        {u"transfer_reversal"_s,
         {u"balance_transaction"_s, u"destination_payment_refund"_s, u"source_refund"_s, u"transfer"_s}},
        {u"capability"_s, {u"account"_s}},
        {u"payout"_s,
         {u"application_fee"_s, u"balance_transaction"_s, u"destination"_s, u"failure_balance_transaction"_s,
          u"original_payout"_s, u"reversed_by"_s}},
        {u"customer"_s, {u"default_source"_s, u"test_clock"_s}},
        {u"customer.invoice_settings"_s, {u"default_payment_method"_s}},
    };
    return fields.value(type).contains(field);
}

ApiError cannotExpand(const QString& path)
{
    return invalidRequest(u"This property cannot be expanded (%1)."_s.arg(path), u"expand"_s);
}

class Expansion
{
public:
    Expansion(const Store& store, const QStringList& path)
        : m_store(store)
        , m_path(path)
    {
    }

    Refusal apply(QJsonObject& object, qsizetype depth, const QString& type)
    {
        if (depth == m_path.size()) return {};
        const QString key = m_path.at(depth);
        QJsonValue value = object.value(key);
        if (type == "list"_L1 && key == "data"_L1) return applyToArray(object, value.toArray(), depth);
        if (type == "charge"_L1 && key == "refunds"_L1) {
            if (!value.isObject()) object.insert(key, refundsOf(object.value("id"_L1).toString()));
            QJsonObject refunds = object.value(key).toObject();
            Refusal refusal = apply(refunds, depth + 1, u"list"_s);
            object.insert(key, refunds);
            return refusal;
        }
        if (type == "invoice"_L1 && key == "payments"_L1) value = paymentsOf(object);
        if (type == "invoice"_L1 && key == "confirmation_secret"_L1) return addSecret(object);
        if (type == "checkout.session"_L1 && key == "line_items"_L1) value = lineItemsOf(object);
        if (value.isString() || value.isNull()) {
            if (!expandable(type, key)) return cannotExpand(m_path.join(u'.'));
            const QJsonObject* target = m_store.findAny(value.toString());
            if (!target) return {}; // null, or an object outside of the sandbox
            value = *target;
        }
        if (!value.isObject()) return cannotExpand(m_path.join(u'.'));
        QJsonObject inner = value.toObject();
        const QString innerType = inner.value("object"_L1).toString(type + u'.' + key);
        Refusal refusal = apply(inner, depth + 1, innerType);
        object.insert(key, inner);
        return refusal;
    }

private:
    Refusal applyToArray(QJsonObject& list, const QJsonArray& data, qsizetype depth)
    {
        QJsonArray expanded;
        for (const QJsonValue& entry : data) {
            QJsonObject object = entry.toObject();
            if (Refusal refusal = apply(object, depth + 1, object.value("object"_L1).toString())) return refusal;
            expanded.append(object);
        }
        list.insert("data"_L1, expanded);
        return {};
    }

    QJsonObject paymentsOf(const QJsonObject& invoice) const
    {
        QJsonArray data;
        for (const QJsonObject& payment : m_store.invoicePayments.all(u"invoice"_s, invoice.value("id"_L1).toString()))
            data.prepend(payment);
        return listObject(data, u"/v1/invoice_payments"_s, false);
    }

    /// What a browser needs to pay the invoice; null when there is nothing to pay.
    Refusal addSecret(QJsonObject& invoice) const
    {
        const QString id = invoice.value("id"_L1).toString();
        const QList<QJsonObject> links = m_store.intentInvoices.all(u"invoice"_s, id);
        const QJsonObject* intent =
            links.isEmpty() ? nullptr : m_store.paymentIntents.find(links.last().value("id"_L1).toString());
        invoice.insert("confirmation_secret"_L1,
                       intent ? QJsonValue(QJsonObject{{u"client_secret"_s, intent->value("client_secret"_L1)},
                                                       {u"type"_s, u"payment_intent"_s}})
                              : QJsonValue(QJsonValue::Null));
        return {};
    }

    QJsonObject lineItemsOf(const QJsonObject& session) const
    {
        const QString id = session.value("id"_L1).toString();
        const QJsonObject* plan = m_store.checkoutPlans.find(id);
        const QJsonArray items = plan ? plan->value("items"_L1).toArray() : QJsonArray();
        return listObject(items, u"/v1/checkout/sessions/"_s + id + u"/line_items"_s, false);
    }

    QJsonObject refundsOf(const QString& charge) const
    {
        Collection::Query query;
        query.field = u"charge"_s;
        query.value = charge;
        const Collection::Page page = m_store.refunds.page(query);
        QJsonArray data;
        for (const QJsonObject& refund : page.objects)
            data.append(refund);
        return listObject(data, u"/v1/charges/"_s + charge + u"/refunds"_s, page.hasMore);
    }

    const Store& m_store;
    QStringList m_path;
};

} // namespace

Refusal expand(const Store& store, QJsonObject& object, const QJsonArray& paths)
{
    for (const QJsonValue& path : paths) {
        const QStringList parts = path.toString().split(u'.');
        if (parts.size() - (parts.first() == "data"_L1 ? 1 : 0) > 4)
            return invalidRequest(
                u"You cannot expand more than 4 levels of a property. Property: %1"_s.arg(path.toString()), u"expand"_s,
                u"property_expansion_max_depth"_s);
        if (Refusal refusal = Expansion(store, parts).apply(object, 0, object.value("object"_L1).toString()))
            return refusal;
    }
    return {};
}

} // namespace lectern::sandbox

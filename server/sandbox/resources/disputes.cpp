#include "sandbox/payments/disputes.h"
#include "sandbox/api/router.h"
#include "sandbox/resources/resources.h"
#include "sandbox/sandbox.h"

namespace lectern::sandbox {

namespace {

constexpr int MaxEvidenceChars = 150'000;
const QStringList FileFields{u"cancellation_policy"_s,
                             u"customer_communication"_s,
                             u"customer_signature"_s,
                             u"duplicate_charge_documentation"_s,
                             u"receipt"_s,
                             u"refund_policy"_s,
                             u"service_documentation"_s,
                             u"shipping_documentation"_s,
                             u"uncategorized_file"_s};

Answer disputeOf(const Call& call)
{
    const QJsonObject* dispute = call.sandbox.store.disputes.find(call.ids.first());
    return dispute ? Answer(*dispute) : Answer(noSuchObject(u"dispute"_s, call.ids.first(), u"dispute"_s));
}

Answer retrieve(Call& call) { return disputeOf(call); }

Answer list(Call& call)
{
    const QString charge = call.text("charge"_L1);
    const QString intent = call.text("payment_intent"_L1);
    if (charge.isEmpty()) return listPage(call, call.sandbox.store.disputes, {u"payment_intent"_s, intent});
    return listPage(call, call.sandbox.store.disputes,
                    {u"charge"_s, charge, [intent](const QJsonObject& dispute) {
                         return intent.isEmpty() || dispute.value("payment_intent"_L1).toString() == intent;
                     }});
}

/// A file field names an uploaded file that is meant for disputes.
Refusal checkFile(const Call& call, const QString& field, const QString& id)
{
    const QString param = u"evidence["_s + field + u']';
    const QJsonObject* file = call.sandbox.store.files.find(id);
    if (!file) return noSuchReference(u"file upload"_s, id, param);
    if (file->value("purpose"_L1).toString() == "dispute_evidence"_L1) return {};
    return invalidRequest(u"The file %1 has the purpose %2; evidence needs dispute_evidence."_s.arg(
                              id, file->value("purpose"_L1).toString()),
                          param);
}

/// Merges the given evidence into the dispute's.
Refusal mergeEvidence(const Call& call, QJsonObject& dispute)
{
    QJsonObject evidence = dispute.value("evidence"_L1).toObject();
    const QJsonObject given = call.params.value("evidence"_L1).toObject();
    for (auto it = given.begin(); it != given.end(); ++it) {
        const QString value = it.value().toString();
        if (!value.isEmpty() && FileFields.contains(it.key())) {
            if (Refusal refusal = checkFile(call, it.key(), value)) return refusal;
        }
        evidence.insert(it.key(), nullIfEmpty(value));
    }
    qsizetype chars = 0;
    bool any = false;
    for (const QJsonValue& value : std::as_const(evidence)) {
        chars += value.toString().size();
        any = any || value.isString();
    }
    if (chars > MaxEvidenceChars)
        return invalidRequest(
            u"The combined character count of all evidence fields is limited to %1."_s.arg(MaxEvidenceChars),
            u"evidence"_s);
    dispute["evidence"_L1] = evidence;
    QJsonObject details = dispute.value("evidence_details"_L1).toObject();
    details["has_evidence"_L1] = any;
    dispute["evidence_details"_L1] = details;
    return {};
}

Answer update(Call& call)
{
    Answer found = disputeOf(call);
    if (!found) return found;
    QJsonObject dispute = *found;
    const bool evidence = call.params.value("evidence"_L1).isObject();
    const bool submit = call.has("submit"_L1) ? call.flag("submit"_L1) : evidence; // sending evidence submits it
    if ((evidence || submit) && isClosed(dispute)) return invalidRequest(u"This dispute is already closed."_s);
    if ((evidence || submit) && !dispute.value("status"_L1).toString().endsWith("needs_response"_L1))
        return invalidRequest(u"Evidence for this dispute was already submitted, and can no longer be changed."_s,
                              u"evidence"_s);
    if (Refusal refusal = mergeEvidence(call, dispute)) return *refusal;
    copyParams(call, dispute, {"intended_submission_method"_L1});
    mergeMetadata(call, dispute);
    if (submit) return submitEvidence(call.sandbox, dispute);
    const QJsonObject changes = previousAttributes(*found, dispute);
    call.sandbox.store.disputes.put(dispute);
    if (!changes.isEmpty()) call.sandbox.events.emitEvent(u"charge.dispute.updated"_s, dispute, changes);
    return dispute;
}

/// Accepts the dispute: it is lost at once.
Answer close(Call& call)
{
    Answer found = disputeOf(call);
    if (!found) return found;
    const QString status = found->value("status"_L1).toString();
    if (status == "needs_response"_L1) return decideDispute(call.sandbox, call.ids.first(), Verdict::Lost);
    return invalidRequest(u"This dispute cannot be closed because it has a status of %1."_s.arg(status), u"dispute"_s);
}

Answer listWarnings(Call& call)
{
    const QString charge = call.text("charge"_L1);
    return listPage(call, call.sandbox.store.fraudWarnings,
                    charge.isEmpty() ? ListQuery{u"payment_intent"_s, call.text("payment_intent"_L1)}
                                     : ListQuery{u"charge"_s, charge});
}

Answer retrieveWarning(Call& call)
{
    const QJsonObject* warning = call.sandbox.store.fraudWarnings.find(call.ids.first());
    return warning ? Answer(*warning)
                   : Answer(noSuchObject(u"early fraud warning"_s, call.ids.first(), u"early_fraud_warning"_s));
}

} // namespace

void addDisputeRoutes(Router& router)
{
    constexpr char updateSchema[] =
        "evidence{access_activity_log:text billing_address:text cancellation_policy:str "
        "cancellation_policy_disclosure:text cancellation_rebuttal:text customer_communication:str "
        "customer_email_address:text customer_name:text customer_purchase_ip:text customer_signature:str "
        "duplicate_charge_documentation:str duplicate_charge_explanation:text duplicate_charge_id:text "
        "product_description:text receipt:str refund_policy:str refund_policy_disclosure:text "
        "refund_refusal_explanation:text service_date:text service_documentation:str shipping_address:text "
        "shipping_carrier:text shipping_date:text shipping_documentation:str shipping_tracking_number:text "
        "uncategorized_file:str uncategorized_text:text} "
        "intended_submission_method:manual|prefer_manual|prefer_smart_disputes|smart_disputes metadata:map "
        "submit:bool";
    router.add({
        {"GET", "/v1/disputes", "@list created:range charge:id payment_intent:id", list},
        {"GET", "/v1/disputes/:id", "", retrieve},
        {"POST", "/v1/disputes/:id", updateSchema, update},
        {"POST", "/v1/disputes/:id/close", "", close},
        {"GET", "/v1/radar/early_fraud_warnings", "@list created:range charge:id payment_intent:id", listWarnings},
        {"GET", "/v1/radar/early_fraud_warnings/:id", "", retrieveWarning},
    });
}

} // namespace lectern::sandbox

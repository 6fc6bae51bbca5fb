#include "usecases/payments/payments.h"
#include "domain/statemachine.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/payments/methods.h"
#include <QCryptographicHash>

namespace lectern::payments {

using store::Row;
using store::Transaction;

Result<Payment> find(const Services& services, const Caller& caller, const PaymentId& id)
{
    return services.database.inTransaction<Payment>([&](Transaction& transaction) -> Result<Payment> {
        const auto row = transaction.one("payments/find_payment", {{"id", id.value}});
        const bool mayRead = row && (isStaff(caller.user->role) || row->id<UserId>("student_id") == caller.user->id);
        if (!mayRead) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such payment."));
        return store::toPayment(*row);
    });
}

Result<Payment> confirm(const Services& services, const Caller& caller, const PaymentId& id)
{
    auto payment = find(services, caller, id);
    if (!payment || states::isTerminal(payment->state) || payment->gatewayId.isEmpty() || !services.gateway) return payment;
    const auto intent = services.gateway->retrieveIntent(payment->gatewayId);
    if (!intent) return intent.error();
    // Succeeded there and not yet here means that its event is on the way.
    payment->state = intent->state == PaymentState::Succeeded ? PaymentState::Processing : intent->state;
    payment->failureMessage = intent->failureMessage;
    return payment;
}

Result<Page<Payment>> list(const Services& services, const std::optional<UserId>& student, const PaymentFilter& filter, const PageRequest& page)
{
    return services.database.inTransaction<Page<Payment>>([&](Transaction& transaction) -> Result<Page<Payment>> {
        const QStringList cursor = store::decodeCursor(page.cursor, 1);
        const int limit = limitOf(page);
        const auto rows = transaction.run(
            "payments/list_payments", {{"student", store::orNull(student)},
                                       {"state", filter.state ? QVariant(toText(*filter.state)) : store::null()},
                                       {"offline", filter.waitingOffline}, {"disputed", filter.disputed}, {"source", filter.source ? QVariant(toText(*filter.source)) : store::null()}, {"standing", filter.standing ? QVariant(toText(*filter.standing)) : store::null()},
                                       {"pattern", filter.text.isEmpty() ? store::null() : store::likePattern(filter.text)},
                                       {"exact", filter.text.trimmed()},
                                       {"from", store::orNull(filter.from)},
                                       {"until", store::orNull(filter.until)},
                                       {"moment", toText(filter.moment)},
                                       {"currency", store::orNull(filter.currency)},
                                       {"course", store::orNull(filter.courseId)},
                                       {"category", store::orNull(filter.categoryId)},
                                       {"teacher", store::orNull(filter.teacherId)},
                                       {"coupon", store::orNull(filter.couponCode)},
                                       {"declined", store::orNull(filter.declineCode)},
                                       {"cursor", cursor.isEmpty() ? store::null() : QVariant(cursor.first())},
                                       {"limit", limit + 1}});
        return store::toPage<Payment>(rows, limit, store::toPayment, [](const Row& row) { return QStringList{row.text("id")}; });
    });
}

QString namedAmount(Transaction& transaction, const Money& amount, const QString& payment)
{
    const auto row = transaction.one("payments/name_payment", {{"id", payment}});
    return row ? QStringList{amountText(amount), row->text("course_title"), row->text("student_name")}.join(QStringLiteral(" · ")) : amountText(amount);
}

namespace {

struct OpenedPage {
    Payment payment;
    bool ofSubscription = false;
    [[nodiscard]] bool mayKeep() const { return payment.method == PaymentMethod::Card && payment.instalments == 0 && !ofSubscription && enrollments::isOpen(payment.state); }
};

Result<OpenedPage> openedPage(const Services& services, const PaymentId& id)
{
    const auto page = services.database.inTransaction<OpenedPage>([&](Transaction& transaction) -> Result<OpenedPage> {
        const auto row = transaction.one("payments/find_payment", {{"id", id.value}});
        if (!row) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such payment."));
        return OpenedPage{store::toPayment(*row), !transaction.one("subscriptions/find_of_payment", {{"payment_id", id.value}})->isNull("subscription_id")};
    });
    if (page && (page->payment.gatewayId.isEmpty() || !services.gateway)) return makeError(ErrorCode::NotFound, QStringLiteral("There is no such payment."));
    return page;
}

} // namespace

Result<CheckoutPageData> checkoutPage(const Services& services, const PaymentId& id)
{
    const auto page = openedPage(services, id);
    if (!page) return page.error();
    const auto intent = services.gateway->retrieveIntent(page->payment.gatewayId);
    if (!intent) return intent.error();
    return CheckoutPageData{page->payment, intent->clientSecret, intent->customerId.isEmpty() ? QList<SavedMethod>() : methods::usableCards(services, page->payment.studentId), page->mayKeep(), intent->keepsMethod};
}

Result<Done> keepMethod(const Services& services, const PaymentId& id, bool keep)
{
    const auto page = openedPage(services, id);
    if (!page) return page.error();
    if (!page->mayKeep()) return makeError(ErrorCode::InvalidState, QStringLiteral("This payment has changed meanwhile. Open it again in Lectern."));
    const auto customer = keep ? methods::customerOf(services, page->payment.studentId) : Result<QString>(QString());
    if (!customer) return customer.error();
    const auto intent = services.gateway->keepMethod(page->payment.gatewayId, *customer, keep);
    return intent ? Result<Done>(Done{}) : Result<Done>(intent.error());
}

namespace {

enum class Taken { Fresh, Again };

struct Key {
    QString user;
    QString route;
    QString key;
    [[nodiscard]] store::Params params() const { return {{"user_id", user}, {"route", route}, {"key", key}}; }
};

/// Takes the key, or says why not; a finished request with a stored answer is `replay`.
Result<Taken> take(Transaction& transaction, const Services& services, const Key& key, const QString& hash, std::optional<StoredAnswer>& replay)
{
    constexpr int kInFlightSeconds = 60;
    const QDateTime now = services.clock.now();
    const QDateTime until = now.addSecs(kInFlightSeconds);
    if (transaction.exec("payments/begin_idempotent", key.params().add("request_hash", hash).add("locked_until", until).add("now", now)) > 0) return Taken::Fresh;
    const auto row = transaction.one("payments/lock_idempotent", key.params());
    if (!row) return makeError(ErrorCode::IdempotencyInFlight, QStringLiteral("Try again in a moment."));
    if (row->text("request_hash") != hash)
        return makeError(ErrorCode::IdempotencyMismatch, QStringLiteral("This Idempotency-Key was used for another request. Use a new one."));
    if (row->isNull("status")) {
        if (row->time("locked_until") > now)
            return makeError(ErrorCode::IdempotencyInFlight, QStringLiteral("This request is being worked on. Wait for its answer."));
        transaction.exec("payments/relock_idempotent", key.params().add("locked_until", until));
        return Taken::Again;
    }
    if (!row->isNull("response")) replay = StoredAnswer{row->small("status"), row->text("response").toUtf8()};
    return Taken::Again;
}

} // namespace

Result<StoredAnswer> withIdempotency(const Services& services, const Caller& caller, const QString& route, const QByteArray& body, Replay mode,
                                     const std::function<Result<StoredAnswer>()>& fn)
{
    if (caller.idempotencyKey.isEmpty() || caller.idempotencyKey.size() > 255)
        return makeError(ErrorCode::IdempotencyMissing, QStringLiteral("Send an Idempotency-Key header of 1 to 255 characters with this request."));
    const Key key{caller.user->id.value, route, caller.idempotencyKey};
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex());
    std::optional<StoredAnswer> replay;
    const auto taken = services.database.inTransaction<Taken>([&](Transaction& transaction) { return take(transaction, services, key, hash, replay); });
    if (!taken) return taken.error();
    if (replay) return *replay;
    auto answer = fn();
    const auto closed = services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        if (!answer) {
            // After an outcome that is not known the key stays taken for its minute: the retry must not run beside the first.
            const ErrorCode code = answer.error().code;
            const bool unknown = code == ErrorCode::Unavailable || code == ErrorCode::Internal || code == ErrorCode::OutcomeUnknown || code == ErrorCode::GatewayDenied;
            if (!unknown || mode == Replay::RunAgain) transaction.exec("payments/drop_idempotent", key.params());
        } else {
            transaction.exec("payments/finish_idempotent",
                             key.params().add("status", answer->status).add("response", mode == Replay::Stored ? QVariant(QString::fromUtf8(answer->body)) : store::null()));
        }
        return Done{};
    });
    (void)closed; // the operation itself is done either way; a key that stays open runs out by itself
    return answer;
}

} // namespace lectern::payments

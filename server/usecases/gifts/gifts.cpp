#include "usecases/gifts/gifts.h"
#include "usecases/admissions/admissions.h"
#include "usecases/codes.h"
#include "usecases/enrollments/pricing.h"

namespace lectern::gifts {

using store::Row;
using store::Transaction;

namespace {

constexpr int kMostWaiting = 3; ///< each holds a seat for nothing

Error wrongCode(const QString& text) { return fieldError(QStringLiteral("code"), text); }

/// Why nobody learns in the place; nothing while somebody may, or while it waits for its payment.
std::optional<GiftEnd> endOf(const Row& row)
{
    switch (row.enumeration<EnrollmentState>("state")) {
    case EnrollmentState::AwaitingPayment:
    case EnrollmentState::Active:
    case EnrollmentState::Completed:
        return std::nullopt;
    case EnrollmentState::Expired:
        return GiftEnd::Unpaid;
    case EnrollmentState::Suspended:
        return GiftEnd::Questioned;
    case EnrollmentState::Cancelled:
        return row.boolean("is_settled") ? GiftEnd::Ended : GiftEnd::Unpaid;
    case EnrollmentState::Refunded:
        break;
    }
    if (row.text("standing") == u"lost") return GiftEnd::Lost;
    if (row.text("standing") == u"reversed") return GiftEnd::Reversed;
    return row.boolean("is_taken_back") ? GiftEnd::TakenBack : GiftEnd::Refunded;
}

Gift toGift(const Services& services, const Row& row)
{
    Gift gift;
    gift.id = row.id<GiftId>("id");
    gift.courseId = row.id<CourseId>("course_id");
    gift.courseTitle = row.text("course_title");
    gift.enrollmentId = row.id<EnrollmentId>("enrollment_id");
    gift.paymentId = row.optionalId<PaymentId>("payment_id");
    const auto state = row.enumeration<EnrollmentState>("state");
    const bool isRedeemed = !row.isNull("redeemed_at");
    gift.state = isRedeemed ? GiftState::Redeemed : state == EnrollmentState::AwaitingPayment ? GiftState::AwaitingPayment : state == EnrollmentState::Active ? GiftState::Ready : GiftState::Over;
    gift.form = {row.text("recipient_name"), row.text("recipient_email"), row.text("message")};
    if (gift.state == GiftState::Ready || isRedeemed) {
        gift.code = row.text("code");
        gift.link = services.policy.publicUrl + QStringLiteral("/invite/") + gift.code;
    }
    gift.redeemedBy = row.text("redeemed_by_name");
    gift.price = row.money("price_minor");
    gift.createdAt = row.time("created_at");
    gift.redeemedAt = row.optionalTime("redeemed_at");
    gift.ended = endOf(row);
    gift.isReturnable = row.boolean("is_returnable");
    gift.isAskedBack = row.boolean("is_asked_back");
    return gift;
}

Redeemed toRedeemed(const Row& gift)
{
    Redeemed redeemed{gift.id<CourseId>("course_id"), gift.text("course_title"), true, {}};
    redeemed.enrollmentId = gift.id<EnrollmentId>("enrollment_id");
    redeemed.giftFrom = gift.text("giver_name");
    redeemed.giftMessage = gift.text("message");
    return redeemed;
}

/// Why the place cannot be opened.
std::optional<Error> refusalOf(const Row& place)
{
    const auto state = place.enumeration<EnrollmentState>("state");
    if (state == EnrollmentState::Active) return std::nullopt;
    if (state == EnrollmentState::AwaitingPayment) return wrongCode(QStringLiteral("This gift is not paid yet. Try again when it is."));
    if (state == EnrollmentState::Suspended) return wrongCode(QStringLiteral("A bank questions the payment of this gift. Try again when it has decided."));
    return wrongCode(QStringLiteral("This gift was taken back. Ask whoever gave it to you."));
}

/// The student was in the course before: the paid place becomes that one, with its progress. The stale intents of another way to pay end later, by their job.
std::optional<Error> moveInto(Transaction& transaction, const Services& services, const Row& own, const Row& gift)
{
    const auto state = own.enumeration<EnrollmentState>("state");
    const bool isIn = state == EnrollmentState::Active || state == EnrollmentState::Completed || state == EnrollmentState::Suspended;
    if (isIn) return wrongCode(QStringLiteral("You are in this course already. Pass the code on to somebody else."));
    if (state == EnrollmentState::Cancelled && own.text("ended_by") == u"admin") return wrongCode(QStringLiteral("Your school ended your enrollment in this course. Ask an admin to let you in again, or pass the code on."));
    (void)enrollments::closeOpenPayments(transaction, services, own.text("id"));
    const QDateTime now = services.clock.now();
    const store::Params move{{"from", gift.text("enrollment_id")}, {"to", own.text("id")}, {"gift_id", gift.text("id")}, {"now", now}};
    transaction.exec("gifts/move_payments", move);
    transaction.exec("gifts/take_over", move);
    transaction.exec("gifts/end_place", move);
    transaction.exec("gifts/set_place", move);
    return std::nullopt;
}

} // namespace

Result<EnrollmentId> open(Transaction& transaction, const Services& services, const Caller& caller, const GiftForm& form, const Row& course)
{
    if (auto error = validation::gift(form)) return *error;
    if (course.integer("fee_minor") == 0) return fieldError(QStringLiteral("gift"), QStringLiteral("This course costs nothing. Send a link to it instead."));
    const store::Params request{{"giver_id", caller.user->id.value}, {"request_key", caller.idempotencyKey}};
    if (const auto known = transaction.one("gifts/find_by_request", request)) return known->id<EnrollmentId>("enrollment_id");
    if (auto error = admissions::refusalOfGift(transaction, services, course.id<CourseId>("id"))) return *error;
    if (transaction.one("gifts/count_waiting", {{"giver_id", caller.user->id.value}, {"course_id", course.text("id")}})->integer("waiting") >= kMostWaiting)
        return fieldError(QStringLiteral("gift"), QStringLiteral("%1 gifts of this course wait to be paid. Pay or leave those first; they are under Payments, Gifts.").arg(kMostWaiting));
    const QDateTime now = services.clock.now();
    const QDateTime until = now.addSecs(3600LL * services.policy.paymentWindowHours);
    const EnrollmentId place = newId<EnrollmentId>();
    transaction.exec("enrollments/insert_enrollment", {{"id", place.value}, {"course_id", course.text("id")}, {"student_id", store::null()}, {"state", toText(EnrollmentState::AwaitingPayment)},
                                                       {"kind", QStringLiteral("paid")}, {"price_minor", course.integer("fee_minor")}, {"currency", course.text("currency")}, {"expires_at", until},
                                                       {"now", now}, {"activated_at", store::null()}});
    transaction.exec("enrollments/set_deadline", {{"id", place.value}, {"expires_at", until}});
    transaction.exec("gifts/insert_gift", store::Params(request).add("id", newUuid7()).add("course_id", course.text("id")).add("enrollment_id", place.value).add("code", newReadableCode())
                                              .add("recipient_name", form.recipientName.trimmed()).add("recipient_email", form.recipientEmail.trimmed()).add("message", form.message.trimmed()).add("now", now));
    return place;
}

QHash<QString, Paid> ofEnrollments(Transaction& transaction, const QStringList& enrollments)
{
    QHash<QString, Paid> gifts;
    for (const Row& row : transaction.run("gifts/list_unused", {{"ids", store::packed(enrollments)}}))
        gifts.insert(row.text("enrollment_id"), {row.id<GiftId>("id"), row.text("code"), row.text("recipient_name"), row.text("recipient_email"), row.text("message"), row.text("giver_name")});
    return gifts;
}

void send(Transaction& transaction, const Services& services, const Paid& gift, const QString& courseTitle)
{
    if (gift.recipientEmail.isEmpty()) return;
    QStringList parts{QStringLiteral("%1, %2 gives you the course “%3”.").arg(gift.recipientName, gift.giverName, courseTitle)};
    if (!gift.message.isEmpty()) parts << gift.message;
    parts << QStringLiteral("Your code is %1. In Lectern, open the catalogue and choose “I have a code”. It is paid, and it works whenever you like.").arg(gift.code);
    parts << QStringLiteral("No account yet? How to get Lectern and register: %1/invite/%2").arg(services.policy.publicUrl, gift.code);
    const QJsonObject params{{QStringLiteral("title"), QStringLiteral("%1 gives you “%2”").arg(gift.giverName, courseTitle)}, {QStringLiteral("text"), parts.join(QStringLiteral("\n\n"))}};
    transaction.exec("notifications/insert_mail_to", {{"id", newUuid7()}, {"dedupe_key", QStringLiteral("gift:") + gift.id.value}, {"address", gift.recipientEmail}, {"template", QStringLiteral("notice")},
                                                      {"params", QString::fromUtf8(QJsonDocument(params).toJson(QJsonDocument::Compact))}, {"now", services.clock.now()}});
}

std::optional<Result<Redeemed>> redeem(Transaction& transaction, const Services& services, const Caller& caller, const QString& code)
{
    const auto gift = transaction.one("gifts/lock_by_code", {{"code", code}});
    if (!gift) return std::nullopt;
    const UserId student = caller.user->id;
    if (gift->optionalId<UserId>("redeemed_by") == student) return Result<Redeemed>(toRedeemed(*gift));
    if (!gift->isNull("redeemed_by")) return Result<Redeemed>(wrongCode(QStringLiteral("This gift was used already.")));
    transaction.run("gifts/lock_payments", {{"enrollment_id", gift->text("enrollment_id")}}); // before enrollments, as everybody does
    const auto own = transaction.one("enrollments/lock_for_course", {{"student_id", student.value}, {"course_id", gift->text("course_id")}});
    const auto place = transaction.one("enrollments/lock_enrollment", {{"id", gift->text("enrollment_id")}});
    if (auto error = refusalOf(*place)) return Result<Redeemed>(*error);
    const QDateTime now = services.clock.now();
    if (own) {
        if (auto error = moveInto(transaction, services, *own, *gift)) return Result<Redeemed>(*error);
    } else {
        transaction.exec("gifts/give_place", {{"enrollment_id", gift->text("enrollment_id")}, {"student_id", student.value}, {"now", now}});
    }
    transaction.exec("gifts/set_redeemed", {{"id", gift->text("id")}, {"student_id", student.value}, {"now", now}});
    transaction.exec("admissions/end_entry", {{"course_id", gift->text("course_id")}, {"student_id", student.value}, {"outcome", QStringLiteral("enrolled")}, {"now", now}});
    const Row after = *transaction.one("gifts/lock_by_code", {{"code", code}});
    const Redeemed redeemed = toRedeemed(after);
    audit(transaction, services, caller, QStringLiteral("gift.redeem"), redeemed.courseTitle, gift->text("id"), QStringLiteral("from %1").arg(redeemed.giftFrom));
    notify(transaction, services, {student, QStringLiteral("enrollment_active"), QStringLiteral("You are in"), QStringLiteral("“%1” is open, a gift of %2. Enjoy it!").arg(redeemed.courseTitle, redeemed.giftFrom),
                                   redeemed.enrollmentId->value, QStringLiteral("enrollment_active"), QStringLiteral("gift:%1:redeemed").arg(gift->text("id"))});
    if (const UserId giver = gift->id<UserId>("giver_id"); giver != student)
        notify(transaction, services, {giver, QStringLiteral("gift_redeemed"), QStringLiteral("Your gift was opened"), QStringLiteral("%1 is in “%2” now.").arg(caller.user->name, redeemed.courseTitle),
                                       gift->text("id"), QStringLiteral("notice"), QStringLiteral("gift:%1:opened").arg(gift->text("id"))});
    publish(transaction, services, student, QStringLiteral("enrollment"), redeemed.enrollmentId->value);
    return Result<Redeemed>(redeemed);
}

std::optional<Redeemed> describe(Transaction& transaction, const QString& code)
{
    const auto gift = transaction.one("gifts/find_by_code", {{"code", code}});
    return gift && gift->isNull("redeemed_by") ? std::optional(toRedeemed(*gift)) : std::nullopt;
}

Result<Page<Gift>> mine(const Services& services, const Caller& caller)
{
    return services.database.inTransaction<Page<Gift>>([&](Transaction& transaction) -> Result<Page<Gift>> {
        Page<Gift> page;
        for (const Row& row : transaction.run("gifts/list_of_giver", {{"giver_id", caller.user->id.value}})) page.items.append(toGift(services, row));
        return page;
    });
}

} // namespace lectern::gifts

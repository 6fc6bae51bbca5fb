#include "usecases/payments/sales.h"
#include "domain/statemachine.h"
#include "store/ledgerwriter.h"
#include "usecases/admissions/admissions.h"
#include "usecases/bookings/settle.h"
#include "usecases/bundles/bundles.h"
#include "usecases/coupons/coupons.h"
#include "usecases/enrollments/pricing.h"
#include "usecases/gifts/gifts.h"
#include "usecases/payments/methods.h"
#include "usecases/payments/refunds.h"
#include "usecases/payments/shares.h"
#include "usecases/plans/lines.h"
#include "usecases/subscriptions/subscriptions.h"

namespace lectern::payments {

using store::packed;
using store::Row;
using store::Transaction;

namespace {

/// Columns of notifications and of mails.
struct News {
    QStringList ids, users, kinds, titles, texts, subjects, mailIds, mailKeys, templates, params;
};

class Settling
{
public:
    Settling(Transaction& transaction, const Services& services, const QList<SettledSale>& sales) : m_transaction(transaction), m_services(services), m_sales(sales), m_now(services.clock.now()) {}

    Result<Done> run()
    {
        addBundles();
        QStringList ids, charges, teacher, platform;
        for (const SettledSale& sale : m_sales) {
            const ledger::Parts parts = partsOf(sale.terms, sale.terms.amount);
            m_parts.append(parts);
            ids << sale.id.value;
            charges << sale.chargeId;
            teacher << QString::number(sale.kind == PaymentKind::TopUp ? 0 : parts.teacher.minor());
            platform << QString::number(sale.kind == PaymentKind::TopUp ? 0 : parts.platform.minor());
        }
        m_transaction.exec("payments/settle_payments", {{"ids", packed(ids)}, {"charge_ids", packed(charges)}, {"teacher", packed(teacher)}, {"platform", packed(platform)}, {"now", m_now}});
        openEnrollments();
        openSessions();
        for (const SettledSale& sale : std::as_const(m_sales)) methods::keep(m_transaction, sale.student, sale.savedMethod);
        takeCoupons();
        tell();
        // Last, because every batch meets the others at the vaults: their locks are held only until the commit.
        if (const auto booked = book(); !booked) return booked;
        for (const PaymentId& id : std::as_const(m_full)) {
            if (const auto back = refunds::giveBackWhole(m_transaction, m_services, id, QStringLiteral("It arrived when the course was full.")); !back) return back;
        }
        return bookSessions();
    }

private:
    /// Payments of live sessions: their hour is held by now, or their money goes back.
    void openSessions()
    {
        for (const SettledSale& sale : m_sales) {
            if (sale.kind == PaymentKind::Booking) m_sessions.insert(sale.id.value, bookings::settle(m_transaction, m_services, sale));
        }
    }

    Result<Done> bookSessions()
    {
        for (const SettledSale& sale : m_sales) {
            if (sale.kind != PaymentKind::Booking) continue;
            bookings::holdMoney(m_transaction, m_services, sale);
            const QString problem = m_sessions.value(sale.id.value).problem;
            if (problem.isEmpty()) continue;
            if (const auto back = refunds::giveBackWhole(m_transaction, m_services, sale.id, problem); !back) return back;
        }
        return Done{};
    }

    /// Top-ups that pay for bundles buy their courses in the same stroke.
    void addBundles()
    {
        QStringList topUps;
        for (const SettledSale& sale : std::as_const(m_sales)) {
            if (sale.kind == PaymentKind::TopUp) topUps << sale.id.value;
        }
        if (topUps.isEmpty()) return;
        const bundles::Bought bought = bundles::fulfil(m_transaction, m_services, topUps);
        m_bundles = bought.titles;
        m_sales << bought.sales;
    }

    void openEnrollments()
    {
        QStringList enrollments;
        QStringList courses;
        for (const SettledSale& sale : m_sales) {
            if (sale.kind != PaymentKind::Course) continue;
            enrollments << sale.enrollment.value;
            if (!courses.contains(sale.course.value)) courses << sale.course.value;
        }
        if (enrollments.isEmpty()) return;
        for (const Row& row : m_transaction.run("payments/course_titles", {{"ids", packed(courses)}})) m_titles.insert(row.text("id"), row.text("title"));
        QHash<QString, EnrollmentState> states;
        for (const Row& row : m_transaction.run("payments/lock_enrollments", {{"ids", packed(enrollments)}})) states.insert(row.text("id"), row.enumeration<EnrollmentState>("state"));
        m_gifts = gifts::ofEnrollments(m_transaction, enrollments);
        QStringList opened;
        for (const SettledSale& sale : m_sales) {
            if (sale.kind != PaymentKind::Course) continue;
            EnrollmentState& state = states[sale.enrollment.value];
            if (isWithoutSeat(sale, state)) {
                // Its money goes back when the sale is booked.
            } else if (!sale.subscription.isEmpty()) {
                settleInvoice(sale, state);
            } else if (!sale.schedule.isEmpty()) {
                settleLine(sale, state);
            } else if (states::mayBecome(state, EnrollmentState::Active)) {
                opened << sale.enrollment.value;
                state = EnrollmentState::Active;
            } else {
                reportSecondPayment(sale);
            }
        }
        if (opened.isEmpty()) return;
        // Another way to pay may have been begun since, and would be collected as well.
        for (const Row& row : m_transaction.run("enrollments/list_with_plans", {{"ids", packed(opened)}})) enrollments::endPlans(m_transaction, m_services, row.text("id"), QStringLiteral("replaced"));
        m_transaction.exec("payments/activate_enrollments", {{"ids", packed(opened)}, {"now", m_now}});
    }

    /// It begins what has ended meanwhile, and the seat is somebody else's by now.
    bool isWithoutSeat(const SettledSale& sale, EnrollmentState state)
    {
        const bool isEnded = state == EnrollmentState::Expired || state == EnrollmentState::Cancelled || state == EnrollmentState::Refunded;
        const bool isFirst = sale.subscription.isEmpty() && sale.line <= 1;
        if (!isEnded || !isFirst) return false;
        int& opened = m_opened[sale.course.value];
        if (!admissions::hasSeat(m_transaction, m_services, m_gifts.contains(sale.enrollment.value) ? UserId() : sale.student, sale.course, opened)) {
            m_full << sale.id;
            return true;
        }
        if (sale.schedule.isEmpty()) ++opened; // written with the others at the end
        return false;
    }

    /// One payment of a plan: the first one opens the course, a late one opens it again.
    void settleLine(const SettledSale& sale, EnrollmentState& state)
    {
        const schedules::Settled settled = schedules::settleLine(m_transaction, m_services, sale, state);
        if (settled.isSecond) reportSecondPayment(sale);
        become(sale, state, settled.becomes);
    }

    /// A period of a subscription.
    void settleInvoice(const SettledSale& sale, EnrollmentState& state)
    {
        const subscriptions::Settled settled = subscriptions::settle(m_transaction, m_services, sale, state);
        if (settled.isSecond) reportSecondPayment(sale);
        if (settled.isLate) {
            m_late << sale.id.value;
            refunds::giveBack(m_transaction, m_services, sale.id, sale.terms.amount, QStringLiteral("It arrived after the subscription had ended."));
        }
        if (settled.isOver) m_over << sale.id.value;
        if (!settled.becomes) m_renewals << sale.id.value;
        become(sale, state, settled.becomes);
    }

    void become(const SettledSale& sale, EnrollmentState& state, const std::optional<EnrollmentState>& next)
    {
        if (!next) return;
        const bool isBack = state == EnrollmentState::Suspended;
        if (isBack) m_transaction.exec("enrollments/set_state", {{"id", sale.enrollment.value}, {"state", toText(*next)}, {"now", m_now}});
        else m_transaction.exec("payments/activate_enrollments", {{"ids", sale.enrollment.value}, {"now", m_now}});
        state = *next;
    }

    void takeCoupons()
    {
        QStringList payments;
        for (const SettledSale& sale : m_sales) {
            if (!sale.couponCode.isEmpty()) payments << sale.id.value;
        }
        coupons::redeem(m_transaction, m_services, payments);
    }

    /// The enrollment was open already: somebody paid twice. The money is booked, and an admin has to give it back.
    void reportSecondPayment(const SettledSale& sale)
    {
        const QString title = m_titles.value(sale.course.value);
        audit(m_transaction, m_services, {}, QStringLiteral("payment.second"), title, sale.id.value, QStringLiteral("The enrollment was paid before. Refund this payment."));
        notifyAdmins(m_transaction, m_services, {{}, QStringLiteral("payment_unexpected"), QStringLiteral("A course was paid twice"),
                                                 QStringLiteral("“%1” was paid again by a student who is in already. Refund payment %2.").arg(title, sale.id.value), sale.id.value,
                                                 QStringLiteral("notice"), QStringLiteral("second:") + sale.id.value});
    }

    void tell()
    {
        News news;
        for (const SettledSale& sale : m_sales) {
            const bool isTopUp = sale.kind == PaymentKind::TopUp;
            QString title = m_titles.value(sale.course.value);
            Notification note{newId<NotificationId>(), QStringLiteral("enrollment_active"), QStringLiteral("You are in"),
                              QStringLiteral("Your payment for “%1” has arrived. The course is open.").arg(title), sale.enrollment.value, false, m_now};
            if (sale.line > 1) {
                note.kind = QStringLiteral("instalment_paid");
                note.title = QStringLiteral("%1 has arrived").arg(amountText(sale.terms.amount));
                note.text = QStringLiteral("Payment %1 of %2 for “%3” is paid.").arg(sale.line).arg(sale.lines).arg(title);
                note.subjectId = sale.schedule.value;
            }
            if (m_renewals.contains(sale.id.value)) {
                note.kind = QStringLiteral("subscription_paid");
                note.title = QStringLiteral("%1 has arrived").arg(amountText(sale.terms.amount));
                note.text = m_late.contains(sale.id.value) ? QStringLiteral("Your subscription to “%1” had ended before, so it goes back to you.").arg(title)
                            : m_over.contains(sale.id.value) ? QStringLiteral("It paid for the last period of “%1”. Your subscription has ended since.").arg(title)
                                                             : QStringLiteral("Your subscription to “%1” goes on.").arg(title);
                note.subjectId = sale.subscription.value;
            }
            if (const auto gift = m_gifts.constFind(sale.enrollment.value); gift != m_gifts.constEnd()) {
                note.kind = QStringLiteral("gift_ready");
                note.title = QStringLiteral("Your gift is ready");
                note.text = QStringLiteral("“%1” is paid. The code for %2 is %3.").arg(title, gift->recipientName, gift->code) + (gift->recipientEmail.isEmpty() ? QStringLiteral(" Hand it over whenever you like.") : QStringLiteral(" It was sent to %1.").arg(gift->recipientEmail));
                note.subjectId = gift->id.value;
                if (!m_full.contains(sale.id)) gifts::send(m_transaction, m_services, *gift, title);
            }
            if (m_full.contains(sale.id)) {
                note.kind = QStringLiteral("payment_returned");
                note.title = QStringLiteral("%1 goes back to you").arg(amountText(sale.terms.amount));
                note.text = QStringLiteral("Your payment for “%1” arrived after its time, when every seat was taken. You can join the waiting list.").arg(title);
                note.subjectId = sale.id.value;
            }
            if (isTopUp) {
                note.kind = QStringLiteral("wallet_filled");
                note.title = QStringLiteral("%1 is in your wallet").arg(amountText(sale.terms.amount));
                note.text = QStringLiteral("Your payment has arrived. You can pay for courses with it.");
                note.subjectId = sale.id.value;
            }
            if (const auto session = m_sessions.constFind(sale.id.value); session != m_sessions.constEnd()) {
                const bool isPaid = session->problem.isEmpty();
                note.kind = isPaid ? QStringLiteral("booking_receipt") : QStringLiteral("payment_returned");
                note.title = isPaid ? QStringLiteral("Your payment of %1 has arrived").arg(amountText(sale.terms.amount)) : QStringLiteral("%1 goes back to you").arg(amountText(sale.terms.amount));
                note.text = session->text;
                note.subjectId = sale.booking.value;
                title = session->title;
            }
            const QString bundle = m_bundles.value(sale.id.value);
            if (!bundle.isEmpty()) {
                note.kind = QStringLiteral("bundle_paid");
                note.title = QStringLiteral("Your payment for “%1” has arrived").arg(bundle);
                note.text = QStringLiteral("It went through your wallet and paid for the courses that are open now.");
            }
            add(news, sale, note, isTopUp ? (bundle.isEmpty() ? QStringLiteral("Wallet top-up") : bundle) : title);
            publish(m_transaction, m_services, sale.student, QStringLiteral("payment"), sale.id.value);
            if (isTopUp || sale.fromWallet.minor() > 0) publish(m_transaction, m_services, sale.student, QStringLiteral("wallet"), {});
        }
        m_transaction.exec("payments/insert_notifications", {{"ids", packed(news.ids)}, {"user_ids", packed(news.users)}, {"kinds", packed(news.kinds)}, {"titles", packed(news.titles)},
                                                             {"texts", packed(news.texts)}, {"subject_ids", packed(news.subjects)}, {"now", m_now}});
        m_transaction.exec("payments/insert_mails", {{"ids", packed(news.mailIds)}, {"dedupe_keys", packed(news.mailKeys)}, {"user_ids", packed(news.users)}, {"templates", packed(news.templates)},
                                                     {"params", packed(news.params)}, {"now", m_now}});
        publishToRole(m_transaction, m_services, Role::Admin, QStringLiteral("payment"), {});
    }

    void add(News& news, const SettledSale& sale, const Notification& note, const QString& subject)
    {
        news.ids << note.id.value;
        news.users << sale.student.value;
        news.kinds << note.kind;
        news.titles << note.title;
        news.texts << note.text;
        news.subjects << note.subjectId;
        news.mailIds << newUuid7();
        news.mailKeys << QStringLiteral("settled:") + sale.id.value;
        const bool isPlace = sale.kind == PaymentKind::Course && note.kind != u"payment_returned";
        news.templates << (isPlace ? QStringLiteral("receipt") : QStringLiteral("payment"));
        const QJsonObject values{{QStringLiteral("title"), note.title}, {QStringLiteral("text"), note.text}, {QStringLiteral("amount"), amountText(sale.terms.amount)},
                                 {QStringLiteral("course"), subject}, {QStringLiteral("payment"), sale.id.value}};
        news.params << QString::fromUtf8(QJsonDocument(values).toJson(QJsonDocument::Compact));
        const QString topic = sale.kind == PaymentKind::TopUp ? QStringLiteral("wallet") : sale.kind == PaymentKind::Booking ? QStringLiteral("booking") : QStringLiteral("enrollment");
        const QString changed = sale.kind == PaymentKind::Course ? sale.enrollment.value : note.subjectId;
        m_transaction.afterCommit([&live = m_services.live, user = sale.student, topic, changed, note] { live.toUser(user, {topic, changed, note}); });
    }

    /// Journals and holds. A teacher who owes something repays it from the sale before it reaches the vault.
    Result<Done> book()
    {
        const QHash<UserId, VaultId> vaults = vaultsOf();
        for (auto vault = vaults.cbegin(); vault != vaults.cend(); ++vault) publish(m_transaction, m_services, vault.key(), QStringLiteral("vault"), vault->value);
        QList<Currency> currencies;
        for (const SettledSale& sale : m_sales) {
            if (!currencies.contains(sale.terms.amount.currency())) currencies << sale.terms.amount.currency();
        }
        store::Debts debts;
        if (!vaults.isEmpty()) debts = store::lockDebts(m_transaction, vaults.keys(), currencies);
        QList<ledger::Journal> journals;
        QStringList ids, vaultIds, teacher, platform, codes, confirmed;
        for (qsizetype i = 0; i < m_sales.size(); ++i) {
            const SettledSale& sale = m_sales.at(i);
            const ledger::Parts& parts = m_parts.at(i);
            const Currency currency = sale.terms.amount.currency();
            const bool isTopUp = sale.kind == PaymentKind::TopUp;
            if (sale.isSetAsideNow) journals.append(ledger::walletReserved(sale.id, sale.student, sale.fromWallet));
            journals.append(ledger::sale({sale.id, isTopUp ? std::nullopt : std::optional(sale.teacher), sale.student, parts, sale.fromWallet, accountOf(sale.method)}));
            if (isTopUp) continue;
            Money& owed = debts[{sale.teacher.value, currency.code()}].owed;
            const qint64 repaid = std::min(owed.minor(), parts.teacher.minor());
            if (repaid > 0) {
                journals.append(ledger::repayment(sale.id, sale.teacher, Money::fromMinor(repaid, currency)));
                owed = Money::fromMinor(owed.minor() - repaid, currency);
            }
            ids << sale.id.value;
            vaultIds << vaults.value(sale.teacher).value;
            teacher << QString::number(parts.teacher.minor() - repaid);
            platform << QString::number(parts.platform.minor());
            codes << currency.code();
            confirmed << (isByGateway(sale.method) ? QStringLiteral("f") : QStringLiteral("t"));
        }
        if (!ids.isEmpty())
            m_transaction.exec("vaults/insert_holds", {{"payment_ids", packed(ids)}, {"vault_ids", packed(vaultIds)}, {"teacher", packed(teacher)}, {"platform", packed(platform)},
                                                       {"currencies", packed(codes)}, {"available_at", m_now.addDays(m_services.policy.holdDays)}, {"confirmed", packed(confirmed)}});
        return store::post(m_transaction, journals, m_now);
    }

    /// By teacher, also where the platform's share is the whole sale and the books do not touch the vault.
    QHash<UserId, VaultId> vaultsOf()
    {
        QStringList owners;
        for (const SettledSale& sale : m_sales) {
            if (!sale.teacher.isEmpty() && !owners.contains(sale.teacher.value)) owners << sale.teacher.value;
        }
        QHash<UserId, VaultId> vaults;
        if (owners.isEmpty()) return vaults;
        for (const Row& row : m_transaction.run("vaults/list_by_owners", {{"owner_ids", packed(owners)}})) vaults.insert(row.id<UserId>("owner_id"), row.id<VaultId>("id"));
        return vaults;
    }

    Transaction& m_transaction;
    const Services& m_services;
    QList<SettledSale> m_sales;
    QDateTime m_now;
    QHash<QString, QString> m_bundles;      ///< titles, by the payment that fills the wallet for it
    QHash<QString, bookings::Settled> m_sessions; ///< by payment
    QHash<QString, gifts::Paid> m_gifts;    ///< by enrollment
    QList<ledger::Parts> m_parts;
    QHash<QString, QString> m_titles;
    QStringList m_late;     ///< payments of what had ended
    QHash<QString, int> m_opened; ///< late ones of this batch, by course
    QList<PaymentId> m_full; ///< payments for which no seat was left
    QStringList m_over;     ///< payments of last periods
    QStringList m_renewals; ///< payments of periods after the first
};

} // namespace

ledger::SaleTerms termsOf(const Row& row)
{
    ledger::SaleTerms terms{row.money("amount_minor"), row.money("tax_minor"), row.small("share_bps")};
    if (!row.isNull("teacher_fixed_minor")) terms.teacherFixed = row.integer("teacher_fixed_minor");
    return terms;
}

SettledSale toSale(const Row& row)
{
    return {row.id<PaymentId>("id"), row.enumeration<PaymentKind>("kind"), row.enumeration<PaymentMethod>("method"), row.id<EnrollmentId>("enrollment_id"), row.id<CourseId>("course_id"),
            row.id<UserId>("student_id"), row.id<UserId>("teacher_id"), termsOf(row), row.money("wallet_minor"), {},
            row.text("coupon_code"), row.id<ScheduleId>("schedule_id"), row.small("line_number"), row.small("line_count"), row.id<SubscriptionId>("subscription_id"), {}, row.id<BookingId>("booking_id")};
}

Result<Done> settleSales(Transaction& transaction, const Services& services, const QList<SettledSale>& sales) { return Settling(transaction, services, sales).run(); }

} // namespace lectern::payments

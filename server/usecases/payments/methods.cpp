#include "usecases/payments/methods.h"
#include "usecases/accounts/tokensigner.h"
#include "usecases/subscriptions/subscriptions.h"
#include <QUrl>

namespace lectern::methods {

using store::Transaction;

namespace {

Error noGateway() { return makeError(ErrorCode::PaymentsUnavailable, QStringLiteral("Card payments are not set up on this server, so nothing can be kept for them.")); }

struct Customer {
    QString id; ///< empty: none yet
    QString defaultMethod;
};

Result<Customer> find(const Services& services, const UserId& user)
{
    return services.database.inTransaction<Customer>([&](Transaction& transaction) -> Result<Customer> {
        const auto row = transaction.one("payments/find_customer", {{"user_id", user.value}});
        return row ? Customer{row->text("gateway_id"), row->text("default_method")} : Customer{};
    });
}

Result<Done> choose(const Services& services, const UserId& user, const SavedMethod& method)
{
    return services.database.inTransaction<Done>([&](Transaction& transaction) -> Result<Done> {
        transaction.exec("payments/set_default_method", {{"user_id", user.value}, {"method", method.id}, {"label", method.id.isEmpty() ? QString() : labelOf(method)}});
        // What waits because nothing could be collected is tried with the new method.
        if (!method.id.isEmpty()) transaction.exec("plans/retry_failed", {{"student_id", user.value}, {"now", services.clock.now()}});
        return Done{};
    });
}

/// What the gateway keeps for the customer.
Result<QList<SavedMethod>> keptFor(const Services& services, const Customer& customer)
{
    return customer.id.isEmpty() ? Result<QList<SavedMethod>>(QList<SavedMethod>()) : services.gateway->listMethods(customer.id);
}

QList<SavedMethod> chosenFirst(QList<SavedMethod> methods, const QString& chosen)
{
    for (SavedMethod& method : methods) method.isDefault = method.id == chosen;
    std::stable_sort(methods.begin(), methods.end(), [](const SavedMethod& a, const SavedMethod& b) { return a.isDefault > b.isDefault; });
    return methods;
}

/// The gateway's list with our choice marked; when that one is gone, the newest takes its place.
Result<Page<SavedMethod>> marked(const Services& services, const UserId& user, const Customer& customer, const QList<SavedMethod>& methods)
{
    Page<SavedMethod> page;
    if (customer.id.isEmpty()) return page;
    page.items = methods;
    QString chosen = customer.defaultMethod;
    const bool isThere = std::any_of(page.items.begin(), page.items.end(), [&](const SavedMethod& method) { return method.id == chosen; });
    if (!isThere) {
        const SavedMethod next = page.items.isEmpty() ? SavedMethod{} : page.items.first();
        chosen = next.id;
        if (next.id != customer.defaultMethod) {
            if (const auto done = choose(services, user, next); !done) return done.error();
        }
    }
    page.items = chosenFirst(page.items, chosen);
    return page;
}

struct Own {
    Customer customer;
    QList<SavedMethod> all;
    SavedMethod method;
};

/// One of the student's own methods, and the others beside it; NotFound for any other.
Result<Own> own(const Services& services, const UserId& user, const QString& method)
{
    if (!services.gateway) return noGateway();
    const auto customer = find(services, user);
    if (!customer) return customer.error();
    const auto all = keptFor(services, *customer);
    if (!all) return all.error();
    for (const SavedMethod& one : *all) {
        if (one.id == method) return Own{*customer, *all, one};
    }
    return makeError(ErrorCode::NotFound, QStringLiteral("You have no such payment method."));
}

} // namespace

QString labelOf(const SavedMethod& method)
{
    QString brand = method.brand.isEmpty() ? method.kind : method.brand;
    if (!brand.isEmpty()) brand[0] = brand.at(0).toUpper();
    return QStringLiteral("%1 •••• %2").arg(brand, method.last4);
}

Result<QString> knownCustomer(const Services& services, const UserId& user)
{
    const auto customer = find(services, user);
    return customer ? Result<QString>(customer->id) : Result<QString>(customer.error());
}

QList<SavedMethod> usableCards(const Services& services, const UserId& user)
{
    // Only looked at: nothing is chosen here.
    const auto customer = find(services, user);
    const auto all = customer ? keptFor(services, *customer) : Result<QList<SavedMethod>>(customer.error());
    QList<SavedMethod> usable;
    if (!all) return usable;
    const QDate today = services.clock.now().date();
    for (const SavedMethod& method : chosenFirst(*all, customer->defaultMethod)) {
        const bool isOver = method.expiryYear > 0 && QDate(method.expiryYear, method.expiryMonth, 1).addMonths(1) <= today;
        if (method.kind == u"card" && !isOver) usable.append(method);
    }
    return usable;
}

Result<Page<SavedMethod>> list(const Services& services, const Caller& caller)
{
    if (!services.gateway) return Page<SavedMethod>{};
    const auto customer = find(services, caller.user->id);
    if (!customer) return customer.error();
    const auto methods = keptFor(services, *customer);
    return methods ? marked(services, caller.user->id, *customer, *methods) : Result<Page<SavedMethod>>(methods.error());
}

Result<QString> customerOf(const Services& services, const UserId& user)
{
    if (!services.gateway) return noGateway();
    const auto made = services.database.inTransaction<std::pair<QString, User>>([&](Transaction& transaction) -> Result<std::pair<QString, User>> {
        transaction.exec("payments/insert_customer", {{"user_id", user.value}, {"now", services.clock.now()}});
        return std::pair(transaction.one("payments/find_customer", {{"user_id", user.value}})->text("gateway_id"), store::toUser(*transaction.one("accounts/find_user", {{"id", user.value}})));
    });
    if (!made) return made.error();
    if (!made->first.isEmpty()) return made->first;
    const auto id = services.gateway->createCustomer(made->second);
    if (!id) return id.error();
    return services.database.inTransaction<QString>([&](Transaction& transaction) -> Result<QString> {
        transaction.exec("payments/set_customer", {{"user_id", user.value}, {"gateway_id", *id}});
        return transaction.one("payments/find_customer", {{"user_id", user.value}})->text("gateway_id"); // whoever was first
    });
}

MethodSetup pageOf(const Services& services, const QString& setup)
{
    const QString ticket = services.tokens.signTicket(QStringLiteral("setup:") + setup, services.clock.now().addSecs(30 * 60));
    return {setup, services.policy.publicUrl + QStringLiteral("/checkout/setup/%1?ticket=%2").arg(setup, QString::fromLatin1(QUrl::toPercentEncoding(ticket))), services.policy.viewHosts()};
}

Result<MethodSetup> setUp(const Services& services, const Caller& caller)
{
    const auto customer = customerOf(services, caller.user->id);
    if (!customer) return customer.error();
    const auto setup = services.gateway->createSetup(*customer, caller.user->id.value + u':' + caller.idempotencyKey);
    if (!setup) return setup.error();
    return pageOf(services, setup->id);
}

Result<QString> clientSecretOf(const Services& services, const QString& setup)
{
    if (!services.gateway) return noGateway();
    const auto found = services.gateway->retrieveSetup(setup);
    return found ? Result<QString>(found->clientSecret) : Result<QString>(found.error());
}

Result<Page<SavedMethod>> makeDefault(const Services& services, const Caller& caller, const QString& method)
{
    const auto mine = own(services, caller.user->id, method);
    if (!mine) return mine.error();
    if (const auto done = services.gateway->setDefaultMethod(mine->customer.id, method); !done) return done.error();
    if (const auto done = choose(services, caller.user->id, mine->method); !done) return done.error();
    if (const auto done = subscriptions::useMethod(services, caller.user->id, method); !done) return done.error();
    return marked(services, caller.user->id, {mine->customer.id, method}, mine->all);
}

Result<Page<SavedMethod>> remove(const Services& services, const Caller& caller, const QString& method)
{
    auto mine = own(services, caller.user->id, method);
    if (!mine) return mine.error();
    if (method == mine->customer.defaultMethod) {
        const auto running = services.database.inTransaction<bool>([&](Transaction& transaction) -> Result<bool> { return transaction.one("plans/has_running", {{"student_id", caller.user->id.value}})->boolean("runs"); });
        if (!running) return running.error();
        if (*running) return makeError(ErrorCode::InvalidState, QStringLiteral("Your plan or subscription is collected from it. Make another one the default first."));
    }
    if (const auto done = services.gateway->detachMethod(method); !done) return done.error();
    mine->all.removeIf([&](const SavedMethod& one) { return one.id == method; });
    return marked(services, caller.user->id, mine->customer, mine->all);
}

void keep(Transaction& transaction, const UserId& user, const QString& method)
{
    if (!method.isEmpty()) transaction.exec("payments/keep_method", {{"user_id", user.value}, {"method", method}});
}

} // namespace lectern::methods

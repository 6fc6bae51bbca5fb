#include "simulation/model.h"
#include <algorithm>

namespace lectern::simulation {

Minor Sale::sum(bool refunds, bool disputes) const
{
    Minor all = 0;
    for (const Taking& one : takings) {
        if (!one.returned && (one.isDispute ? disputes : refunds)) all += one.amount;
    }
    return all;
}

Minor Sale::toWallet() const
{
    Minor all = 0;
    for (const Taking& one : takings) all += !one.returned && one.toWallet ? one.amount : 0;
    return all;
}

Minor Sale::fromCard() const
{
    Minor all = 0;
    for (const Taking& one : takings) all += !one.returned && !one.toWallet ? one.amount : 0;
    return method == Method::Card ? all : 0;
}

bool Sale::hasDispute(bool open) const
{
    return std::any_of(takings.begin(), takings.end(), [open](const Taking& one) { return one.isDispute && (!open || !one.returned); });
}

bool Sale::stands() const { return sum(true, false) < amount && !hasDispute(true); }
Minor Sale::refundable() const { return std::max<Minor>(0, amount - sum(true, true)); }

Minor Model::taxOf(Minor price, int bps, bool inclusive)
{
    const Minor over = inclusive ? 10'000 + bps : 10'000;
    return (2 * price * bps + over) / (2 * over);
}

/// Cumulative: of all that is taken. What is taken beyond the sale itself is the platform's to bear.
Parts Model::partsOf(const Sale& sale, Minor taken) const
{
    const Minor within = std::min(taken, sale.amount);
    const Minor tax = within * sale.tax / sale.amount;
    const Minor net = sale.amount - sale.tax;
    const Minor teacher = sale.teacherFixed && net > 0 ? (within - tax) * *sale.teacherFixed / net : (within - tax) * (10'000 - m_shareBps) / 10'000;
    return {teacher, taken - tax - teacher, tax};
}

Parts Model::nextParts(const Sale& sale, Minor amount) const
{
    Parts booked;
    for (const Taking& one : sale.takings) {
        if (one.returned) continue;
        booked.teacher += one.parts.teacher;
        booked.tax += one.parts.tax;
    }
    const Parts all = partsOf(sale, sale.sum(true, true) + amount);
    const Minor tax = std::clamp<Minor>(all.tax - booked.tax, 0, amount);
    const Minor teacher = std::clamp<Minor>(all.teacher - booked.teacher, 0, amount - tax);
    return {teacher, amount - tax - teacher, tax};
}

Minor Model::discount(Terms& terms, Minor price, int bps, bool inclusive, Minor wanted, bool teacherBears) const
{
    const Minor steps = terms.currency == "KWD" ? 10 : 1;
    const Minor listNet = inclusive ? price - taxOf(price, bps, true) : price;
    const Minor ofTeacher = listNet * (10'000 - m_shareBps) / 10'000;
    Minor off = wanted / steps * steps;
    if (!teacherBears) off = std::min(off, listNet - ofTeacher) / steps * steps;
    terms.tax = taxOf(price - off, bps, inclusive);
    terms.amount = price - off + (inclusive ? 0 : terms.tax);
    const Minor net = terms.amount - terms.tax;
    if (off > 0) terms.teacherFixed = teacherBears ? net - std::min(net, listNet - ofTeacher) : std::min(net, ofTeacher);
    return off;
}

void Model::complete(int firstHalf, const Terms& rest)
{
    m_sales.at(static_cast<std::size_t>(firstHalf)).awaitsRest = false;
    m_sales.at(static_cast<std::size_t>(firstHalf)).otherHalf = saleCount();
    (void)sell(rest);
}

void Model::open(int number, int student)
{
    Sale& sale = m_sales.at(static_cast<std::size_t>(number));
    std::erase(m_ofPair[{sale.holder, sale.course}], number);
    sale.holder = student;
    chosenInstead(student, sale.course);
    m_ofPair[{student, sale.course}].push_back(number);
}

int Model::sell(const Terms& terms)
{
    Sale sale;
    static_cast<Terms&>(sale) = terms;
    if (sale.holder == kSelf) sale.holder = sale.student;
    if (sale.subscription < 0 && sale.course >= 0) chosenInstead(sale.holder, sale.course);
    sale.settledAt = m_now;
    sale.holdUntil = pendingUntil(sale);
    m_counts["settled mails"] += 1;
    m_gateway[sale.currency] += sale.onCard();
    m_fees[sale.currency] += gatewayFee(sale.onCard());
    if (sale.fromWallet > 0) m_wallets[{sale.student, sale.currency}].reserved -= sale.fromWallet;
    if (sale.isTopUp()) {
        m_wallets[{sale.student, sale.currency}].available += sale.amount;
    } else {
        const Parts parts = partsOf(sale, sale.amount);
        Vault& vault = m_vaults[{sale.teacher, sale.currency}];
        const Minor repaid = std::min(vault.owed, parts.teacher);
        vault.owed -= repaid;
        hold(sale, saleCount());
        if (sale.session < 0) m_ofPair[{sale.holder, sale.course}].push_back(saleCount());
        sale.hold = parts.teacher - repaid;
        sale.holdPlatform = parts.platform;
        m_revenue[sale.currency] += parts.platform;
        m_tax[sale.currency] += parts.tax;
    }
    m_sales.push_back(sale);
    return saleCount() - 1;
}

void Model::reserve(const Owner& wallet, Minor amount)
{
    m_wallets[wallet].available -= amount;
    m_wallets[wallet].reserved += amount;
}

/// The sale's own hold first, then what is available, then other sales that wait, the oldest first; the rest is owed.
void Model::takeFromVault(Sale& sale, int number, const Parts& parts)
{
    Vault& vault = m_vaults[{sale.teacher, sale.currency}];
    Minor missing = parts.teacher;
    const auto draw = [&missing](Minor& from) {
        const Minor drawn = std::min(missing, from);
        from -= drawn;
        missing -= drawn;
    };
    if (sale.isHeld) {
        draw(sale.hold);
        sale.holdPlatform -= std::min(sale.holdPlatform, parts.platform);
    }
    draw(vault.available);
    for (const int other : m_held[{sale.teacher, sale.currency}]) {
        if (other != number) draw(m_sales[static_cast<std::size_t>(other)].hold);
    }
    vault.owed += missing;
}

bool Model::isCertain(int number, Minor amount) const
{
    const Sale& sale = this->sale(number);
    const Owner owner{sale.teacher, sale.currency};
    Minor missing = nextParts(sale, amount).teacher - sale.hold - vault(owner).available;
    std::map<std::int64_t, std::pair<Minor, int>> byAge; // sum and number of the holds
    if (const auto held = m_held.find(owner); held != m_held.end()) {
        for (const int other : held->second) {
            if (other == number || this->sale(other).hold == 0) continue;
            auto& [sum, count] = byAge[this->sale(other).settledAt];
            sum += this->sale(other).hold;
            ++count;
        }
    }
    for (const auto& [age, holds] : byAge) {
        if (missing <= 0) return true;
        if (missing < holds.first) return holds.second == 1;
        missing -= holds.first;
    }
    return true;
}

const std::vector<int>& Model::salesOf(int student, int course) const
{
    static const std::vector<int> none;
    const auto found = m_ofPair.find({student, course});
    return found == m_ofPair.end() ? none : found->second;
}

void Model::hold(Sale& sale, int number)
{
    sale.isHeld = true;
    m_held[{sale.teacher, sale.currency}].insert(number);
}

int Model::take(int number, Minor amount, bool isDispute, bool toWallet)
{
    Sale& sale = m_sales.at(static_cast<std::size_t>(number));
    Taking taking{amount, {}, isDispute, toWallet, 0, false, false};
    if (sale.isTopUp()) {
        Wallet& wallet = m_wallets[{sale.student, sale.currency}];
        const Minor there = std::min(wallet.available, amount);
        wallet.available -= there;
        taking.suspense = amount - there;
        taking.parts.platform = amount;
        m_suspense[sale.currency] += taking.suspense;
    } else {
        taking.parts = nextParts(sale, amount);
        takeFromVault(sale, number, taking.parts);
        m_revenue[sale.currency] -= taking.parts.platform;
        m_tax[sale.currency] -= taking.parts.tax;
    }
    if (toWallet) m_wallets[{sale.student, sale.currency}].available += amount;
    else if (sale.method == Method::Card) m_gateway[sale.currency] -= amount;
    sale.takings.push_back(taking);
    takenFrom(sale, number);
    return static_cast<int>(sale.takings.size()) - 1;
}

void Model::returnToVault(Sale& sale, int number, const Parts& parts)
{
    Vault& vault = m_vaults[{sale.teacher, sale.currency}];
    const Minor repaid = std::min(vault.owed, parts.teacher);
    vault.owed -= repaid;
    if (const std::int64_t until = pendingUntil(sale); m_now < until) {
        if (!sale.isHeld) sale.holdUntil = until;
        hold(sale, number);
        sale.hold += parts.teacher - repaid;
        sale.holdPlatform += parts.platform;
    } else {
        vault.available += parts.teacher - repaid;
    }
    m_revenue[sale.currency] += parts.platform;
    m_tax[sale.currency] += parts.tax;
}

/// What is booked now, less the parts of all that stays taken; the ones that stay bear what this one does not give back.
Parts Model::partsBack(Sale& sale, const Taking& taking) const
{
    Parts booked;
    for (const Taking& one : sale.takings) {
        if (one.returned) continue;
        booked.teacher += one.parts.teacher;
        booked.tax += one.parts.tax;
    }
    const Parts stays = partsOf(sale, std::min(sale.sum(true, true) - taking.amount, sale.amount));
    const Minor tax = std::clamp<Minor>(booked.tax - stays.tax, 0, taking.amount);
    const Minor teacher = std::clamp<Minor>(booked.teacher - stays.teacher, 0, taking.amount - tax);
    for (Taking& other : sale.takings) {
        if (other.returned || &other == &taking) continue;
        other.parts.teacher += taking.parts.teacher - teacher;
        other.parts.tax += taking.parts.tax - tax;
        break;
    }
    return {teacher, taking.amount - tax - teacher, tax};
}

void Model::giveBack(int number, int taken)
{
    Sale& sale = m_sales.at(static_cast<std::size_t>(number));
    Taking& taking = sale.takings.at(static_cast<std::size_t>(taken));
    const Parts parts = sale.isTopUp() ? taking.parts : partsBack(sale, taking);
    taking.returned = true;
    m_gateway[sale.currency] += taking.amount;
    if (sale.session >= 0 && !taking.isDispute) restoreSession(sale);
    if (!sale.isTopUp()) return returnToVault(sale, number, parts);
    // What the platform had laid out for a wallet that was spent comes back to the platform, not to the student.
    m_suspense[sale.currency] -= taking.suspense;
    m_wallets[{sale.student, sale.currency}].available += taking.amount - taking.suspense;
}

void Model::disputeFee(const std::string& currency, bool back)
{
    const Minor fee = currency == "KWD" ? 15'000 : 1'500;
    m_fees[currency] += back ? -fee : fee;
}

void Model::request(const Owner& vault, Minor amount)
{
    if (vault.first == kPlatform) m_revenue[vault.second] -= amount;
    else m_vaults[vault].available -= amount;
    m_vaults[vault].reserved += amount;
}

void Model::send(const Owner& vault, Minor amount) { m_gateway[vault.second] -= amount; }
void Model::pay(const Owner& vault, Minor amount, bool) { m_vaults[vault].reserved -= amount; }

void Model::undo(const Owner& owner, Minor amount, bool wasSent, bool wasPaid)
{
    Vault& vault = m_vaults[owner];
    if (wasSent) m_gateway[owner.second] += amount;
    if (!wasPaid) vault.reserved -= amount;
    if (owner.first == kPlatform) {
        m_revenue[owner.second] += amount;
        return;
    }
    const Minor repaid = std::min(vault.owed, amount);
    vault.owed -= repaid;
    vault.available += amount - repaid;
}

void Model::advance(std::int64_t seconds)
{
    m_now += seconds;
    for (auto& [owner, held] : m_held) {
        for (auto one = held.begin(); one != held.end();) {
            Sale& sale = m_sales[static_cast<std::size_t>(*one)];
            if (m_now < sale.holdUntil) {
                ++one;
                continue;
            }
            release(sale);
            one = held.erase(one);
        }
    }
    renew();
    passHours();
}

/// Out of its hold; whoever calls it takes it off the list of those.
void Model::release(Sale& sale)
{
    m_vaults[{sale.teacher, sale.currency}].available += sale.hold;
    sale.hold = 0;
    sale.holdPlatform = 0;
    sale.isHeld = false;
}

bool Model::hasAccess(int student, int course) const
{
    if (m_trials.contains({student, course})) return true;
    const auto& sales = salesOf(student, course);
    return std::any_of(sales.begin(), sales.end(), [&](int number) {
        const Sale& one = sale(number);
        return one.subscription < 0 ? one.stands() : isOpen(subscription(one.subscription));
    });
}

Minor Model::pending(const Owner& vault) const
{
    const auto found = m_held.find(vault);
    Minor all = 0;
    if (found != m_held.end()) {
        for (const int number : found->second) all += sale(number).hold;
    }
    return all;
}

namespace {

Minor of(const std::map<std::string, Minor>& map, const std::string& currency)
{
    const auto found = map.find(currency);
    return found == map.end() ? 0 : found->second;
}

} // namespace

Minor Model::platformAvailable(const std::string& currency) const
{
    Minor held = 0;
    for (const auto& [owner, numbers] : m_held) {
        if (owner.second != currency) continue;
        for (const int number : numbers) held += sale(number).holdPlatform;
    }
    return of(m_revenue, currency) - held - of(m_fees, currency);
}

Minor Model::gatewayNet(const std::string& currency) const { return of(m_gateway, currency) - of(m_fees, currency); }

Vault Model::vault(const Owner& owner) const
{
    const auto found = m_vaults.find(owner);
    return found == m_vaults.end() ? Vault{} : found->second;
}

Wallet Model::wallet(const Owner& owner) const
{
    const auto found = m_wallets.find(owner);
    return found == m_wallets.end() ? Wallet{} : found->second;
}

Figures Model::figures() const
{
    Figures all;
    const auto put = [&](const std::string& name, Minor value) {
        if (value != 0) all[name] = value;
    };
    for (const auto& [owner, vault] : m_vaults) {
        const std::string name = owner.first == kPlatform ? "platform " + owner.second : "teacher " + std::to_string(owner.first) + ' ' + owner.second;
        put(name + " reserved", vault.reserved);
        if (owner.first == kPlatform) continue;
        put(name + " pending", pending(owner));
        put(name + " available", vault.available);
        put(name + " owed", vault.owed);
    }
    for (const auto& [owner, wallet] : m_wallets) {
        const std::string name = "wallet " + std::to_string(owner.first) + ' ' + owner.second;
        put(name + " available", wallet.available);
        put(name + " reserved", wallet.reserved);
    }
    for (const auto& [currency, minor] : m_revenue) put("revenue " + currency, minor);
    for (const auto& [currency, minor] : m_tax) put("tax " + currency, minor);
    for (const auto& [currency, minor] : m_suspense) put("suspense " + currency, minor);
    for (const auto& [currency, minor] : m_fees) put("fees " + currency, minor);
    for (const auto& [currency, minor] : m_gateway) {
        put("gateway in the books " + currency, gatewayNet(currency));
        put("gateway at the gateway " + currency, gatewayNet(currency));
    }
    for (const auto& [pair, number] : m_trials) all["access of student " + std::to_string(pair.first) + " to course " + std::to_string(pair.second)] = 1;
    for (const auto& [pair, sales] : m_ofPair) {
        // Each gift that nobody has opened is a place of its own.
        if (pair.first == kNobody) put("access of student " + std::to_string(kNobody) + " to course " + std::to_string(pair.second), std::count_if(sales.begin(), sales.end(), [&](int number) { return sale(number).stands(); }));
        else if (hasAccess(pair.first, pair.second)) all["access of student " + std::to_string(pair.first) + " to course " + std::to_string(pair.second)] = 1;
    }
    for (const auto& [what, count] : m_counts) put(what, count);
    return all;
}

} // namespace lectern::simulation

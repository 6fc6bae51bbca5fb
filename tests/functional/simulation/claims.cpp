#include "simulation/simulation.h"

// Facts of one round have no order between them; these keep those apart whose order would matter.
namespace lectern::simulation {

bool Simulation::claim(const std::string& name, Use use)
{
    const auto found = m_used.find(name);
    if (found == m_used.end()) m_used.emplace(name, use);
    else if (use == Use::Alone || found->second == Use::Alone) return false;
    return true;
}

/// What a taking finds in the sale's own hold or among what was available at the last comparison it finds in any order. One that
/// goes on to other sales' holds, or into debt, has the vault for itself.
bool Simulation::claimTaking(int number, Minor amount)
{
    const Sale& sale = m_model.sale(number);
    const Owner vault{sale.teacher, sale.currency};
    const Minor missing = m_model.nextParts(sale, amount).teacher - sale.hold;
    if (m_model.vault(vault).owed == 0) {
        if (missing <= 0) return claimVault(vault, Use::Shared);
        if (missing <= m_room[vault]) {
            if (!claimVault(vault, Use::Shared)) return false;
            m_room[vault] -= missing;
            return true;
        }
    }
    return m_model.isCertain(number, amount) && claimVault(vault, Use::Alone);
}

/// Whether a sale can be touched now: nothing else of it, or of its student's wallet, is on its way.
bool Simulation::mayTake(int number, Minor amount, bool fromWallet)
{
    const Sale& sale = m_model.sale(number);
    const std::string name = "sale " + std::to_string(number);
    const Owner wallet{sale.student, sale.currency};
    const bool needsWallet = fromWallet || sale.isTopUp();
    const std::string subscription = "subscription " + std::to_string(sale.subscription);
    if (sale.isHoldUncertain && sale.isHeld) return false;
    if (sale.subscription >= 0 && m_used.contains(subscription)) return false;
    if (m_used.contains(name) || (needsWallet && m_used.contains(nameOf("wallet", wallet)))) return false;
    if (!sale.isTopUp() && !claimTaking(number, amount)) return false;
    (void)claim(name, Use::Alone);
    if (sale.subscription >= 0) (void)claim(subscription, Use::Alone);
    if (needsWallet) (void)claimWallet(wallet, Use::Alone);
    if (!sale.isTopUp()) m_waitingPairs.insert({sale.holder, sale.course});
    return true;
}

/// What leaves the gateway for a bank must be there whatever else of the round comes first.
bool Simulation::mayPayOut(const std::string& currency, Minor amount, bool isPayout)
{
    if ((isPayout || m_paidOut.contains(currency)) && m_spendable[currency] < amount) return false;
    m_spendable[currency] -= amount;
    if (isPayout) m_paidOut.insert(currency);
    return true;
}

/// Half of the time among the latest: that is where holds are.
std::optional<int> Simulation::drawSale(const std::function<bool(const Sale&, int)>& fits)
{
    const int count = m_model.saleCount();
    if (count == 0) return std::nullopt;
    const bool latest = m_draw.chance(50);
    for (int attempt = 0; attempt < 30; ++attempt) {
        const int number = latest ? count - 1 - m_draw.below(std::min(count, std::max(20, count / 10))) : m_draw.below(count);
        const Sale& sale = m_model.sale(number);
        if (!sale.isForBundle && !sale.awaitsRest && fits(sale, number)) return number;
    }
    return std::nullopt;
}

} // namespace lectern::simulation

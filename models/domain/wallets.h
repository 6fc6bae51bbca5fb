#pragma once
#include "domain/payments.h"

namespace lectern {

enum class WalletEntryKind { TopUp, Purchase, PurchaseReturned, Refund, TopUpReturned };
QString toText(WalletEntryKind);
bool fromText(const QString&, WalletEntryKind&);

struct WalletBalance {
    Money available; ///< may be spent
    Money reserved;  ///< in purchases under way
    bool operator==(const WalletBalance&) const = default;
};

/// A student's own money at the school. Never below zero.
struct StudentWallet {
    QList<WalletBalance> balances; ///< one per currency, the default currency first; never empty
    Money minimumTopUp;
    Money maximumTopUp;
    bool operator==(const StudentWallet&) const = default;
};
QJsonObject toJson(const StudentWallet&);
Result<StudentWallet> studentWalletFromJson(const QJsonObject&);

/// One line of the history, newest first.
struct WalletEntry {
    QString id;
    WalletEntryKind kind = WalletEntryKind::TopUp;
    QString description;
    Money amount;       ///< signed: positive comes in
    Money balanceAfter; ///< available + reserved after this line
    std::optional<PaymentId> paymentId;
    QDateTime at;
    bool operator==(const WalletEntry&) const = default;
};
QJsonObject toJson(const WalletEntry&);
Result<WalletEntry> walletEntryFromJson(const QJsonObject&);

struct TopUpForm {
    Money amount;
    bool operator==(const TopUpForm&) const = default;
};
QJsonObject toJson(const TopUpForm&);
Result<TopUpForm> topUpFormFromJson(const QJsonObject&);

} // namespace lectern

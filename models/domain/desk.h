#pragma once
#include "domain/error.h"
#include "domain/money.h"
#include "domain/result.h"
#include <QDateTime>
#include <QJsonObject>
#include <optional>

namespace lectern {

/// Money that people move by hand where no payment service does: what is expected, and what is to be sent.
enum class DeskKind { Payment, Refund, Payout };
QString toText(DeskKind);
bool fromText(const QString&, DeskKind&);

enum class DeskState { Waiting, Done, Failed, Canceled };
QString toText(DeskState);
bool fromText(const QString&, DeskState&);

struct DeskItem {
    QString id;
    DeskKind kind = DeskKind::Payment;
    DeskState state = DeskState::Waiting;
    Money amount;
    Money moved;        ///< of a payment: what has arrived so far; else all of it when it is done
    QString reference;  ///< what the transfer says
    QString personName; ///< whom it comes from, or goes to
    QString what;       ///< course, or "Payout"
    QString failure;    ///< why it failed
    QDateTime createdAt;
    std::optional<QDateTime> finishedAt;
    bool operator==(const DeskItem&) const = default;
};
QJsonObject toJson(const DeskItem&);
Result<DeskItem> deskItemFromJson(const QJsonObject&);

struct DeskFilter {
    std::optional<DeskKind> kind;
    std::optional<DeskState> state;
    QString text; ///< reference or person
    bool operator==(const DeskFilter&) const = default;
};

/// What became of one: of a payment how much arrived, of others whether it was sent.
struct DeskReport {
    bool failed = false;         ///< a refund or a payout that could not be sent, or came back
    std::optional<Money> amount; ///< of a payment: what has arrived now; absent: all that is missing
    QString note;                ///< reference of the bank, or why it failed
    bool operator==(const DeskReport&) const = default;
};
QJsonObject toJson(const DeskReport&);
Result<DeskReport> deskReportFromJson(const QJsonObject&);

} // namespace lectern

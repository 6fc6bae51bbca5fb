#pragma once
#include "sandbox/core/apierror.h"

namespace lectern::sandbox {

struct Sandbox;

/// What a customer's test bank account does when it is debited; from https://docs.stripe.com/payments/ach-direct-debit
/// and https://docs.stripe.com/payments/sepa-debit. Whatever it does, it takes days.
enum class DebitBehaviour {
    Succeeds,
    SucceedsLate, ///< three minutes later than the others
    Fails,
    FailsLate,
    Disputed,        ///< succeeds, and the customer takes it back at once
    StaysProcessing, ///< until the control API decides
};

struct TestBankAccount
{
    const char* type;   ///< us_bank_account or sepa_debit
    const char* number; ///< account number or IBAN
    const char* alias;  ///< `pm_<alias>`; empty: by number only
    DebitBehaviour behaviour;
    const char* code; ///< failure_code of the charge, or the reason of the dispute
};

[[nodiscard]] const TestBankAccount* testAccountByAlias(const QString& id);
/// The test account behind a payment method; null for other kinds of methods.
[[nodiscard]] const TestBankAccount* accountOf(const Sandbox& sandbox, const QString& paymentMethod);
/// Checks and makes a payment method of `us_bank_account[…]` or `sepa_debit[iban]`.
[[nodiscard]] Answer bankMethodFromData(Sandbox& sandbox, const QString& type, const QJsonObject& data,
                                        const QString& paramPrefix);
[[nodiscard]] QJsonObject makeBankMethod(Sandbox& sandbox, const TestBankAccount& account, const QJsonObject& details,
                                         const QJsonObject& billingDetails);
/// An IBAN with its check digits, of an account number as that country writes it.
[[nodiscard]] QString ibanOf(const QString& country, const QString& account);
/// True for methods whose outcome comes days after the payment.
[[nodiscard]] bool isBankDebit(const QString& methodType);
/// What is wrong with taking such a method in that currency, if anything.
[[nodiscard]] Refusal checkMethodCurrency(const QString& methodType, const QString& currency);

} // namespace lectern::sandbox

#include "domain/payments.h"
#include "domain/enumtext.h"
#include "domain/fields/payments.h"

namespace lectern {

LECTERN_ENUM(PaymentMethod, {PaymentMethod::Card, "card"}, {PaymentMethod::Cash, "cash"}, {PaymentMethod::Cheque, "cheque"}, {PaymentMethod::BankTransfer, "bank_transfer"}, {PaymentMethod::Wallet, "wallet"}, {PaymentMethod::Transfer, "transfer"})
LECTERN_ENUM(PaymentMoment, {PaymentMoment::Begun, "begun"}, {PaymentMoment::Ordered, "ordered"}, {PaymentMoment::Sold, "sold"}, {PaymentMoment::Declined, "declined"})
LECTERN_ENUM(PaymentStanding, {PaymentStanding::Usual, "usual"}, {PaymentStanding::Disputed, "disputed"}, {PaymentStanding::Lost, "lost"}, {PaymentStanding::Reversed, "reversed"})
LECTERN_ENUM(EnrollmentSource, {EnrollmentSource::Direct, "direct"}, {EnrollmentSource::Referral, "referral"}, {EnrollmentSource::Promotion, "promotion"}, {EnrollmentSource::Bundle, "bundle"}, {EnrollmentSource::LearningPath, "learning_path"})
LECTERN_ENUM(PaymentKind, {PaymentKind::Course, "course"}, {PaymentKind::TopUp, "top_up"}, {PaymentKind::Booking, "booking"})
LECTERN_ENUM(PaymentState, {PaymentState::Created, "created"}, {PaymentState::AwaitingPayer, "awaiting_payer"}, {PaymentState::RequiresAction, "requires_action"}, {PaymentState::Processing, "processing"}, {PaymentState::Succeeded, "succeeded"}, {PaymentState::Failed, "failed"}, {PaymentState::Canceled, "canceled"}, {PaymentState::PartiallyRefunded, "partially_refunded"}, {PaymentState::Refunded, "refunded"})

bool isByGateway(PaymentMethod method) { return method == PaymentMethod::Card || method == PaymentMethod::Transfer; }
bool isOffline(PaymentMethod method) { return !isByGateway(method) && method != PaymentMethod::Wallet; }

LECTERN_JSON(Payment, paymentFromJson)
LECTERN_JSON(TransferDetails, transferDetailsFromJson)
LECTERN_JSON(TransferBalance, transferBalanceFromJson)
LECTERN_JSON(TransferReturnForm, transferReturnFormFromJson)
LECTERN_JSON(Checkout, checkoutFromJson)
LECTERN_JSON(MethodSetup, methodSetupFromJson)
LECTERN_JSON(EnrollResult, enrollResultFromJson)
LECTERN_JSON(CreateIntentForm, createIntentFormFromJson)
LECTERN_JSON(ConfirmForm, confirmFormFromJson)

} // namespace lectern

#include "stripe/wire.h"
#include "target.h"
#include <QJsonDocument>

// What the gateway says: events, intents, payouts, refunds and errors, believed only as far as they are complete.
using namespace lectern;

namespace {

void readObject(const QJsonObject& object)
{
    if (const auto intent = stripe::intentFromJson(object)) hold(!intent->id.isEmpty(), "an intent has an id");
    if (const auto payout = stripe::payoutFromJson(object)) hold(!payout->id.isEmpty(), "a payout has an id");
    if (const auto refund = stripe::refundFromJson(object)) hold(!refund->id.isEmpty() && (refund->state == RefundState::Pending || refund->state == RefundState::Succeeded || refund->state == RefundState::Failed), "a refund has an id and one of the gateway's states");
}

} // namespace

void takeInput(const QByteArray& input)
{
    if (const auto event = stripe::eventFromJson(input)) {
        hold(!event->id.isEmpty() && !event->type.isEmpty(), "an event has an id and a type");
        (void)stripe::isSettled(event->type);
        readObject(event->object);
    }
    readObject(QJsonDocument::fromJson(input).object());
    for (const int status : {0, 400, 402, 404, 409, 429, 500}) {
        const Error error = stripe::errorFromAnswer(status, input);
        hold(error.code != ErrorCode::Offline && error.code != ErrorCode::Protocol, "the client's codes are the client's");
    }
}

LECTERN_FUZZ_TARGET

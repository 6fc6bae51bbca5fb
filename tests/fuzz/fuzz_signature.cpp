#include "stripe/signature.h"
#include "target.h"

// Stripe-Signature in the first line, then the body. Nothing that was not signed is valid, and what was signed is.
using namespace lectern::stripe;

void takeInput(const QByteArray& input)
{
    const auto [header, body] = split(input);
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC);
    const QList<QByteArray> secrets{"whsec_of_yesterday", "whsec_of_today"};
    hold(verifySignature(body, header, secrets, now) != SignatureResult::Valid, "a header that nobody signed");
    hold((verifySignature(body, header, secrets, now) == SignatureResult::Missing) == header.isEmpty(), "missing means empty");
    const QByteArray right = signatureHeader(body, secrets.last(), now.toSecsSinceEpoch());
    hold(verifySignature(body, right, secrets, now) == SignatureResult::Valid, "the right header");
    hold(verifySignature(body, right + ",v1=" + header, secrets, now) != SignatureResult::Missing, "a right header with more behind it");
    hold(verifySignature(body + 'x', right, secrets, now) == SignatureResult::Mismatch, "another body");
    hold(verifySignature(body, right, secrets, now.addSecs(301)) == SignatureResult::Expired, "too late");
}

LECTERN_FUZZ_TARGET

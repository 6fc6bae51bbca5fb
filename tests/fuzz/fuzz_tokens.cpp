#include "target.h"
#include "usecases/accounts/tokensigner.h"

// Tokens and tickets that nobody here signed open nothing.
using namespace lectern;

void takeInput(const QByteArray& input)
{
    static const TokenSigner signer(QByteArray(40, 's'));
    const QDateTime now = QDateTime::fromSecsSinceEpoch(1'790'000'000, Qt::UTC);
    const QString text = QString::fromUtf8(input);
    const auto claims = signer.verify(text, now);
    hold(!claims && claims.error().code == ErrorCode::Unauthenticated, "a token that nobody signed");
    hold(!signer.verifyTicket(text, QStringLiteral("file:1"), now), "a ticket that nobody signed");
    // A subject is any text and comes back as the same.
    if (input.size() > 200 || !text.isValidUtf16()) return;
    const QString ticket = signer.signTicket(text, now.addSecs(60));
    hold(signer.verifyTicket(ticket, text, now), "our own ticket");
    hold(!signer.verifyTicket(ticket, text + u'x', now), "a ticket for something else");
    hold(!signer.verifyTicket(ticket, text, now.addSecs(61)), "a ticket of yesterday");
    hold(!signer.verify(ticket, now), "a ticket is no token");
}

LECTERN_FUZZ_TARGET

#pragma once
#include <QString>

namespace lectern::sandbox {

struct Sandbox;

// Automatic collection: a draft is finalised after a while, a failed invoice is tried again, and in the end its
// subscription bears the consequences. https://docs.stripe.com/billing/revenue-recovery

/// Finalises a draft later and collects it then.
void scheduleCollection(Sandbox& sandbox, const QString& invoiceId, qint64 afterSeconds);
/// An attempt failed: tells about it, moves the subscription to past_due and plans the next attempt.
void invoiceFailed(Sandbox& sandbox, const QString& invoiceId);
/// Marks what happens to the invoice's intent as an attempt by Stripe, not by the customer.
void noteAttempt(Sandbox& sandbox, const QString& invoiceId, bool running);
void dropRetries(Sandbox& sandbox, const QString& invoiceId);
void registerDunningTasks(Sandbox& sandbox);

} // namespace lectern::sandbox

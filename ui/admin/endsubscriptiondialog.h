#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"
#include "ui/kit/endchoice.h"

namespace lectern {

/// Ends a student's subscription, now or with what is paid, for a reason that the audit trail keeps.
class EndSubscriptionDialog final : public DialogFrame
{
    Q_OBJECT
public:
    EndSubscriptionDialog(const Subscription& subscription, SubscriptionsGateway* subscriptions, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Subscription& subscription);

protected:
    std::optional<Error> check() override;

private:
    void showConsequence();
    [[nodiscard]] QString reason() const;

    Subscription m_subscription;
    EndChoice* m_when;
    QPlainTextEdit* m_reason;
    FormField* m_reasonField;
};

} // namespace lectern

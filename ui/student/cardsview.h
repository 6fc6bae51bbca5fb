#pragma once
#include "items/reply.h"
#include "ui/kit/statestack.h"

namespace lectern {

/// What a student agreed to, a card for each, with its five faces and a way to pay what is open.
class CardsView : public QWidget
{
    Q_OBJECT
public:
    virtual void refresh() = 0;

Q_SIGNALS:
    void checkoutWanted(const lectern::Checkout& checkout);
    void resumeWanted(const lectern::EnrollmentId& id); ///< what was begun and not finished
    void toast(const QString& text, lectern::Tone tone);

protected:
    CardsView(const EmptyText& empty, const QString& offlineHint, QWidget* parent);
    /// Shows the newest answer: empty, or as `cards` fills it.
    template <class T>
    void take(Reply<QList<T>> reply, std::function<void(const QList<T>&)> fill)
    {
        m_states->showLoading();
        const quint64 id = m_request.next();
        whenDone(this, std::move(reply), [this, id, fill = std::move(fill)](const Result<QList<T>>& answer) {
            if (!m_request.is(id)) return;
            if (!answer) return m_states->showError(answer.error());
            clearLayout(m_cards);
            fill(*answer);
            answer->isEmpty() ? m_states->showEmpty() : m_states->showContent();
        });
    }
    [[nodiscard]] QVBoxLayout* cards() const { return m_cards; }
    /// Asks for the checkout of `what`; pressing again while it is asked is the same payment.
    void pay(QPushButton* button, const QString& what, const std::function<Reply<Checkout>(const QString& key)>& ask);

private:
    StateStack* m_states;
    QVBoxLayout* m_cards;
    QHash<QString, QString> m_keys; ///< of what is being paid
    RequestId m_request;
};

} // namespace lectern

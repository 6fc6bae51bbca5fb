#pragma once
#include "ui/student/cardsview.h"

namespace lectern {

/// Courses that the student gave to others, with their codes.
class GiftsView final : public CardsView
{
    Q_OBJECT
public:
    explicit GiftsView(OffersGateway* offers, QWidget* parent = nullptr);
    void refresh() override;

Q_SIGNALS:
    void payWanted(const lectern::PaymentId& id);
    void takeBackWanted(const lectern::PaymentId& id, const QString& courseTitle);

private:
    QWidget* cardOf(const Gift& gift);
    QLayout* codeLine(const Gift& gift);
    void addEnd(QVBoxLayout* to, const Gift& gift);

    OffersGateway* m_offers;
};

} // namespace lectern

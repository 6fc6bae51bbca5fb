#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QRadioButton;

namespace lectern {

/// Buying the courses of a bundle: what each costs, what is left out and why, and how to pay. Agreed is to the total that stands there.
class BundleDialog final : public DialogFrame
{
    Q_OBJECT
public:
    BundleDialog(const Bundle& bundle, OffersGateway* offers, QWidget* parent);

Q_SIGNALS:
    void bought(const lectern::BundleResult& result);

private:
    void load();
    void display(const BundleQuote& quote);
    void showTerms();
    void pay();

    Bundle m_bundle;
    OffersGateway* m_offers;
    std::optional<BundleQuote> m_quote;
    QVBoxLayout* m_lines;
    QRadioButton* m_card;
    QRadioButton* m_wallet;
    QLabel* m_terms;
    Notice* m_problem;
    BundleOrderForm m_sent;
    QString m_key; ///< of m_sent
    RequestId m_request;
};

} // namespace lectern

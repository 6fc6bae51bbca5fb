#pragma once
#include "items/reply.h"
#include "ui/kit/formfield.h"

namespace lectern {

/// Where a student types a code: hidden behind a link, checked by the server while the price stands beside it, and
/// taken off again with one press. Codes that the school advertises are offered.
class CouponBox final : public QWidget
{
    Q_OBJECT
public:
    CouponBox(const CourseId& course, bool isGift, CouponsGateway* coupons, QWidget* parent = nullptr);
    /// The quote as it stands; says which code is in it.
    void setQuote(const PurchaseQuote& quote);
    void setCountry(const QString& country) { m_country = country; }
    [[nodiscard]] QString code() const { return m_code; } ///< that counts now; empty: none
    void say(const QString& problem);

Q_SIGNALS:
    void quoted(const lectern::PurchaseQuote& quote); ///< with the code
    void removed();                                   ///< ask for the price without one
    void refused();                                   ///< what was typed does not count, and why stands there

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void check();
    void loadOffers();
    void showFaces();

    CourseId m_course;
    bool m_isGift;
    CouponsGateway* m_coupons;
    QString m_country;
    QString m_code;
    bool m_isOpen = false;
    QPushButton* m_link;
    QWidget* m_entry;
    FormField* m_field;
    QLineEdit* m_edit;
    QPushButton* m_apply;
    QHBoxLayout* m_offers;
    QWidget* m_applied;
    QLabel* m_appliedText;
    RequestId m_request;
};

} // namespace lectern

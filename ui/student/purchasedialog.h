#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"
#include "ui/student/howtopaydialog.h"

class QButtonGroup;
class QRadioButton;

namespace lectern {

class CouponBox;
class PlanBox;
class PurchaseSum;

/// Enrolling in a course that costs something: what it costs with its tax, the ways to pay, and what is agreed to.
/// Agreed is to the total that stands there; should the server know another one by then, it is shown and asked again.
class PurchaseDialog final : public DialogFrame
{
    Q_OBJECT
public:
    /// `gift`: the place is somebody else's.
    PurchaseDialog(const CourseId& course, const QString& courseTitle, const Gateways& gateways, QWidget* parent, const std::optional<GiftForm>& gift = {});

Q_SIGNALS:
    void enrolled(const lectern::EnrollResult& result);
    /// Enrolled, and the place waits for money that comes another way.
    void placeReserved(const lectern::EnrollResult& result, const lectern::OfflinePayment& payment);
    /// Enrolled, and paid on the gateway's own page in a browser.
    void pageOpened(const lectern::HostedSession& session);

protected:
    std::optional<Error> check() override;

private:
    QWidget* buildWays();
    QWidget* buildSum();
    void addWay(int way, const QString& name);
    void load(const QString& country);
    void askQuote(quint64 request, const QString& country);
    void showProblem(const Error& error);
    void display();
    void takeQuote(const PurchaseQuote& quote);
    void openPage(const EnrollResult& result);
    void showCardTerms(QStringList& terms);
    void showWays();
    void showTerms();
    void showSubscription(const PlanOffer& offer);
    void showCoupon();
    /// What is agreed to instead of a price: a period's price until it is cancelled.
    [[nodiscard]] std::optional<PlanOffer> subscription() const;
    void pay();
    void onAnswer(const Result<EnrollResult>& answer);
    [[nodiscard]] int way() const;
    [[nodiscard]] PaymentMethod method() const;
    [[nodiscard]] Money walletPart() const; ///< zero unless a part comes from the wallet
    [[nodiscard]] EnrollForm form() const;
    [[nodiscard]] QString keyFor(const EnrollForm& form);

    CourseId m_course;
    QString m_title;
    Gateways m_gateways;
    std::optional<GiftForm> m_gift;
    ServerInfo m_school;
    std::optional<PurchaseQuote> m_quote;
    std::optional<Error> m_refused; ///< why the last order was refused as outdated
    std::optional<Money> m_agreed;  ///< the total of that order
    QWidget* m_columns;
    QButtonGroup* m_ways;
    QHash<int, QLabel*> m_hints; ///< of the ways
    MoneyEdit* m_part;
    FormField* m_partField;
    QComboBox* m_country;
    FormField* m_countryField;
    PurchaseSum* m_sum;
    CouponBox* m_coupon;
    PlanBox* m_plan;
    QLabel* m_noCoupon; ///< why a code does not count here
    bool m_withoutCoupon = false; ///< the student took the code off
    QLabel* m_terms;
    QLabel* m_policy;
    Notice* m_changed;
    Notice* m_problem;
    EnrollForm m_sent;
    QString m_key; ///< of m_sent: the same order again is the same purchase
    RequestId m_request;
};

} // namespace lectern

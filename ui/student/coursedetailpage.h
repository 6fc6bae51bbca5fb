#pragma once
#include "ui/kit/covers.h"
#include "ui/kit/formfield.h"
#include "ui/kit/markdown.h"
#include "ui/kit/pageframe.h"
#include "ui/student/howtopaydialog.h"

namespace lectern {

/// One course as a visitor sees it, with the button that enrolls.
class CourseDetailPage final : public PageFrame
{
    Q_OBJECT
public:
    CourseDetailPage(const CourseId& id, const Gateways& gateways, CoverStore* covers, QWidget* parent = nullptr);
    void refresh() override;
    void onLive(const LiveMessage& message) override;

Q_SIGNALS:
    void checkoutWanted(const lectern::Checkout& checkout);
    void trialWanted(const lectern::Enrollment& enrollment, const lectern::MethodSetup& setup); ///< a card is to be given
    void resumeWanted(const lectern::EnrollmentId& id); ///< an enrollment that awaits its payment
    void learnWanted(const lectern::EnrollmentId& id);
    void paymentsWanted(); ///< something of it is overdue or questioned
    void giftsWanted(); ///< one is ready

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildOffer();
    void display(const CoursePage& page);
    void showOutline(const QList<Section>& sections);
    void showOffer();
    void showPrice(bool isAsked, bool isClosed);
    void askPlans();
    [[nodiscard]] bool mayBuy() const;
    [[nodiscard]] QString admissionText() const;
    void askCode();
    void refused(const Error& error);
    void wait(bool join);
    void act();
    void askPayment();
    void enrollForFree();
    void openPurchase(const std::optional<GiftForm>& gift = {});
    void askGift();
    void onGift(const EnrollResult& result);
    void onEnrolled(const EnrollResult& result);
    void openHowToPay(const OfflinePayment& payment);

    CourseId m_id;
    Gateways m_gateways;
    CoursePage m_page;
    StateStack* m_states;
    CoverLabel* m_cover;
    MarkdownView* m_description;
    QVBoxLayout* m_outline;
    QBoxLayout* m_columns;
    QWidget* m_offer;
    MoneyLabel* m_price;
    Chip* m_state;
    QPushButton* m_button;
    QLabel* m_beside; ///< below the price: other ways to pay, or who pays
    QLabel* m_facts;
    QLabel* m_promise;
    Notice* m_notice;
    QPushButton* m_give;
    QPushButton* m_leave;  ///< the waiting list
    QLabel* m_seats;
    QLabel* m_bio;
    RequestId m_load;
    RequestId m_paymentLoad;
    RequestId m_plansLoad;
    QList<PlanOffer> m_plans;
    std::optional<OfflinePayment> m_waiting; ///< what the school waits for outside of the gateway
    bool m_busy = false;
    int m_refundDays = 0; ///< 0: not known, or not offered
    int m_refundMaxPercent = 0;
};

} // namespace lectern

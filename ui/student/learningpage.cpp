#include "ui/student/learningpage.h"
#include "domain/statemachine.h"
#include "ui/kit/painting.h"
#include <QMenu>

namespace lectern {

namespace {

class EnrollmentDelegate final : public CardDelegate
{
public:
    EnrollmentDelegate(EnrollmentListModel* model, const QHash<PaymentId, Payment>* waiting, CoverStore* covers,
                       QObject* parent)
        : CardDelegate(covers, parent)
        , m_model(model)
        , m_waiting(waiting)
    {
    }

protected:
    std::optional<FileId> coverOf(const QModelIndex& index) const override
    {
        return m_model->at(index.row()).coverFileId;
    }
    void paintWords(QPainter* p, const QRect& rect, const QModelIndex& index) const override
    {
        const Enrollment& item = m_model->at(index.row());
        const Tokens& t = tokens();
        paintTitle(p, rect, item.courseTitle);
        p->setFont(uiFont(textsize::small));
        p->setPen(t.inkSoft);
        p->drawText(rect.adjusted(0, 43, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                    p->fontMetrics().elidedText(item.teacherName, Qt::ElideRight, rect.width()));
        const QRect foot(rect.left(), rect.bottom() - 22, rect.width(), 22);
        if (!states::grantsAccess(item.state)) {
            const int used = painting::chip(p, foot, chip(item.state));
            if (item.state != EnrollmentState::AwaitingPayment) return;
            p->setFont(uiFont(textsize::small, QFont::DemiBold));
            p->setPen(t.of(Tone::Accent));
            const QRect rest = foot.adjusted(used + space::s, 0, 0, 0);
            const bool offline = item.paymentId && m_waiting->contains(*item.paymentId);
            const QString word = offline ? QCoreApplication::translate("LearningPage", "How to pay")
                                         : QCoreApplication::translate("LearningPage", "Finish the payment");
            p->drawText(rest, Qt::AlignVCenter | Qt::AlignRight,
                        p->fontMetrics().elidedText(word, Qt::ElideRight, rest.width()));
            return;
        }
        const QString percent = QLocale().toString(item.progressPercent) + u'%';
        p->setPen(t.inkSoft);
        painting::tabularText(p, foot, percent, Qt::AlignRight);
        const QRectF track(foot.left(), foot.center().y() - 2.5, foot.width() - 50, 6);
        p->setPen(Qt::NoPen);
        p->setBrush(t.softOf(Tone::Neutral));
        p->drawRoundedRect(track, 3, 3);
        if (item.progressPercent <= 0) return;
        p->setBrush(item.progressPercent >= 100 ? t.of(Tone::Green) : t.accent);
        p->drawRoundedRect(
            QRectF(track.left(), track.top(), qMax(6.0, track.width() * item.progressPercent / 100.0), 6), 3, 3);
    }

private:
    EnrollmentListModel* m_model;
    const QHash<PaymentId, Payment>* m_waiting;
};

} // namespace

LearningPage::LearningPage(const Gateways& gateways, CoverStore* covers, QWidget* parent)
    : PageFrame(tr("My learning"), parent)
    , m_gateways(gateways)
    , m_model(new EnrollmentListModel(gateways.enrollments, this))
    , m_grid(new CardGrid(covers, 240, QStringLiteral("learning.grid")))
{
    setMaximumContentWidth(1680);
    m_grid->setModel(m_model);
    m_grid->setItemDelegate(new EnrollmentDelegate(m_model, &m_waiting, covers, m_grid));
    auto* states = setContent(m_grid, Skeleton::Shape::Cards,
                              {QStringLiteral("view-media-playlist"), tr("Your courses will be here"),
                               tr("Choose something to learn. What you enroll in shows up here with your progress."),
                               tr("Browse the catalogue")},
                              false);
    states->setOfflineHint(
        tr("Your courses are kept on the server. Certificates and documents that you saved still open."));
    states->follow(m_model);
    connect(states, &StateStack::emptyAction, this, &LearningPage::catalogueWanted);
    connect(m_grid, &CardGrid::opened, this, &LearningPage::open);
    m_grid->setCardMenu([this](QMenu* menu, int row) {
        const Enrollment item = m_model->at(row);
        const bool unpaid = item.state == EnrollmentState::AwaitingPayment;
        const bool offline = unpaid && item.paymentId && m_waiting.contains(*item.paymentId);
        menu->addAction(offline  ? tr("How to pay, or pay by card…")
                        : unpaid ? tr("Finish the payment")
                                 : tr("Open"),
                        this, [this, row] { open(row); });
        menu->addAction(tr("Course page"), this, [this, item] { Q_EMIT courseWanted(item.courseId); });
        if (item.certificateCode)
            menu->addAction(tr("Certificate"), this, [this, item] { Q_EMIT certificateWanted(item.id); });
        if (states::grantsAccess(item.state) && item.paymentId && !item.price.isZero())
            menu->addAction(tr("Take it back…"), this,
                            [this, item] { Q_EMIT takeBackWanted(*item.paymentId, item.courseTitle); });
    });
    connect(m_model, &PagedListModel::stateChanged, this, &LearningPage::askPayments);
    m_model->reload();
}

void LearningPage::askPayments()
{
    if (m_model->state() != PagedListModel::State::Ready) return;
    m_waiting.clear();
    const quint64 id = m_request.next();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Enrollment& item = m_model->at(row);
        if (item.state != EnrollmentState::AwaitingPayment || !item.paymentId) continue;
        // An enrollment does not say how it is paid. Until its payment is here, opening it resumes the card payment.
        whenDone(this, m_gateways.payments->payment(*item.paymentId), [this, id](const Result<Payment>& answer) {
            if (!m_request.is(id) || !answer || !waitsForReceipt(*answer)) return;
            m_waiting.insert(answer->id, *answer);
            m_grid->viewport()->update();
        });
    }
}

void LearningPage::openHowToPay(const Enrollment& enrollment)
{
    const Payment payment = m_waiting.value(*enrollment.paymentId);
    auto* dialog = new HowToPayDialog(offlinePayment(payment, enrollment.expiresAt), m_gateways, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &HowToPayDialog::checkoutWanted, this, &LearningPage::checkoutWanted);
    dialog->open();
}

void LearningPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("enrollment") || message.topic == QStringLiteral("payment")) refresh();
}

void LearningPage::open(int row)
{
    const Enrollment item = m_model->at(row);
    if (states::grantsAccess(item.state))
        Q_EMIT learnWanted(item.id);
    else if (item.paymentId && m_waiting.contains(*item.paymentId))
        openHowToPay(item);
    else if (item.state == EnrollmentState::AwaitingPayment && item.paymentId)
        Q_EMIT resumeWanted(item.id);
    else
        Q_EMIT courseWanted(item.courseId);
}

} // namespace lectern

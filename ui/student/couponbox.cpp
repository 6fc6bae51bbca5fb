#include "ui/student/couponbox.h"
#include <QKeyEvent>

namespace lectern {

CouponBox::CouponBox(const CourseId& course, bool isGift, CouponsGateway* coupons, QWidget* parent)
    : QWidget(parent)
    , m_course(course)
    , m_isGift(isGift)
    , m_coupons(coupons)
    , m_link(makeButton(ButtonKind::Link, tr("I have a code"), QStringLiteral("purchase.coupon.open")))
    , m_entry(new QWidget)
    , m_edit(new QLineEdit)
    , m_apply(makeButton(ButtonKind::Secondary, tr("Apply"), QStringLiteral("purchase.coupon.apply")))
    , m_offers(row(space::s))
    , m_applied(new QWidget)
    , m_appliedText(makeText(TextStyle::Strong, {}))
{
    m_edit->setObjectName(QStringLiteral("purchase.coupon.code"));
    m_edit->setMaxLength(60);
    m_edit->installEventFilter(this);
    m_apply->setAutoDefault(false);
    m_appliedText->setObjectName(QStringLiteral("purchase.coupon.applied"));
    auto* input = new QWidget;
    auto* cells = row(space::s);
    cells->addWidget(m_edit, 1);
    cells->addWidget(m_apply);
    input->setLayout(cells);
    input->setFocusProxy(m_edit);
    m_field = new FormField(tr("&Code"), input);
    auto* entry = column(space::s);
    entry->addWidget(m_field);
    entry->addLayout(m_offers);
    m_entry->setLayout(entry);
    auto* remove = makeButton(ButtonKind::Link, tr("Remove"), QStringLiteral("purchase.coupon.remove"));
    remove->setAutoDefault(false);
    auto* applied = row(space::s);
    applied->addWidget(m_appliedText, 1);
    applied->addWidget(remove);
    m_applied->setLayout(applied);
    auto* lines = column(space::s);
    lines->addWidget(m_link, 0, Qt::AlignLeft);
    lines->addWidget(m_entry);
    lines->addWidget(m_applied);
    setLayout(lines);
    connect(m_link, &QPushButton::clicked, this, [this] {
        m_isOpen = true;
        showFaces();
        m_edit->setFocus();
        loadOffers();
    });
    connect(m_apply, &QPushButton::clicked, this, &CouponBox::check);
    connect(remove, &QPushButton::clicked, this, [this] {
        m_code.clear();
        m_edit->clear();
        showFaces();
        Q_EMIT removed();
    });
    showFaces();
}

bool CouponBox::eventFilter(QObject* watched, QEvent* event)
{
    // Enter in the field means the code, not the purchase.
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            check();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void CouponBox::showFaces()
{
    m_link->setVisible(!m_isOpen && m_code.isEmpty());
    m_entry->setVisible(m_isOpen && m_code.isEmpty());
    m_applied->setVisible(!m_code.isEmpty());
}

void CouponBox::setQuote(const PurchaseQuote& quote)
{
    m_code = quote.couponCode;
    m_appliedText->setText(tr("%1 takes off %2").arg(quote.couponCode, moneyText(quote.discount)));
    showFaces();
}

void CouponBox::say(const QString& problem)
{
    m_isOpen = true;
    m_code.clear();
    showFaces();
    m_field->setError(problem);
}

void CouponBox::loadOffers()
{
    whenDone(this, m_coupons->offers(m_course), [this](const Result<QList<CouponOffer>>& answer) {
        if (!answer) return; // one may type a code without them
        clearLayout(m_offers);
        for (const CouponOffer& offer : *answer) {
            auto* button = makeButton(ButtonKind::Quiet, QStringLiteral("%1 · %2").arg(offer.code, offer.terms), QStringLiteral("purchase.coupon.offer.") + offer.code);
            button->setAutoDefault(false);
            connect(button, &QPushButton::clicked, this, [this, code = offer.code] {
                m_edit->setText(code);
                check();
            });
            m_offers->addWidget(button);
        }
        m_offers->addStretch();
    });
}

void CouponBox::check()
{
    const QString code = m_edit->text().trimmed();
    m_field->setError({});
    if (code.isEmpty()) return m_field->setError(tr("Type the code that you were given."));
    m_apply->setEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_coupons->check({m_course, code, m_country.isEmpty() ? std::nullopt : std::optional(m_country), m_isGift}), [this, id](const Result<PurchaseQuote>& answer) {
        m_apply->setEnabled(true);
        if (!m_request.is(id)) return;
        if (!answer) {
            m_field->setError(errorText(answer.error()));
            return Q_EMIT refused();
        }
        setQuote(*answer);
        Q_EMIT quoted(*answer);
    });
}

} // namespace lectern

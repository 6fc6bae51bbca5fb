#include "ui/vault/releasescard.h"
#include "ui/kit/painting.h"
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

namespace lectern {

namespace {
constexpr int kLine = 28;
constexpr int kDate = 84;
constexpr int kAmount = 116;
constexpr int kFewLines = 6;

QString lineText(const VaultRelease& release)
{
    return release.waitsForGateway
               ? ReleaseBars::tr("%1: %2, waits for the gateway").arg(exactTime(release.at), moneyText(release.amount))
               : ReleaseBars::tr("%1: %2").arg(exactTime(release.at), moneyText(release.amount));
}
} // namespace

ReleaseBars::ReleaseBars(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("vault.releases"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMouseTracking(true);
}

void ReleaseBars::setReleases(const QList<VaultRelease>& releases)
{
    m_releases = releases;
    setAccessibleName(tr("What becomes available when"));
    setAccessibleDescription(lines().join(u'\n'));
    updateGeometry();
    update();
}

QStringList ReleaseBars::lines() const
{
    QStringList texts;
    for (const VaultRelease& release : m_releases)
        texts.append(lineText(release));
    return texts;
}

QSize ReleaseBars::sizeHint() const { return {480, kLine * int(m_releases.size())}; }

void ReleaseBars::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    qint64 most = 1;
    for (const VaultRelease& release : m_releases)
        most = qMax(most, release.amount.minor());
    QRect line(0, 0, width(), kLine);
    for (const VaultRelease& release : m_releases) {
        paintLine(&painter, line, release, most);
        line.translate(0, kLine);
    }
}

void ReleaseBars::paintLine(QPainter* p, const QRect& line, const VaultRelease& release, qint64 most) const
{
    const Tokens& t = tokens();
    p->setFont(uiFont(textsize::body));
    p->setPen(t.inkSoft);
    p->drawText(line.adjusted(0, 0, kDate - line.width(), 0), Qt::AlignVCenter | Qt::AlignLeft, dayText(release.at));
    p->setPen(t.ink);
    painting::tabularText(p, line.adjusted(line.width() - kAmount, 0, 0, 0), moneyText(release.amount), Qt::AlignRight);
    const QRect track = line.adjusted(kDate, 9, -kAmount - space::m, -9);
    // The share is of what fits in 53 bits; a bar needs no cents.
    const int length = qMax(4, int(double(track.width()) * double(release.amount.minor()) / double(most)));
    const QRectF bar(track.left(), track.top(), qMin(length, track.width()), track.height());
    p->setPen(Qt::NoPen);
    p->setBrush(t.softOf(release.waitsForGateway ? Tone::Neutral : Tone::Accent));
    p->drawRoundedRect(bar, 4, 4);
    p->setBrush(release.waitsForGateway ? QBrush(t.inkFaint, Qt::BDiagPattern) : QBrush(t.accent));
    p->drawRoundedRect(bar, 4, 4);
    if (!release.waitsForGateway) return;
    // Never by pattern alone: where there is room the words stand beside the bar, else on top of it.
    const ChipSpec waits{tr("Waits for the gateway"), Tone::Gold};
    const int wide = painting::chipSize(waits).width();
    const int x = qMin(int(bar.right()) + space::s, track.right() - wide);
    if (x >= track.left()) painting::chip(p, QRect(x, line.top(), wide, line.height()), waits);
}

bool ReleaseBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const int row = help->pos().y() / kLine;
    if (row >= 0 && row < int(m_releases.size()))
        QToolTip::showText(help->globalPos(), lineText(m_releases.at(row)).toHtmlEscaped(), this);
    return true;
}

ReleasesCard::ReleasesCard(QWidget* parent)
    : Card(tr("Becomes available"), nullptr, parent)
    , m_bars(new ReleaseBars)
    , m_note(makeText(TextStyle::Small,
                      tr("What waits for the gateway becomes available when the gateway confirms that the money "
                         "has arrived, at the earliest on that day.")))
    , m_more(makeButton(ButtonKind::Link, {}, QStringLiteral("vault.releases.more")))
{
    body()->addWidget(m_bars);
    body()->addWidget(m_more, 0, Qt::AlignLeft);
    body()->addWidget(m_note);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_all = !m_all;
        showDays();
    });
    hide();
}

void ReleasesCard::setReleases(const QList<VaultRelease>& releases)
{
    m_releases = releases;
    setVisible(!releases.isEmpty());
    showDays();
}

void ReleasesCard::showDays()
{
    const QList<VaultRelease> shown = m_all ? m_releases : m_releases.mid(0, kFewLines);
    m_bars->setReleases(shown);
    m_more->setVisible(m_releases.size() > kFewLines);
    m_more->setText(m_all ? tr("Show fewer days") : tr("Show all %1 days").arg(m_releases.size()));
    m_note->setVisible(
        std::any_of(shown.begin(), shown.end(), [](const VaultRelease& one) { return one.waitsForGateway; }));
}

} // namespace lectern

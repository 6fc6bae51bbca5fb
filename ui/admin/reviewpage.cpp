#include "ui/admin/reviewpage.h"
#include "ui/admin/coursereview.h"
#include "ui/admin/gigreview.h"
#include "ui/kit/painting.h"
#include <QListView>

namespace lectern {

namespace {

class QueueDelegate final : public QStyledItemDelegate
{
public:
    QueueDelegate(ReviewQueueModel* model, QObject* parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {200, 84}; }
    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const ReviewItem& item = m_model->at(index.row());
        const Tokens& t = tokens();
        p->save();
        const bool selected = option.state & QStyle::State_Selected;
        if (selected)
            p->fillRect(option.rect, t.softOf(Tone::Accent));
        else if (option.state & QStyle::State_MouseOver)
            p->fillRect(option.rect, t.sunken);
        if (selected) p->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), t.accent);
        p->setPen(t.line);
        p->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        const QRect r = option.rect.adjusted(space::l, 11, -space::m, -10);
        p->setFont(uiFont(textsize::small));
        p->setPen(t.inkFaint);
        const QString age = ageText(item.submittedAt);
        const int ageWidth = p->fontMetrics().horizontalAdvance(age);
        p->drawText(r, Qt::AlignTop | Qt::AlignRight, age);
        p->setFont(uiFont(textsize::body, QFont::DemiBold));
        p->setPen(t.ink);
        p->drawText(
            r, Qt::AlignTop | Qt::AlignLeft,
            p->fontMetrics().elidedText(item.title.simplified(), Qt::ElideRight, r.width() - ageWidth - space::m));
        p->setFont(uiFont(textsize::small));
        p->setPen(t.inkSoft);
        p->drawText(r.adjusted(0, 21, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                    p->fontMetrics().elidedText(
                        QStringLiteral("%1 · %2 · %3").arg(item.teacherName, item.categoryName, item.gigId ? ReviewPage::tr("%1 an hour").arg(moneyText(item.fee)) : feeText(item.fee)),
                        Qt::ElideRight, r.width()));
        QRect chips(r.left(), r.bottom() - 21, r.width(), 22);
        for (const ChipSpec& spec : chipsOf(item)) {
            if (chips.width() < painting::chipSize(spec).width()) break;
            chips.setLeft(chips.left() + painting::chip(p, chips, spec) + space::xs);
        }
        p->restore();
    }

private:
    static QList<ChipSpec> chipsOf(const ReviewItem& item)
    {
        QList<ChipSpec> list;
        if (item.gigId) list.append({ReviewPage::tr("Live session"), Tone::Accent});
        if (item.timesRejected > 0) list.append({ReviewPage::tr("Submitted again"), Tone::Blue});
        if (item.afterLaunch) list.append({ReviewPage::tr("Launched"), Tone::Green});
        if (item.similarTitles > 0)
            list.append({ReviewPage::tr("%n similar", nullptr, item.similarTitles), Tone::Gold});
        if (item.timesRejected == 0 && !item.afterLaunch && item.similarTitles == 0) list.append({ReviewPage::tr("New"), Tone::Neutral});
        return list;
    }
    ReviewQueueModel* m_model;
};

} // namespace

ReviewPage::ReviewPage(ReviewGateway* reviews, GigsGateway* gigs, CoverStore* covers, Access access, QWidget* parent)
    : PageFrame(tr("Review queue"), parent)
    , m_model(new ReviewQueueModel(reviews, this))
    , m_list(new QListView)
    , m_left(new QWidget)
    , m_detail(new CourseReview(reviews, covers, access))
    , m_gig(new GigReviewPanel(gigs, access))
    , m_right(new QStackedWidget)
{
    setSubtitle(tr("The oldest first"));
    setMaximumContentWidth(1440);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new QueueDelegate(m_model, m_list));
    m_list->setObjectName(QStringLiteral("review.queue"));
    m_list->setAccessibleName(tr("Review queue"));
    m_list->setMouseTracking(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    auto* card = new Card(nullptr, 1);
    card->body()->addWidget(m_list);
    auto* left = column(0);
    left->addWidget(card);
    m_left->setLayout(left);
    auto* body = new QWidget;
    auto* columns = row(space::l);
    columns->addWidget(m_left);
    m_right->addWidget(m_detail);
    m_right->addWidget(m_gig);
    columns->addWidget(m_right, 1);
    body->setLayout(columns);
    auto* states =
        setContent(body, Skeleton::Shape::Detail,
                   {QStringLiteral("checkmark"),
                    tr("Nothing waits for you"),
                    tr("When a teacher submits a course it appears here, and the number in the rail says so."),
                    {}},
                   false);
    states->setOfflineHint(
        tr("Decisions need the server, so that two admins cannot decide at once. What you read stays on the screen."));
    states->follow(m_model);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (!index.isValid()) return;
        const ReviewItem& item = m_model->at(index.row());
        m_right->setCurrentWidget(item.gigId ? static_cast<QWidget*>(m_gig) : m_detail);
        if (item.gigId) m_gig->open(*item.gigId);
        else m_detail->open(item.courseId);
    });
    connect(m_model, &PagedListModel::stateChanged, this, &ReviewPage::selectFirst);
    connect(m_detail, &CourseReview::decided, this, [this](const Course& course) {
        m_detail->clear();
        afterDecision(tr("“%1”: %2.").arg(course.card.title, chip(course.state).text));
    });
    connect(m_gig, &GigReviewPanel::decided, this, [this](const Gig& gig) { afterDecision(tr("“%1”: %2.").arg(gig.card.title, chip(gig.state).text)); });
    connect(m_detail, &CourseReview::admissionWanted, this, &ReviewPage::admissionWanted);
    m_model->reload();
}

void ReviewPage::afterDecision(const QString& text)
{
    Q_EMIT toast(text, Tone::Green);
    m_list->setCurrentIndex({});
    refresh();
}

void ReviewPage::selectFirst()
{
    if (m_model->state() != PagedListModel::State::Ready || m_model->rowCount() == 0 ||
        m_list->currentIndex().isValid())
        return;
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void ReviewPage::onLive(const LiveMessage& message)
{
    // Only the queue: what the admin is reading does not change under the eyes.
    if (message.topic == QStringLiteral("review") || message.topic == QStringLiteral("course")) refresh();
}

void ReviewPage::open(const CourseId& id)
{
    m_right->setCurrentWidget(m_detail);
    m_detail->open(id);
}

void ReviewPage::resizeEvent(QResizeEvent* event)
{
    PageFrame::resizeEvent(event);
    m_left->setFixedWidth(width() < 900 ? 270 : width() < 1300 ? 340 : 400);
}

} // namespace lectern

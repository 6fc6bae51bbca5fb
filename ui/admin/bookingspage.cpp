#include "ui/admin/bookingspage.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/tableview.h"

namespace lectern {

BookingsPage::BookingsPage(const Gateways& gateways, Access access, QWidget* parent)
    : PageFrame(tr("Live sessions"), parent)
    , m_model(new BookingListModel(gateways.bookings, this))
    , m_search(new SearchField(tr("Topic, teacher or student"), QStringLiteral("bookings.search")))
    , m_states(new FilterChips(tr("State")))
{
    setMaximumContentWidth(1440);
    auto* topics = makeButton(ButtonKind::Secondary, tr("Topics…"), QStringLiteral("bookings.topics"));
    topics->setToolTip(tr("What teachers offer by the hour, and what was decided about it"));
    addAction(topics);
    connect(topics, &QPushButton::clicked, this, &BookingsPage::topicsWanted);
    m_states->add({}, tr("All"));
    m_states->add(QStringLiteral("claimed"), tr("To decide"));
    for (const BookingState state : {BookingState::Pending, BookingState::Confirmed, BookingState::Paid, BookingState::Completed, BookingState::Cancelled, BookingState::Refunded}) m_states->add(toText(state), chip(state).text);
    m_states->setCurrent({});
    auto* bar = new FilterBar;
    bar->add(m_search);
    bar->add(m_states);
    addTools(bar);
    connect(m_search, &SearchField::searched, this, &BookingsPage::applyFilter);
    connect(m_states, &FilterChips::chosen, this, &BookingsPage::applyFilter);
    m_table = new TableView(m_model,
                            {{BookingListModel::Title, 0},
                             {BookingListModel::Student, 140, 560},
                             {BookingListModel::Teacher, 140, 900},
                             {BookingListModel::Starts, 140},
                             {BookingListModel::State, 130},
                             {BookingListModel::Paid, 100, 760},
                             {BookingListModel::Total, 100, 640}},
                            QStringLiteral("bookings.table"));
    m_panel = new BookingPanel(gateways, access == Access::Full ? Role::Admin : Role::Auditor, access);
    auto* body = new ListDetail(m_table, m_panel, 380);
    m_panel->follow(m_table, m_model, body);
    connect(m_panel, &BookingPanel::changed, this, &BookingsPage::refresh);
    connect(m_panel, &BookingPanel::paymentWanted, this, &BookingsPage::paymentWanted);
    connect(m_panel, &BookingPanel::toast, this, &BookingsPage::toast);
    m_faces = setContent(body, Skeleton::Shape::Table, {}, false);
    applyFilter();
    m_faces->follow(m_model);
    m_table->keepSelected();
    m_model->reload();
}

QWidget* BookingsPage::searchField() const { return m_search; }

void BookingsPage::onLive(const LiveMessage& message)
{
    if (message.topic == QStringLiteral("booking")) refresh();
}

void BookingsPage::showAll()
{
    m_search->clear();
    m_states->setCurrent({});
    applyFilter();
}

void BookingsPage::applyFilter()
{
    BookingFilter filter;
    filter.text = m_search->text().trimmed();
    filter.claimed = m_states->current() == QStringLiteral("claimed");
    BookingState state{};
    if (fromText(m_states->current(), state)) filter.state = state;
    const QString icon = QStringLiteral("view-calendar");
    if (m_faces->face() == StateStack::Face::Empty && filter != m_model->filter()) m_faces->reset(); // nobody knows yet whether it is empty
    m_faces->setEmptyText(filter == BookingFilter() ? EmptyText{icon, tr("No live sessions"), tr("When students book hours with teachers, every one of them is here, with its payment."), {}}
                          : filter.claimed          ? EmptyText{icon, tr("Nothing to decide"), tr("When somebody reports that the other side did not come, it waits here."), {}}
                                                    : EmptyText{icon, tr("None of them"), tr("No session is like this. Choose another state, or another word."), {}});
    m_model->setFilter(filter);
}

} // namespace lectern

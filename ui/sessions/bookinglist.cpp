#include "ui/sessions/bookinglist.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/listdetail.h"
#include "ui/kit/tableview.h"

namespace lectern {

namespace {

QString ahead() { return toText(BookingTime::Ahead); }
QString past() { return toText(BookingTime::Past); }
QString waiting() { return toText(BookingTime::Waiting); }

} // namespace

BookingList::BookingList(const Gateways& gateways, Role reader, const EmptyText& empty, const QString& tableName, QWidget* parent)
    : QWidget(parent)
    , m_gateways(gateways)
    , m_empty(empty)
    , m_model(new BookingListModel(gateways.bookings, this))
    , m_time(new FilterChips(tr("When")))
    , m_panel(new BookingPanel(gateways, reader, Access::Full))
{
    const bool isTeacher = reader == Role::Teacher;
    m_time->add(ahead(), tr("Ahead"));
    m_time->add(waiting(), tr("Waits for me"));
    m_time->add(past(), tr("Past"));
    m_time->setCurrent(ahead());
    connect(m_time, &FilterChips::chosen, this, [this] {
        m_body->setEnabled(false); // what is there still belongs to the other chip
        applyFilter();
    });
    m_table = new TableView(m_model, {{BookingListModel::Title, 0}, {isTeacher ? BookingListModel::Student : BookingListModel::Teacher, 150, 560}, {BookingListModel::Starts, 150}, {BookingListModel::State, 130}, {BookingListModel::Total, 100, 700}}, tableName);
    auto* body = new ListDetail(m_table, m_panel, 380);
    m_body = body;
    m_panel->follow(m_table, m_model, body);
    connect(m_model, &PagedListModel::stateChanged, this, [this] {
        if (m_model->state() != PagedListModel::State::Loading) m_body->setEnabled(true);
    });
    connect(m_panel, &BookingPanel::changed, this, &BookingList::changed);
    connect(m_panel, &BookingPanel::checkoutWanted, this, &BookingList::checkoutWanted);
    connect(m_panel, &BookingPanel::toast, this, &BookingList::toast);
    m_states = new StateStack(body, Skeleton::Shape::Table, m_empty);
    connect(m_states, &StateStack::emptyAction, this, &BookingList::emptyAction);
    auto* bar = new FilterBar;
    bar->add(m_time);
    auto* lines = column(space::m, {0, space::m, 0, 0});
    lines->addWidget(bar);
    lines->addWidget(m_states, 1);
    setLayout(lines);
    applyFilter();
    m_states->follow(m_model);
    m_table->keepSelected();
}

void BookingList::applyFilter()
{
    const QString now = m_time->current();
    BookingFilter filter;
    BookingTime time{};
    if (fromText(now, time)) filter.time = time;
    const QString icon = m_empty.iconName;
    if (m_states->face() == StateStack::Face::Empty) m_states->reset(); // nobody knows yet whether it is empty
    m_states->setEmptyText(now == past()       ? EmptyText{icon, tr("Nothing is over yet"), tr("Sessions that were held or cancelled are here, with what was paid and given back."), {}}
                           : now == waiting() ? EmptyText{icon, tr("Nothing waits for you"), tr("What has to be confirmed, paid or agreed to is here."), {}}
                                              : m_empty);
    m_model->setFilter(filter);
}

void BookingList::showBooking(const BookingId& id)
{
    m_table->selectId(id.value);
    const quint64 request = m_request.next();
    whenDone(this, m_gateways.bookings->booking(id), [this, id, request](const Result<Booking>& answer) {
        if (!m_request.is(request)) return;
        if (!answer) return (void)Q_EMIT toast(errorText(answer.error()), Tone::Red);
        const bool isAhead = states::holdsTime(answer->state) && answer->endsAt > QDateTime::currentDateTimeUtc();
        const QString wanted = isAhead ? ahead() : past();
        if (m_time->current() == wanted) {
            reload();
        } else {
            m_time->setCurrent(wanted);
            applyFilter();
        }
        m_table->selectId(id.value);
    });
}

} // namespace lectern

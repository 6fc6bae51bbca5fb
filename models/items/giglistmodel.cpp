#include "items/giglistmodel.h"

namespace lectern {

GigListModel::GigListModel(GigsGateway* gigs, QObject* parent)
    : PagedModel(parent)
    , m_gigs(gigs)
{
}

void GigListModel::setText(const QString& text)
{
    if (m_text == text) return;
    m_text = text;
    reload();
}

QVariant GigListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
    case Title:
        return tr("Topic");
    case Teacher:
        return tr("Teacher");
    case Category:
        return tr("Category");
    case Rate:
        return tr("An hour");
    case State:
        return tr("State");
    case Held:
        return tr("Held");
    case Changed:
        return tr("Changed");
    default:
        return {};
    }
}

QVariant GigListModel::cell(const Gig& item, int column) const
{
    switch (column) {
    case Title:
        return item.card.title;
    case Teacher:
        return item.teacherName;
    case Category:
        return item.categoryName;
    case Rate:
        return QVariant::fromValue(item.card.hourlyRate);
    case State:
        return QVariant::fromValue(item.state);
    case Held:
        return item.sessions;
    case Changed:
        return QVariant::fromValue(Moment{item.updatedAt});
    default:
        return {};
    }
}

} // namespace lectern

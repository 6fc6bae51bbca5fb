#include "items/outlinemodel.h"
#include <QMimeData>

namespace lectern {

namespace {

// A lecture's index carries its section's row + 1; a section's carries 0.
constexpr quintptr kSection = 0;
const QString kMime = QStringLiteral("application/x-lectern-outline");

bool isReady(const Lecture& lecture)
{
    if (lecture.kind == LectureKind::Article) return !lecture.articleMarkdown.trimmed().isEmpty();
    return lecture.file && lecture.file->received >= lecture.file->size;
}

} // namespace

void OutlineModel::setOutline(const Outline& outline)
{
    if (m_outline == outline) return;
    // The outline is small and arrives whole; views keep their place by id, not by index.
    beginResetModel();
    m_outline = outline;
    endResetModel();
}

OutlineOrder OutlineModel::order() const
{
    OutlineOrder order;
    order.version = m_outline.version;
    for (const Section& section : m_outline.sections) {
        OutlineOrder::SectionOrder one{section.id, {}};
        for (const Lecture& lecture : section.lectures)
            one.lectures.append(lecture.id);
        order.sections.append(one);
    }
    return order;
}

const Section* OutlineModel::sectionAt(const QModelIndex& index) const
{
    if (!index.isValid()) return nullptr;
    const int row = index.internalId() == kSection ? index.row() : int(index.internalId()) - 1;
    return row < int(m_outline.sections.size()) ? &m_outline.sections.at(row) : nullptr;
}

const Lecture* OutlineModel::lectureAt(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == kSection) return nullptr;
    const Section* section = sectionAt(index);
    return section && index.row() < int(section->lectures.size()) ? &section->lectures.at(index.row()) : nullptr;
}

QModelIndex OutlineModel::indexOf(const LectureId& id) const
{
    for (int s = 0; s < int(m_outline.sections.size()); ++s) {
        const auto& lectures = m_outline.sections.at(s).lectures;
        for (int l = 0; l < int(lectures.size()); ++l) {
            if (lectures.at(l).id == id) return createIndex(l, 0, quintptr(s) + 1);
        }
    }
    return {};
}

QModelIndex OutlineModel::indexOf(const SectionId& id) const
{
    for (int s = 0; s < int(m_outline.sections.size()); ++s) {
        if (m_outline.sections.at(s).id == id) return createIndex(s, 0, kSection);
    }
    return {};
}

bool OutlineModel::moveBy(const QModelIndex& index, int step)
{
    if (!index.isValid()) return false;
    if (index.internalId() == kSection) {
        const int to = index.row() + step;
        if (to < 0 || to >= int(m_outline.sections.size())) return false;
        return moveSection(index.row(), step > 0 ? to + 1 : to);
    }
    const int section = int(index.internalId()) - 1;
    const int to = index.row() + step;
    if (to < 0)
        return section > 0 &&
               moveLecture(section, index.row(), section - 1, int(m_outline.sections.at(section - 1).lectures.size()));
    if (to >= int(m_outline.sections.at(section).lectures.size()))
        return section + 1 < int(m_outline.sections.size()) && moveLecture(section, index.row(), section + 1, 0);
    return moveLecture(section, index.row(), section, step > 0 ? to + 1 : to);
}

void OutlineModel::setProgress(const LectureId& id, int percent)
{
    const QModelIndex at = indexOf(id);
    if (!at.isValid()) return;
    m_outline.sections[int(at.internalId()) - 1].lectures[at.row()].progressPercent = percent;
    Q_EMIT dataChanged(at, at);
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : kSection);
}

QModelIndex OutlineModel::parent(const QModelIndex& child) const
{
    if (!child.isValid() || child.internalId() == kSection) return {};
    return createIndex(int(child.internalId()) - 1, 0, kSection);
}

int OutlineModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid()) return int(m_outline.sections.size());
    if (parent.internalId() != kSection || parent.row() >= int(m_outline.sections.size())) return 0;
    return int(m_outline.sections.at(parent.row()).lectures.size());
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const
{
    const Section* section = sectionAt(index);
    if (!section) return {};
    const Lecture* lecture = lectureAt(index);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return lecture ? lecture->title : section->title;
    case IsSectionRole:
        return lecture == nullptr;
    case IdRole:
        return lecture ? lecture->id.value : section->id.value;
    default:
        break;
    }
    if (!lecture) return {};
    switch (role) {
    case KindRole:
        return QVariant::fromValue(lecture->kind);
    case DurationRole:
        return lecture->durationSeconds;
    case ProgressRole:
        return lecture->progressPercent;
    case ReadyRole:
        return isReady(*lecture);
    case AttachmentsRole:
        return int(lecture->attachments.size());
    default:
        return {};
    }
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
    if (!m_editable) return flags;
    if (!index.isValid()) return flags | Qt::ItemIsDropEnabled;
    flags |= Qt::ItemIsDragEnabled;
    if (index.internalId() == kSection) flags |= Qt::ItemIsDropEnabled;
    return flags;
}

QStringList OutlineModel::mimeTypes() const { return {kMime}; }

QMimeData* OutlineModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty()) return nullptr;
    auto* data = new QMimeData;
    data->setData(kMime, indexes.first().data(IdRole).toString().toUtf8());
    return data;
}

bool OutlineModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex& parent) const
{
    if (!data || !data->hasFormat(kMime)) return false;
    const QString id = QString::fromUtf8(data->data(kMime));
    // A section goes between sections, a lecture into a section.
    return indexOf(SectionId{id}).isValid() ? !parent.isValid() : parent.isValid();
}

bool OutlineModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                const QModelIndex& parent)
{
    if (!canDropMimeData(data, action, row, column, parent)) return false;
    const QString id = QString::fromUtf8(data->data(kMime));
    const QModelIndex section = indexOf(SectionId{id});
    const int to = row < 0 ? rowCount(parent) : row;
    if (section.isValid()) moveSection(section.row(), to);
    const QModelIndex lecture = indexOf(LectureId{id});
    if (lecture.isValid()) moveLecture(int(lecture.internalId()) - 1, lecture.row(), parent.row(), to);
    // The move is done here; answering false keeps the view from removing the source rows.
    return false;
}

bool OutlineModel::moveSection(int from, int to)
{
    if (!beginMoveRows({}, from, from, {}, to)) return false;
    m_outline.sections.move(from, to > from ? to - 1 : to);
    endMoveRows();
    Q_EMIT orderChanged(order());
    return true;
}

bool OutlineModel::moveLecture(int fromSection, int from, int toSection, int to)
{
    const QModelIndex source = createIndex(fromSection, 0, kSection);
    const QModelIndex target = createIndex(toSection, 0, kSection);
    if (!beginMoveRows(source, from, from, target, to)) return false;
    Lecture lecture = m_outline.sections[fromSection].lectures.takeAt(from);
    lecture.sectionId = m_outline.sections.at(toSection).id;
    m_outline.sections[toSection].lectures.insert(fromSection == toSection && to > from ? to - 1 : to, lecture);
    endMoveRows();
    Q_EMIT orderChanged(order());
    return true;
}

} // namespace lectern

#include "items/uploadlistmodel.h"
#include <algorithm>

namespace lectern {

void UploadListModel::add(Upload* upload, const QString& purpose)
{
    upload->setParent(this);
    beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
    m_rows.append({upload, purpose, false});
    endInsertRows();
    connect(upload, &Upload::changed, this, [this, upload] { onChanged(upload); });
    onChanged(upload);
}

void UploadListModel::remove(int row)
{
    if (row < 0 || row >= int(m_rows.size())) return;
    Upload* upload = m_rows.at(row).upload;
    upload->disconnect(this);
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
    if (upload->state() != Upload::State::Complete) upload->cancel();
    upload->deleteLater();
}

int UploadListModel::unfinished() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [](const Row& row) { return row.upload->state() != Upload::State::Complete; }));
}

QVariant UploadListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= int(m_rows.size())) return {};
    const Row& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.upload->fileName();
    case StateRole:
        return int(row.upload->state());
    case SentRole:
        return row.upload->bytesSent();
    case TotalRole:
        return row.upload->bytesTotal();
    case PurposeRole:
        return row.purpose;
    case ErrorRole:
        return row.upload->state() == Upload::State::Failed ? row.upload->error().detail : QString();
    default:
        return {};
    }
}

void UploadListModel::onChanged(Upload* upload)
{
    for (int i = 0; i < int(m_rows.size()); ++i) {
        if (m_rows.at(i).upload != upload) continue;
        Q_EMIT dataChanged(index(i), index(i));
        if (upload->state() == Upload::State::Complete && !m_rows.at(i).told) {
            m_rows[i].told = true;
            const QString purpose = m_rows.at(i).purpose;
            Q_EMIT completed(upload, purpose);
        }
        return;
    }
}

} // namespace lectern

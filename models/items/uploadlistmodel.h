#pragma once
#include "items/values.h"
#include <QAbstractListModel>

namespace lectern {

/// Files on their way to the server, the newest last. Owns the uploads added to it.
class UploadListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum UploadRole {
        StateRole = Qt::UserRole + 100, ///< int of Upload::State
        SentRole,                       ///< qint64 bytes that the server has
        TotalRole,                      ///< qint64 bytes
        PurposeRole,                    ///< QString what the file is for
        ErrorRole,                      ///< QString what went wrong; empty unless Failed
    };
    using QAbstractListModel::QAbstractListModel;

    void add(Upload* upload, const QString& purpose);
    void remove(int row); ///< cancels it unless it is complete
    [[nodiscard]] Upload* at(int row) const { return m_rows.at(row).upload; }
    [[nodiscard]] int unfinished() const;
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    /// Each upload exactly once, when the server has the whole file.
    void completed(lectern::Upload* upload, const QString& purpose);

private:
    struct Row
    {
        Upload* upload;
        QString purpose;
        bool told;
    };
    void onChanged(Upload* upload);

    QList<Row> m_rows;
};

} // namespace lectern

#pragma once
#include "items/outlinemodel.h"
#include "ui/kit/widgets.h"
#include <QTreeView>

namespace lectern {

/// Sections and lectures as a tree on a card. Keeps everything open and the current lecture across a new outline.
class OutlineView final : public QTreeView
{
    Q_OBJECT
public:
    /// `learning`: marks what is done instead of what is missing.
    OutlineView(OutlineModel* model, bool learning, QWidget* parent = nullptr);
    void selectId(const QString& id);
    [[nodiscard]] QString currentId() const;

Q_SIGNALS:
    void chosen(const QModelIndex& index);

private:
    OutlineModel* m_model;
    QString m_keep;
};

} // namespace lectern

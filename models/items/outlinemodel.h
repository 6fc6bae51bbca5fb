#pragma once
#include "items/values.h"
#include <QAbstractItemModel>

namespace lectern {

/// Sections with their lectures. Dragging a lecture (also into another section) or a section changes the tree at
/// once and emits orderChanged(); the page sends it and calls setOutline() with whatever the server answers.
class OutlineModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum OutlineRole {
        KindRole = Qt::UserRole + 100, ///< LectureKind of a lecture
        IsSectionRole,                 ///< bool
        DurationRole,                  ///< int seconds; 0 unknown
        ProgressRole,                  ///< int 0…100
        ReadyRole,                     ///< bool: the lecture has its file or its text
        AttachmentsRole,               ///< int
    };
    using QAbstractItemModel::QAbstractItemModel;

    void setOutline(const Outline& outline);
    [[nodiscard]] const Outline& outline() const { return m_outline; }
    [[nodiscard]] OutlineOrder order() const;
    [[nodiscard]] const Section* sectionAt(const QModelIndex& index) const; ///< of a section or of its lecture
    [[nodiscard]] const Lecture* lectureAt(const QModelIndex& index) const; ///< null for a section
    [[nodiscard]] QModelIndex indexOf(const LectureId& id) const;
    [[nodiscard]] QModelIndex indexOf(const SectionId& id) const;
    void setEditable(bool editable) { m_editable = editable; } ///< allows dragging
    /// Moves a section or a lecture one place up (-1) or down (+1), as the keyboard does.
    bool moveBy(const QModelIndex& index, int step);
    void setProgress(const LectureId& id, int percent);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& = {}) const override { return 1; }
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                         const QModelIndex& parent) const override;
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                      const QModelIndex& parent) override;

Q_SIGNALS:
    void orderChanged(const lectern::OutlineOrder& order);

private:
    bool moveSection(int from, int to);
    bool moveLecture(int fromSection, int from, int toSection, int to);

    Outline m_outline;
    bool m_editable = false;
};

} // namespace lectern

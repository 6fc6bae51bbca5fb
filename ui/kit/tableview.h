#pragma once
#include "items/pagedmodel.h"
#include "ui/kit/widgets.h"
#include <QSortFilterProxyModel>
#include <QTableView>

namespace lectern {

/// How a column of a table shows.
struct TableColumn
{
    int column;
    int width;         ///< pixels; 0: takes what is left
    int hideBelow = 0; ///< hidden while the table is narrower than this
};

/// Paints a cell by the type of its ValueRole: amounts in tabular figures on the right, states as chips, times
/// relative with the exact time on hover, shares as bars.
class CellDelegate final : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;
    void setHoveredRow(int row) { m_hovered = row; } ///< the row under the mouse is coloured as a whole; -1: none
    /// The chip of a cell; empty text when it has none. A kind of entry that is told more exactly beside it says that.
    [[nodiscard]] static ChipSpec chipOfCell(const QModelIndex& index);

private:
    int m_hovered = -1;
};

/// A paged model as a table on a card: sortable, selectable by keyboard, with a context menu that copies rows as CSV,
/// and a line below that says how much of the list is here.
class TableView final : public QWidget
{
    Q_OBJECT
public:
    TableView(PagedListModel* model, const QList<TableColumn>& columns, const QString& name, QWidget* parent = nullptr);
    [[nodiscard]] int currentRow() const; ///< row of the source model; -1: none
    void selectRow(int sourceRow);
    /// Selects the row of this id and shows it; one that is not there yet, when the list has loaded.
    void selectId(const QString& id);
    /// There is always a row selected: the first when the list comes, and when it comes again the one that was is told anew.
    void keepSelected();
    /// A column that says nothing at the moment is left out.
    void setColumnShown(int column, bool shown);
    /// A row is a way to somewhere: one click opens it, and the pointer says so. Ctrl and Shift still select.
    void setOpensOnClick();
    /// Entries of the context menu for a row of the source model, above the copying ones.
    void setRowActions(std::function<void(QMenu*, int sourceRow)> actions) { m_rowActions = std::move(actions); }
    [[nodiscard]] QTableView* view() const { return m_view; }
    /// The selected rows (all rows without a selection) as CSV with a header line.
    [[nodiscard]] QString csv() const;
    [[nodiscard]] QString allCsv() const; ///< every row that is here, whatever is selected

Q_SIGNALS:
    void opened(int sourceRow);   ///< Enter or double click; one click after setOpensOnClick()
    void selected(int sourceRow); ///< -1: none

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showMenu(const QPoint& at);
    void hover(int row);
    void updateFooter();
    void selectWanted();
    void fitHeight();
    enum class Fit { Anew, Grow }; ///< Grow: what somebody made wider stays so
    void fitColumns(Fit fit);
    void hideColumns();
    [[nodiscard]] QString csvOf(const QList<int>& rows) const; ///< of the view
    [[nodiscard]] int neededWidth(int column) const;

    PagedListModel* m_model;
    QList<TableColumn> m_columns;
    QSortFilterProxyModel* m_proxy;
    QTableView* m_view;
    CellDelegate* m_delegate;
    QLabel* m_footer;
    QFrame* m_card;
    int m_fittedRows = 0;
    QSet<int> m_absent; ///< columns that are left out
    QString m_wanted; ///< id of the row to select when it comes
    std::function<void(QMenu*, int)> m_rowActions;
};

} // namespace lectern

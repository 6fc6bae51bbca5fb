#include "ui/kit/painting.h"
#include "ui/kit/tableview.h"
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QMenu>
#include <QShortcut>
#include <algorithm>
#include <numeric>

namespace lectern {

namespace {

/// Headings stand over their values: amounts and numbers on the right.
class SortProxy final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (role != Qt::TextAlignmentRole || orientation != Qt::Horizontal)
            return QSortFilterProxyModel::headerData(section, orientation, role);
        // A cell may have no value; the first that has one tells.
        bool right = false;
        for (int row = 0; row < qMin(rowCount(), 30); ++row) {
            const QVariant value = index(row, section).data(ValueRole);
            if (!value.isValid()) continue;
            right = isNumeric(value);
            break;
        }
        return int((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
};

/// Headings with the margins of the cells below them, so that both line up to the pixel.
class Heading final : public QHeaderView
{
public:
    explicit Heading(QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
    }

protected:
    void paintSection(QPainter* p, const QRect& rect, int section) const override
    {
        const Tokens& t = tokens();
        p->save();
        p->fillRect(rect, t.card);
        p->setPen(t.line);
        p->drawLine(rect.bottomLeft(), rect.bottomRight());
        QRect words = rect.adjusted(space::m, 0, -space::m, 0);
        const auto align =
            Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
        p->setFont(uiFont(textsize::small, QFont::DemiBold));
        p->setPen(t.inkFaint);
        const QString text = model()->headerData(section, orientation(), Qt::DisplayRole).toString();
        const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == section;
        const QString shown = p->fontMetrics().elidedText(text, Qt::ElideRight, words.width() - (sorted ? 14 : 0));
        p->drawText(words, int(align), shown);
        if (sorted) {
            const int used = p->fontMetrics().horizontalAdvance(shown) + space::xs;
            const int x = (align & Qt::AlignRight) ? words.right() - used - 10 : words.left() + used;
            icon(sortIndicatorOrder() == Qt::AscendingOrder ? QStringLiteral("go-up") : QStringLiteral("go-down"))
                .paint(p, QRect(x, rect.center().y() - 5, 11, 11));
        }
        p->restore();
    }
};

} // namespace

TableView::TableView(PagedListModel* model, const QList<TableColumn>& columns, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_columns(columns)
    , m_proxy(new SortProxy(this))
    , m_view(new QTableView)
    , m_delegate(new CellDelegate(m_view))
    , m_footer(makeLabel(TextStyle::Small, {}))
    , m_card(new QFrame)
{
    m_card->setProperty("card", true);
    m_proxy->setSourceModel(model);
    m_proxy->setSortRole(SortRole);
    m_view->setObjectName(name);
    m_view->setHorizontalHeader(new Heading(m_view));
    m_view->setModel(m_proxy);
    m_view->setItemDelegate(m_delegate);
    m_view->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setShowGrid(false);
    m_view->setMouseTracking(true);
    m_view->setTabKeyNavigation(false);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto* header = m_view->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(true);
    header->setSortIndicatorClearable(true);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(40);
    m_proxy->sort(-1);
    m_view->setSortingEnabled(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    for (int i = 0; i < model->columnCount({}); ++i)
        m_view->setColumnHidden(i, true);
    int visual = 0;
    for (const TableColumn& column : columns) {
        m_view->setColumnHidden(column.column, false);
        header->moveSection(header->visualIndex(column.column), visual++);
        header->setSectionResizeMode(column.column,
                                     column.width == 0 ? QHeaderView::Stretch : QHeaderView::Interactive);
        if (column.width > 0) m_view->setColumnWidth(column.column, column.width);
    }
    auto* all = lectern::column(0, {1, 1, 1, 1});
    all->addWidget(m_view, 1);
    m_footer->setContentsMargins(space::m, space::s, space::m, space::s);
    all->addWidget(m_footer);
    m_card->setLayout(all);
    auto* outer = lectern::column(0);
    outer->addWidget(m_card, 1);
    outer->addStretch();
    setLayout(outer);

    const auto source = [this](const QModelIndex& index) { return m_proxy->mapToSource(index).row(); };
    connect(m_view, &QTableView::activated, this,
            [this, source](const QModelIndex& index) { Q_EMIT opened(source(index)); });
    connect(m_view, &QTableView::customContextMenuRequested, this, &TableView::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { Q_EMIT selected(currentRow()); });
    connect(model, &PagedListModel::stateChanged, this, &TableView::updateFooter);
    connect(model, &PagedListModel::stateChanged, this, &TableView::selectWanted);
    // A state that changed may need more room than the one before.
    connect(model, &PagedListModel::dataChanged, this, [this] { fitColumns(Fit::Grow); });
    connect(m_view, &QTableView::entered, this, [this](const QModelIndex& index) { hover(index.row()); });
    m_view->viewport()->installEventFilter(this);
    auto* copy = new QShortcut(QKeySequence::Copy, m_view);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, [this] { QGuiApplication::clipboard()->setText(csv()); });
    updateFooter();
}

int TableView::currentRow() const
{
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : m_proxy->mapToSource(rows.first()).row();
}

void TableView::selectRow(int sourceRow)
{
    m_view->selectRow(m_proxy->mapFromSource(m_model->index(sourceRow, 0)).row());
}

void TableView::selectId(const QString& id)
{
    m_wanted = id;
    selectWanted();
}

void TableView::selectWanted()
{
    if (m_wanted.isEmpty()) return;
    for (int row = 0; row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (index.data(IdRole).toString() != m_wanted) continue;
        m_wanted.clear();
        m_view->selectRow(row);
        return m_view->scrollTo(m_proxy->index(row, m_columns.first().column));
    }
}

void TableView::keepSelected()
{
    connect(m_model, &PagedListModel::stateChanged, this, [this] {
        if (m_model->state() != PagedListModel::State::Ready || m_model->rowCount() == 0) return;
        if (currentRow() < 0) selectRow(0);
        else Q_EMIT selected(currentRow());
    });
}

void TableView::setOpensOnClick()
{
    m_view->viewport()->setCursor(Qt::PointingHandCursor);
    connect(m_view, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (QGuiApplication::keyboardModifiers() == Qt::NoModifier) Q_EMIT opened(m_proxy->mapToSource(index).row());
    });
}

QString TableView::csv() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows.isEmpty() ? allCsv() : csvOf(rows);
}

QString TableView::allCsv() const
{
    QList<int> rows(m_proxy->rowCount());
    std::iota(rows.begin(), rows.end(), 0);
    return csvOf(rows);
}

QString TableView::csvOf(const QList<int>& rows) const
{
    QStringList lines;
    QStringList head;
    for (const TableColumn& column : m_columns)
        head.append(m_proxy->headerData(column.column, Qt::Horizontal).toString());
    lines.append(csvLine(head));
    for (const int row : rows) {
        QStringList cells;
        for (const TableColumn& column : m_columns)
            cells.append(m_proxy->index(row, column.column).data(Qt::DisplayRole).toString());
        lines.append(csvLine(cells));
    }
    return lines.join(u'\n') + u'\n';
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    hideColumns();
    fitHeight();
}

bool TableView::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Leave) hover(-1);
    return QWidget::eventFilter(watched, event);
}

void TableView::hover(int row)
{
    m_delegate->setHoveredRow(row);
    m_view->viewport()->update();
}

void TableView::setColumnShown(int column, bool shown)
{
    if (shown)
        m_absent.remove(column);
    else
        m_absent.insert(column);
    hideColumns();
}

void TableView::hideColumns()
{
    for (const TableColumn& column : m_columns)
        m_view->setColumnHidden(column.column, m_absent.contains(column.column) || (column.hideBelow > 0 && width() < column.hideBelow));
}

int TableView::neededWidth(int column) const
{
    constexpr int kLooked = 60; // the first rows tell enough
    const QFont font = uiFont(textsize::body);
    const QString head = m_proxy->headerData(column, Qt::Horizontal).toString();
    int need = QFontMetrics(uiFont(textsize::small, QFont::DemiBold)).horizontalAdvance(head) + 16;
    for (int row = 0; row < qMin(m_proxy->rowCount(), kLooked); ++row) {
        const QVariant value = m_proxy->index(row, column).data(ValueRole);
        const ChipSpec spec = CellDelegate::chipOfCell(m_proxy->index(row, column));
        const int icon = value.metaType() == QMetaType::fromType<EntryKind>() ? 16 + space::s : 0;
        need = qMax(need, spec.text.isEmpty() ? painting::tabularWidth(font, valueText(value))
                                              : painting::chipSize(spec).width() + icon);
    }
    return need + 2 * space::m + 2;
}

void TableView::fitColumns(Fit fit)
{
    // What a column does not need goes to the one that takes what is left. Text keeps its width: it may get longer. A
    // state, an amount or a time may take half as much again, since a part of it says nothing.
    if (m_proxy->rowCount() == 0) return;
    for (const TableColumn& column : m_columns) {
        const QVariant value = m_proxy->index(0, column.column).data(ValueRole);
        const bool text = value.metaType() == QMetaType::fromType<QString>();
        if (column.width == 0 || text || value.metaType() == QMetaType::fromType<Percent>()) continue;
        const int width = qBound(56, neededWidth(column.column), column.width * 3 / 2);
        if (fit == Fit::Anew || width > m_view->columnWidth(column.column)) m_view->setColumnWidth(column.column, width);
    }
}

void TableView::fitHeight()
{
    // A short table ends after its last row instead of in an empty sheet, a long one between two rows instead of within one.
    const int frame = m_view->horizontalHeader()->sizeHint().height() + m_footer->sizeHint().height() + 4;
    constexpr int kLeast = 260; // lower than that, a layout decides by how high the table would like to be
    const int room = (qMax(height(), kLeast) - frame) / kRowHeight;
    const int rows = m_model->hasMore() ? room : qMin(m_model->rowCount({}), room);
    m_card->setMaximumHeight(rows * kRowHeight + frame);
}

void TableView::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QModelIndex index = m_view->indexAt(at);
    if (index.isValid()) {
        const int row = m_proxy->mapToSource(index).row();
        if (m_rowActions) {
            m_rowActions(menu, row);
            menu->addSeparator();
        }
        const QString text = valueText(index.data(ValueRole));
        menu->addAction(icon(QStringLiteral("edit-copy")), tr("Copy cell"), this,
                        [text] { QGuiApplication::clipboard()->setText(text); });
    }
    menu->addAction(tr("Copy rows as CSV"), this, [this] { QGuiApplication::clipboard()->setText(csv()); });
    menu->popup(m_view->viewport()->mapToGlobal(at));
}

void TableView::updateFooter()
{
    const int rows = m_model->rowCount({});
    QString text = m_model->hasMore() ? tr("%n rows so far; more come as you scroll", nullptr, rows)
                                      : tr("%n rows", nullptr, rows);
    if (m_model->hasMore() && m_proxy->sortColumn() >= 0) text += tr(" · sorted within these rows");
    m_footer->setText(text);
    if (m_fittedRows != rows) fitColumns(Fit::Anew);
    m_fittedRows = rows;
    fitHeight();
}

} // namespace lectern

#include "ui/student/cataloguepage.h"
#include "domain/validation.h"
#include "ui/kit/painting.h"
#include "ui/student/codedialog.h"
#include "ui/student/referraldialog.h"

namespace lectern {

namespace {

class CatalogueDelegate final : public CardDelegate
{
public:
    CatalogueDelegate(CatalogueModel* model, CoverStore* covers, QObject* parent)
        : CardDelegate(covers, parent)
        , m_model(model)
    {
    }

protected:
    std::optional<FileId> coverOf(const QModelIndex& index) const override
    {
        return m_model->at(index.row()).coverFileId;
    }
    void paintWords(QPainter* p, const QRect& rect, const QModelIndex& index) const override
    {
        const CatalogueItem& item = m_model->at(index.row());
        const Tokens& t = tokens();
        p->setFont(uiFont(textsize::small, QFont::DemiBold));
        p->setPen(t.of(Tone::Accent));
        p->drawText(rect, Qt::AlignTop | Qt::AlignLeft,
                    p->fontMetrics().elidedText(item.categoryName, Qt::ElideRight, rect.width() - 60));
        p->setFont(uiFont(textsize::small));
        p->setPen(t.inkFaint);
        p->drawText(rect, Qt::AlignTop | Qt::AlignRight, item.language.toUpper());
        paintTitle(p, rect.adjusted(0, 19, 0, 0), item.title);
        p->setFont(uiFont(textsize::small));
        p->setPen(t.inkSoft);
        const QString by =
            QCoreApplication::translate("CataloguePage", "%1 · %2").arg(item.teacherName, levelText(item.level));
        p->drawText(rect.adjusted(0, 62, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                    p->fontMetrics().elidedText(by, Qt::ElideRight, rect.width()));
        const QRect foot(rect.left(), rect.bottom() - 20, rect.width(), 20);
        p->setPen(t.inkFaint);
        p->drawText(foot, Qt::AlignVCenter | Qt::AlignRight,
                    QCoreApplication::translate("CataloguePage", "%n lectures", nullptr, item.lectures));
        p->setFont(uiFont(textsize::lead, QFont::DemiBold));
        p->setPen(item.fee.isZero() ? t.of(Tone::Green) : t.ink);
        painting::tabularText(p, foot, feeText(item.fee), Qt::AlignLeft);
    }

private:
    CatalogueModel* m_model;
};

} // namespace

CataloguePage::CataloguePage(CatalogueGateway* catalogue, AdmissionGateway* admission, CoverStore* covers, QWidget* parent)
    : PageFrame(tr("Catalogue"), parent)
    , m_catalogue(catalogue)
    , m_admission(admission)
    , m_model(new CatalogueModel(catalogue, this))
    , m_search(new SearchField(tr("Search courses"), QStringLiteral("catalogue.search")))
    , m_categories(new FilterChips(tr("Category")))
{
    setMaximumContentWidth(1680);
    auto* redeem = makeButton(ButtonKind::Secondary, tr("I have a code"), QStringLiteral("catalogue.code"), QStringLiteral("license"));
    auto* recommend = makeButton(ButtonKind::Secondary, tr("Recommend to a friend"), QStringLiteral("catalogue.recommend"), QStringLiteral("system-users"));
    addAction(recommend);
    addAction(redeem);
    connect(recommend, &QPushButton::clicked, this, [this] {
        auto* dialog = new ReferralDialog(m_admission, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(redeem, &QPushButton::clicked, this, [this] { askCode(); });
    m_sort = combo(QStringLiteral("catalogue.sort"), tr("Order"),
                   {{tr("Best match"), int(CatalogueSort::Relevance)},
                    {tr("Newest first"), int(CatalogueSort::Newest)},
                    {tr("Price: low to high"), int(CatalogueSort::PriceAscending)},
                    {tr("Price: high to low"), int(CatalogueSort::PriceDescending)},
                    {tr("Most students"), int(CatalogueSort::MostStudents)}});
    m_level = combo(QStringLiteral("catalogue.level"), tr("Level"),
                    {{tr("Any level"), -1},
                     {levelText(Level::Beginner), int(Level::Beginner)},
                     {levelText(Level::Intermediate), int(Level::Intermediate)},
                     {levelText(Level::Advanced), int(Level::Advanced)}});
    QList<QPair<QString, QVariant>> languages{{tr("Any language"), QString()}};
    for (const QString& code : validation::languages())
        languages.append({languageName(code), code});
    m_language = combo(QStringLiteral("catalogue.language"), tr("Language"), languages);
    m_price =
        combo(QStringLiteral("catalogue.price"), tr("Price"),
              {{tr("Any price"), 0}, {tr("Free"), 1}, {tr("Up to 25"), 2}, {tr("25 to 100"), 3}, {tr("Over 100"), 4}});
    m_categories->add({}, tr("All"));
    m_categories->setCurrent({});
    auto* bar = new FilterBar;
    m_search->setFixedWidth(240);
    for (QWidget* part : std::initializer_list<QWidget*>{m_search, m_level, m_language, m_price, m_sort})
        bar->add(part);
    bar->add(m_categories);
    addTools(bar);
    auto* grid = new CardGrid(covers, 268, QStringLiteral("catalogue.grid"));
    grid->setModel(m_model);
    grid->setItemDelegate(new CatalogueDelegate(m_model, covers, grid));
    m_states = setContent(grid, Skeleton::Shape::Cards,
                          {QStringLiteral("edit-find"), tr("No course fits"),
                           tr("Nothing in the catalogue matches. Try other words, or look at everything."),
                           tr("Show all courses")},
                          false);
    m_states->setOfflineHint(tr("The catalogue comes from the server. Certificates that you saved still open."));
    m_states->follow(m_model);
    connect(m_states, &StateStack::emptyAction, this, &CataloguePage::clearFilter);
    connect(grid, &CardGrid::opened, this, [this](int row) { Q_EMIT courseWanted(m_model->at(row).id); });
    connect(m_search, &SearchField::searched, this, &CataloguePage::applyFilter);
    connect(m_categories, &FilterChips::chosen, this, &CataloguePage::applyFilter);
    refresh();
}

QComboBox* CataloguePage::combo(const QString& name, const QString& accessible,
                                const QList<QPair<QString, QVariant>>& entries)
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(accessible);
    for (const auto& [text, value] : entries)
        box->addItem(text, value);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(9);
    connect(box, &QComboBox::activated, this, &CataloguePage::applyFilter);
    return box;
}

void CataloguePage::refresh()
{
    loadCategories();
    m_model->reload();
}

QWidget* CataloguePage::searchField() const { return m_search; }

void CataloguePage::askCode(const QString& code)
{
    auto* dialog = new CodeDialog(m_admission, this);
    dialog->setCode(code);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CodeDialog::redeemed, this, [this](const Redeemed& redeemed) {
        if (redeemed.enrollmentId) {
            Q_EMIT toast(redeemed.giftMessage.isEmpty() ? tr("“%1” is yours, a gift of %2.").arg(redeemed.courseTitle, redeemed.giftFrom) : tr("“%1” is yours, a gift of %2: “%3”").arg(redeemed.courseTitle, redeemed.giftFrom, redeemed.giftMessage), Tone::Green);
            return Q_EMIT learnWanted(*redeemed.enrollmentId);
        }
        if (!redeemed.courseId) return Q_EMIT toast(tr("Welcome; %1 sent you.").arg(redeemed.referredBy), Tone::Green);
        Q_EMIT toast(redeemed.isFree ? tr("You are invited to “%1”; it costs you nothing.").arg(redeemed.courseTitle) : tr("You are invited to “%1”.").arg(redeemed.courseTitle), Tone::Green);
        Q_EMIT courseWanted(*redeemed.courseId);
    });
    dialog->open();
}

void CataloguePage::loadCategories()
{
    const quint64 id = m_request.next();
    whenDone(this, m_catalogue->categories(), [this, id](const Result<QList<Category>>& answer) {
        if (!m_request.is(id) || !answer) return;
        const QString current = m_categories->current();
        m_categories->keepFirst();
        for (const Category& category : *answer) {
            if (category.courseCount > 0)
                m_categories->add(category.id.value, tr("%1  %2").arg(category.name).arg(category.courseCount));
        }
        m_categories->setCurrent(current);
    });
}

void CataloguePage::applyFilter()
{
    CatalogueFilter filter;
    filter.text = m_search->text().trimmed();
    if (const QString key = m_categories->current(); !key.isEmpty()) filter.category = CategoryId{key};
    filter.language = m_language->currentData().toString();
    if (const int level = m_level->currentData().toInt(); level >= 0) filter.level = Level(level);
    filter.sort = CatalogueSort(m_sort->currentData().toInt());
    switch (m_price->currentData().toInt()) {
    case 1:
        filter.maxMinor = 0;
        break;
    case 2:
        filter.minMinor = 1;
        filter.maxMinor = 2500;
        break;
    case 3:
        filter.minMinor = 2500;
        filter.maxMinor = 10000;
        break;
    case 4:
        filter.minMinor = 10000;
        break;
    default:
        break;
    }
    m_model->setFilter(filter);
}

void CataloguePage::clearFilter()
{
    m_search->clear();
    m_categories->setCurrent({});
    for (QComboBox* box : {m_level, m_language, m_price})
        box->setCurrentIndex(0);
    if (m_model->filter() == CatalogueFilter{})
        m_model->reload();
    else
        applyFilter();
}

} // namespace lectern

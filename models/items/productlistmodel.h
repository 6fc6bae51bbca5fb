#pragma once
#include "items/pagedmodel.h"

namespace lectern {

/// Launched courses with the plans that they are sold by: as it is, or as other rules would have it.
class ProductListModel final : public PagedModel<Product>
{
    Q_OBJECT
public:
    /// Type of ValueRole beside each column.
    enum Column {
        Course, ///< QString; detail: the teacher
        Price,  ///< Money
        Plans,  ///< QString
        Why,    ///< QString: attached, or which rule
        ColumnCount,
    };
    explicit ProductListModel(PlansGateway* plans, QObject* parent = nullptr) : PagedModel(parent), m_plans(plans) {}
    void setText(const QString& text); ///< reloads when it differs
    void setRules(const std::optional<PlanRules>& rules); ///< looks at these instead of the saved ones
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Product& item, int column) const override;
    QVariant detail(const Product& item, int column) const override { return column == Course ? QVariant(item.teacherName) : QVariant(); }
    QString key(const Product& item) const override { return item.courseId.value; }
    Reply<Page<Product>> ask(const PageRequest& page) override { return m_rules ? m_plans->preview(*m_rules) : m_plans->products(m_text, page); }

private:
    PlansGateway* m_plans;
    QString m_text;
    std::optional<PlanRules> m_rules;
};

/// Plans, those in use first.
class PlanListModel final : public PagedModel<Plan>
{
    Q_OBJECT
public:
    enum Column {
        Name,    ///< QString; detail: what it asks for
        State,   ///< QString
        Courses, ///< int: launched courses sold by it
        ByRule,  ///< int: of them, those that a rule picks
        Running, ///< int
        ColumnCount,
    };
    PlanListModel(PlansGateway* plans, std::function<QString(const PlanForm&)> words, QObject* parent = nullptr) : PagedModel(parent), m_plans(plans), m_words(std::move(words)) {}
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const Plan& item, int column) const override;
    QVariant detail(const Plan& item, int column) const override { return column == Name ? QVariant(m_words(item.form)) : QVariant(); }
    QString key(const Plan& item) const override { return item.id.value; }
    Reply<Page<Plan>> ask(const PageRequest& page) override;

private:
    PlansGateway* m_plans;
    std::function<QString(const PlanForm&)> m_words;
};

} // namespace lectern

#pragma once
#include "items/productlistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

class QListWidget;
class QStackedWidget;
class QTabBar;

namespace lectern {

class TableView;

/// Payment plans, the rules that pick one for a course, and what each course is sold by. Rules that were changed are
/// looked at in the courses' list before they are saved.
class PlansPage final : public PageFrame
{
    Q_OBJECT
public:
    PlansPage(const Gateways& gateways, Access access = Access::Full, QWidget* parent = nullptr);
    void refresh() override;

private:
    QWidget* buildPlans();
    QWidget* buildRules();
    QWidget* buildProducts();
    void loadRules();
    void showRules();
    void changeRules(const QList<PlanRule>& rules, int current);
    void saveRules();
    void editRule(int row);
    void moveRule(int by);
    void editPlan(const std::optional<Plan>& plan);
    void setArchived(const Plan& plan, bool archived);
    void attach(const Product& product);
    [[nodiscard]] QList<Plan> plans() const;
    [[nodiscard]] static QString ruleText(const PlanRule& rule, int number);

    Gateways m_gateways;
    Access m_access;
    PlanListModel* m_plans;
    ProductListModel* m_products;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    TableView* m_planTable;
    TableView* m_productTable;
    StateStack* m_ruleStates;
    QListWidget* m_ruleList;
    Notice* m_preview;
    QPushButton* m_save = nullptr; ///< null for those who may only read
    PlanRules m_saved;
    PlanRules m_rules; ///< as they are edited
    RequestId m_request;
};

} // namespace lectern

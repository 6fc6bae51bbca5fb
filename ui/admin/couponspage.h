#pragma once
#include "items/couponlistmodel.h"
#include "ui/kit/access.h"
#include "ui/kit/formfield.h"
#include "ui/kit/listdetail.h"

namespace lectern {

class FilterChips;
class SearchField;
class TableView;

/// Coupons: an admin sees all, a teacher the own ones. Beside the list what the chosen one is for, what came of it, and
/// who used it.
class CouponsPage final : public PageFrame
{
    Q_OBJECT
public:
    CouponsPage(const Gateways& gateways, const User& user, Access access, QWidget* parent = nullptr);
    void refresh() override { m_model->reload(); }
    [[nodiscard]] QWidget* searchField() const override;

private:
    void buildTools();
    void applyFilter();
    QWidget* buildPanel();
    void showSelected(int row);
    void edit(const std::optional<Coupon>& coupon);
    void setArchived(bool archived);
    void saveCodes(const Coupon& coupon);
    void showUses();

    Gateways m_gateways;
    User m_user;
    Access m_access;
    CouponListModel* m_model;
    SearchField* m_search;
    FilterChips* m_chips;
    TableView* m_table;
    ListDetail* m_body = nullptr;
    QLabel* m_code;
    QLabel* m_name;
    Chip* m_chip;
    QLabel* m_terms;
    QLabel* m_limits;
    QLabel* m_outcome;
    QPushButton* m_edit = nullptr; ///< null for those who may only read
    QPushButton* m_archive = nullptr;
    QPushButton* m_uses;
    QPushButton* m_codes;
    Notice* m_problem;
    Coupon m_current;
};

} // namespace lectern

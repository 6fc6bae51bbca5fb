#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

class QCheckBox;
class QDateEdit;
class QListWidget;
class QSpinBox;

namespace lectern {

/// A new coupon, or the conditions of one that exists; its codes and its kind stay as they are.
class CouponDialog final : public DialogFrame
{
    Q_OBJECT
public:
    CouponDialog(const std::optional<Coupon>& coupon, const Gateways& gateways, const User& user, QWidget* parent);
    [[nodiscard]] CouponForm form() const;

Q_SIGNALS:
    void done(const lectern::Coupon& coupon);

protected:
    std::optional<Error> check() override;

private:
    void buildValue();
    void buildLimits();
    void buildScope();
    void fill(const CouponForm& form);
    void fillScope(const QList<std::pair<QString, QString>>& items, const QStringList& chosen);
    void loadScope();
    void showKind();
    void showConsequence();
    void send();
    [[nodiscard]] bool isPercentage() const;

    std::optional<Coupon> m_coupon;
    Gateways m_gateways;
    Currency m_currency;
    QVBoxLayout* m_left = nullptr;  ///< what it takes off
    QVBoxLayout* m_right = nullptr; ///< when and how often
    QLineEdit* m_code;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QSpinBox* m_percent;
    FormField* m_percentField;
    MoneyEdit* m_amount;
    FormField* m_amountField;
    MoneyEdit* m_minimum;
    MoneyEdit* m_maximum;
    FormField* m_maximumField;
    QComboBox* m_funding;
    QCheckBox* m_hasUntil;
    QDateEdit* m_until;
    QCheckBox* m_hasFrom;
    QDateEdit* m_from;
    QSpinBox* m_maxUses;
    QSpinBox* m_perStudent;
    QSpinBox* m_bulk;
    FormField* m_bulkField;
    QCheckBox* m_first;
    QCheckBox* m_advertised;
    QListWidget* m_scope; ///< categories for an admin, own courses for a teacher; none chosen: all
    QLabel* m_consequence;
    QList<CourseId> m_keptCourses; ///< of a school's coupon that was limited to courses; not edited here
    bool m_isTeacher;
};

} // namespace lectern

#pragma once
#include "domain/payments.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// What a list of payments is narrowed to, with the names of what is only an id in its filter.
struct PaymentScope
{
    PaymentFilter filter;
    QString courseTitle;
    QString categoryName;
    QString teacherName;
    QString span; ///< says the filter's time; empty: as spanText()
    bool withTax = false; ///< the tax in each is shown, too
    std::optional<PaymentId> only; ///< this one, whatever the filter says
};

/// "Sold on 12 March 2026", "Begun in March 2026", "Declined 1 March 2026 – 9 April 2026"; empty without times. Days are UTC.
[[nodiscard]] QString spanText(const PaymentFilter& filter);

/// A month (its first day, UTC) in one currency; `span` says it, with the month for %1.
[[nodiscard]] PaymentScope monthScope(const QDate& month, const QString& currency, const QString& span);

/// Each narrowing as a chip which takes it away when pressed; hidden when there is none.
class ScopeChips final : public QWidget
{
    Q_OBJECT
public:
    explicit ScopeChips(QWidget* parent = nullptr);
    void setScope(const PaymentScope& scope);
    [[nodiscard]] const PaymentScope& scope() const { return m_scope; }

Q_SIGNALS:
    void changed(); ///< one was taken away

private:
    using Removal = void (*)(PaymentScope&);
    void add(const QString& key, const QString& text, Removal removal);
    void rebuild();

    PaymentScope m_scope;
};

} // namespace lectern

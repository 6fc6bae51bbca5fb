#pragma once
#include "ui/kit/widgets.h"
#include <QGridLayout>

namespace lectern {

/// What a session costs: a name and an amount on each line.
class PriceGrid final : public QWidget
{
public:
    explicit PriceGrid(QWidget* parent = nullptr);
    void addText(TextStyle style, const QString& text);
    void addLine(const QString& name, const Money& amount, TextStyle style);
    /// Session, fee, tax where there is one, and their total.
    void addPrice(const SessionPrice& price, const Money& hourlyRate);

private:
    QGridLayout* m_grid;
};

} // namespace lectern

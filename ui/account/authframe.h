#pragma once
#include "ui/kit/formfield.h"

namespace lectern {

/// The frame of the pages before the workspace: what this is on the left, the form on the right.
class AuthFrame : public QWidget
{
    Q_OBJECT
public:
    explicit AuthFrame(QWidget* parent = nullptr);

protected:
    [[nodiscard]] QVBoxLayout* form() const { return m_form; }
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* m_brand;
    QVBoxLayout* m_form;
};

/// A button with a title and a second line, for choices that deserve a card.
class ChoiceCard final : public QAbstractButton
{
    Q_OBJECT
public:
    ChoiceCard(const QString& title, const QString& detail, const QString& name, QWidget* parent = nullptr);
    void setMark(const QString& avatarName, const ChipSpec& chip);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_detail;
    QString m_avatar;
    ChipSpec m_chip;
};

} // namespace lectern

#pragma once
#include "gateways/gateways.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

/// Whom a course is given to. How it is paid is asked next.
class GiftDialog final : public DialogFrame
{
    Q_OBJECT
public:
    GiftDialog(const QString& courseTitle, QWidget* parent);
    [[nodiscard]] GiftForm form() const;

Q_SIGNALS:
    void chosen(const lectern::GiftForm& gift);

protected:
    std::optional<Error> check() override;

private:
    QLineEdit* m_name;
    QLineEdit* m_email;
    QPlainTextEdit* m_message;
};

} // namespace lectern

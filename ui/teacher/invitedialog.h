#pragma once
#include "domain/admissions.h"
#include "ui/kit/dialogframe.h"

class QCheckBox;
class QPlainTextEdit;
class QRadioButton;

namespace lectern {

/// People by e-mail, or one code for several people.
class InviteDialog final : public DialogFrame
{
    Q_OBJECT
public:
    InviteDialog(const CourseSummary& course, QWidget* parent);
    [[nodiscard]] InvitationForm form() const;

protected:
    std::optional<Error> check() override;

private:
    void showConsequence();

    QRadioButton* m_byMail;
    QPlainTextEdit* m_emails;
    QSpinBox* m_seats;
    QSpinBox* m_days;
    QCheckBox* m_free;
    FormField* m_emailsField;
    FormField* m_seatsField;
    QLabel* m_consequence;
};

} // namespace lectern

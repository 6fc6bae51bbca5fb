#pragma once
#include "items/reply.h"
#include "ui/kit/formfield.h"
#include "ui/kit/markdown.h"
#include "ui/kit/pageframe.h"

class QCheckBox;
class QRadioButton;

namespace lectern {

/// What a teacher teaches by the hour: saved as a draft, reviewed like a course.
class GigEditorPage final : public PageFrame
{
    Q_OBJECT
public:
    GigEditorPage(const std::optional<Gig>& gig, const Gateways& gateways, QWidget* parent = nullptr);
    Leaving leaving() override;

Q_SIGNALS:
    void saved();

private:
    QWidget* buildForm();
    void fill(const GigCard& card);
    [[nodiscard]] GigCard typed() const; ///< without an hourly rate, where it is none
    [[nodiscard]] QList<Error> problems(bool submits) const;
    void showState();
    void showExample();
    void save(bool submits);
    void submit(const Gig& gig);
    void fail(const Error& error);

    Gateways m_gateways;
    std::optional<Gig> m_gig;
    GigCard m_kept; ///< as it was opened, or saved last
    Chip* m_chip;
    QPushButton* m_save;
    QPushButton* m_submit;
    Notice* m_reason;
    Notice* m_problem;
    QLineEdit* m_title;
    QComboBox* m_category;
    QComboBox* m_language;
    MoneyEdit* m_rate;
    QLabel* m_example;
    QList<QCheckBox*> m_durations;
    QRadioButton* m_zoom;
    QRadioButton* m_ownLink;
    QLineEdit* m_link;
    FormField* m_linkField = nullptr;
    MarkdownEditor* m_description;
    FormErrors m_errors;
};

/// The hours in which students may book: a week to draw in, days that are different, and the rules around them.
class HoursPage final : public PageFrame
{
    Q_OBJECT
public:
    explicit HoursPage(GigsGateway* gigs, QWidget* parent = nullptr);
    void refresh() override;
    Leaving leaving() override;

Q_SIGNALS:
    void saved();

private:
    QWidget* buildSide();
    void display(const Availability& hours);
    void showExceptions();
    void addException();
    [[nodiscard]] Availability typed() const;
    void save();
    void resizeEvent(QResizeEvent* event) override;

    GigsGateway* m_gigs;
    class WeekCalendar* m_week;
    QComboBox* m_zone;
    QSpinBox* m_buffer;
    QSpinBox* m_notice;
    QSpinBox* m_horizon;
    QVBoxLayout* m_days;
    QList<DayException> m_exceptions;
    std::optional<Availability> m_kept; ///< as it was loaded, or saved last
    Notice* m_problem;
    QPushButton* m_save;
    QBoxLayout* m_columns;
    StateStack* m_states;
    RequestId m_request;
};

} // namespace lectern

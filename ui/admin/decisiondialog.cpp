#include "ui/admin/decisiondialog.h"
#include "domain/validation.h"
#include <QCoreApplication>

namespace lectern {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(DecisionDialog)
};

QString titleFor(DecisionKind kind, const QString& course)
{
    switch (kind) {
    case DecisionKind::Approve:
        return Words::tr("Approve \"%1\"?").arg(course);
    case DecisionKind::Reject:
        return Words::tr("Reject \"%1\"?").arg(course);
    case DecisionKind::Suspend:
        return Words::tr("Suspend \"%1\"?").arg(course);
    case DecisionKind::Reinstate:
        return Words::tr("Reinstate \"%1\"?").arg(course);
    }
    return {};
}

QString verbFor(DecisionKind kind)
{
    switch (kind) {
    case DecisionKind::Approve:
        return Words::tr("Approve");
    case DecisionKind::Reject:
        return Words::tr("Reject");
    case DecisionKind::Suspend:
        return Words::tr("Suspend");
    case DecisionKind::Reinstate:
        return Words::tr("Reinstate");
    }
    return {};
}

QString consequenceOf(const Course& course, DecisionKind kind)
{
    const bool live = course.state == CourseState::Launched;
    switch (kind) {
    case DecisionKind::Approve:
        return live ? Words::tr("Students see version %1 at once; later sales cost %2.")
                          .arg(course.revision)
                          .arg(feeText(course.card.fee))
                    : Words::tr("%1 can then add content and launch it for %2.")
                          .arg(course.teacherName, feeText(course.card.fee));
    case DecisionKind::Reject:
        return live ? Words::tr("Students keep version %1. %2 reads your reason and may submit again.")
                          .arg(course.approvedRevision)
                          .arg(course.teacherName)
                    : Words::tr("%1 reads your reason, edits the course and may submit it again.")
                          .arg(course.teacherName);
    case DecisionKind::Suspend:
        return Words::tr(
            "It disappears from the catalogue. Those who are in it keep learning; nothing is refunded by this.");
    case DecisionKind::Reinstate:
        return Words::tr("It is in the catalogue again, as it was.");
    }
    return {};
}

} // namespace

DecisionDialog::DecisionDialog(const Course& course, DecisionKind kind, bool overturns, QWidget* parent)
    : DialogFrame(titleFor(kind, course.card.title), verbFor(kind), QStringLiteral("decision"), parent)
    , m_course(course)
    , m_kind(kind)
    , m_overturns(overturns)
    , m_reason(new QPlainTextEdit)
{
    setIntro(consequenceOf(course, kind));
    m_reason->setObjectName(QStringLiteral("decision.reason"));
    m_reason->setTabChangesFocus(true);
    m_reason->setFixedHeight(120);
    const bool needed = kind != DecisionKind::Approve || overturns;
    addField(QStringLiteral("reason"), needed ? tr("&Reason") : tr("&Remark (optional)"), m_reason,
             overturns ? tr("This changes an earlier decision. Both stay in the history.")
             : kind == DecisionKind::Reject ? tr("The teacher reads this. Say what to change, not only what is wrong.")
                                            : tr("The teacher reads this."));
    if (kind == DecisionKind::Reject || kind == DecisionKind::Suspend) setSubmitKind(ButtonKind::Danger);
    m_reason->setFocus();
}

DecisionForm DecisionDialog::form() const
{
    return {m_kind, m_course.revision, m_course.contentHash, m_reason->toPlainText().trimmed()};
}

std::optional<Error> DecisionDialog::check() { return validation::decision(form(), m_overturns); }

} // namespace lectern

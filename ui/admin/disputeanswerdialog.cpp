#include "ui/admin/disputeanswerdialog.h"
#include "domain/validation.h"
#include "ui/admin/evidencefiles.h"
#include "ui/admin/evidenceview.h"
#include "ui/kit/pageframe.h"

namespace lectern {

namespace {
constexpr int kMinStatement = 20;
constexpr int kMaxStatement = 20'000; ///< Stripe: docs.stripe.com/api/disputes, evidence.uncategorized_text
} // namespace

DisputeAnswerDialog::DisputeAnswerDialog(const Dispute& dispute, const Gateways& gateways, QWidget* parent)
    : DialogFrame(tr("Answer the dispute"), tr("Send to the bank"), QStringLiteral("disputeAnswer"), parent)
    , m_dispute(dispute)
    , m_disputes(gateways.disputes)
    , m_statement(new QPlainTextEdit)
    , m_files(new EvidenceFiles(gateways.files, gateways.purchases, dispute.paymentId))
    , m_evidence(new EvidenceView)
    , m_key(newUuid7())
{
    setMinimumWidth(640);
    setIntro(tr("%1 disputes %2 for “%3”. The statement and the evidence go to the bank once; nothing can be added or "
                "changed afterwards, and the bank decides.")
                 .arg(dispute.studentName, moneyText(dispute.amount), dispute.courseTitle));
    m_statement->setObjectName(QStringLiteral("disputeAnswer.statement"));
    m_statement->setTabChangesFocus(true);
    m_statement->setFixedHeight(110);
    auto* field = addField(QStringLiteral("statement"), tr("&Statement"), m_statement,
                           tr("Why the payment is good. Short and to the point; the bank reads it first."));
    field->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    body()->addWidget(makeLabel(TextStyle::Strong, tr("Files")));
    body()->addWidget(m_files);
    auto* padded = new QWidget;
    auto* lines = column(0, {space::l, space::l, space::l, space::l});
    lines->addWidget(m_evidence);
    lines->addStretch();
    padded->setLayout(lines);
    // As high as its words at the width that it gets: the least height of wrapped words is that at a width which it never has.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    policy.setHeightForWidth(true);
    padded->setSizePolicy(policy);
    auto* card = new Card(nullptr, 0);
    card->setProperty("card", QStringLiteral("flat"));
    m_states = new StateStack(makeScroller(padded), Skeleton::Shape::Form, {});
    card->body()->addWidget(m_states);
    card->setMinimumHeight(230);
    body()->addWidget(makeLabel(TextStyle::Strong, tr("Evidence, as Lectern has it")));
    body()->addWidget(card, 1);
    connect(m_states, &StateStack::retry, this, &DisputeAnswerDialog::load);
    connect(this, &DialogFrame::submitted, m_files, &EvidenceFiles::upload);
    connect(m_files, &EvidenceFiles::ready, this, [this] { setSubmitEnabled(m_statement->isEnabled()); });
    connect(m_files, &EvidenceFiles::uploaded, this, &DisputeAnswerDialog::send);
    connect(m_files, &EvidenceFiles::failed, this, &DialogFrame::fail);
    load();
}

void DisputeAnswerDialog::load()
{
    m_states->showLoading();
    m_statement->setEnabled(false);
    setSubmitEnabled(false);
    const quint64 id = m_request.next();
    whenDone(this, m_disputes->evidence(m_dispute.id), [this, id](const Result<DisputeEvidence>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return m_states->showError(answer.error());
        m_evidence->show(*answer, false);
        m_statement->setPlainText(answer->statement);
        m_statement->setEnabled(true);
        m_states->showContent();
        setSubmitEnabled(m_files->isReady());
        takeAsOpened();
        m_statement->setFocus();
    });
}

std::optional<Error> DisputeAnswerDialog::check()
{
    return validation::text(QStringLiteral("statement"), m_statement->toPlainText().trimmed(), kMaxStatement, kMinStatement);
}

void DisputeAnswerDialog::send()
{
    const DisputeAnswer answer{false, m_statement->toPlainText().trimmed(), m_files->receiptFile(), m_files->otherFile()};
    whenDone(this, m_disputes->answer(m_dispute.id, answer, m_key), [this](const Result<Dispute>& sent) {
        if (!sent) return fail(sent.error());
        Q_EMIT done(*sent);
        accept();
    });
}

} // namespace lectern

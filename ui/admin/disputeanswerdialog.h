#pragma once
#include "items/reply.h"
#include "ui/kit/dialogframe.h"

namespace lectern {

class EvidenceFiles;
class EvidenceView;
class StateStack;

/// An admin reads the evidence of a dispute, edits the statement, and sends both to the bank. Once.
class DisputeAnswerDialog final : public DialogFrame
{
    Q_OBJECT
public:
    DisputeAnswerDialog(const Dispute& dispute, const Gateways& gateways, QWidget* parent);

Q_SIGNALS:
    void done(const lectern::Dispute& dispute);

protected:
    std::optional<Error> check() override;

private:
    void load();
    void send();

    Dispute m_dispute;
    DisputesGateway* m_disputes;
    QPlainTextEdit* m_statement;
    EvidenceFiles* m_files;
    EvidenceView* m_evidence;
    StateStack* m_states;
    QString m_key; ///< one for the dialog: pressing again after a lost answer sends the same evidence
    RequestId m_request;
};

} // namespace lectern

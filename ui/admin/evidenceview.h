#pragma once
#include "domain/disputes.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// The evidence of a dispute as sections that can be read: what was bought, what was agreed to, what was opened.
/// Sections without words are left out.
class EvidenceView final : public QWidget
{
    Q_OBJECT
public:
    explicit EvidenceView(QWidget* parent = nullptr);
    /// `withStatement`: also the statement, when it is not edited elsewhere.
    void show(const DisputeEvidence& evidence, bool withStatement);
    void clear();

Q_SIGNALS:
    void fileWanted(const lectern::FileId& id); ///< to be opened

private:
    /// `file`: is sent with it; a link opens it.
    void add(const QString& title, const QString& text, const std::optional<FileId>& file = {}, const QString& open = {});
    QVBoxLayout* m_sections;
};

} // namespace lectern

#pragma once
#include "items/reply.h"
#include "ui/kit/widgets.h"
#include <QTemporaryDir>

class QCheckBox;

namespace lectern {

/// The files that go to a bank with an answer: the receipt as Lectern issued it, and one that an admin chooses.
class EvidenceFiles final : public QWidget
{
    Q_OBJECT
public:
    EvidenceFiles(FilesGateway* files, PurchaseGateway* purchases, const PaymentId& payment, QWidget* parent = nullptr);
    /// Only what banks read, and not too large; says why not.
    void choose(const QString& path);
    [[nodiscard]] bool isReady() const { return m_isReady; }
    /// Brings the chosen files to the server, then uploaded() or failed(). What is there already is not sent again.
    void upload();
    [[nodiscard]] std::optional<FileId> receiptFile() const { return m_receipt.wanted() ? m_receipt.id : std::nullopt; }
    [[nodiscard]] std::optional<FileId> otherFile() const { return m_other.wanted() ? m_other.id : std::nullopt; }

Q_SIGNALS:
    void ready(); ///< it is known whether there is a receipt
    void uploaded();
    void failed(const lectern::Error& error);

private:
    struct One
    {
        QString path; ///< empty: not chosen
        bool isOn = true;
        std::optional<FileId> id; ///< once it is on the server
        [[nodiscard]] bool wanted() const { return isOn && !path.isEmpty(); }
    };
    void loadReceipt(const PaymentId& payment, PurchaseGateway* purchases);
    void ask();
    void note(const QString& text, bool wrong = false);
    void display();
    void send(One& file);
    void onUpload();

    FilesGateway* m_files;
    QTemporaryDir m_folder; ///< where the receipt lies until it is on the server
    QCheckBox* m_withReceipt;
    QPushButton* m_choose;
    QPushButton* m_remove;
    QLabel* m_note;
    One m_receipt;
    One m_other;
    bool m_isReady = false;
    One* m_sending = nullptr;
    QPointer<Upload> m_upload;
};

} // namespace lectern

#pragma once
#include "ui/kit/formfield.h"
#include "ui/kit/pageframe.h"

class QPdfDocument;
class QPdfView;

namespace lectern {

/// The certificate of a finished course: look at it, save it, show that it is genuine.
class CertificatePage final : public PageFrame
{
    Q_OBJECT
public:
    CertificatePage(const EnrollmentId& id, EnrollmentsGateway* enrollments, QWidget* parent = nullptr);
    void refresh() override;
    [[nodiscard]] QUrl verifyUrl() const { return QUrl(m_certificate.verifyUrl); }
    [[nodiscard]] QByteArray pdf() const { return m_pdf; }

private:
    void display(const Certificate& certificate);
    void save();

    EnrollmentId m_id;
    EnrollmentsGateway* m_enrollments;
    Certificate m_certificate;
    QByteArray m_pdf;
    QPdfDocument* m_document;
    QPdfView* m_view;
    StateStack* m_states;
    Notice* m_notice;
    QPushButton* m_verify;
    QPushButton* m_save;
    RequestId m_load;
};

} // namespace lectern

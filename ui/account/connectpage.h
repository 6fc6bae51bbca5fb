#pragma once
#include "ui/account/authframe.h"
#include "ui/shell/clientsettings.h"
#include <QLineEdit>

namespace lectern {

/// Which server to work with: those known, or the address of another one.
class ConnectPage final : public AuthFrame
{
    Q_OBJECT
public:
    explicit ConnectPage(ClientSettings* settings, QWidget* parent = nullptr);
    void reload(); ///< shows the remembered servers again
    void setBusy(bool busy);
    void fail(const Error& error);

Q_SIGNALS:
    void chosen(const QUrl& url);

private:
    void choose();

    ClientSettings* m_settings;
    QVBoxLayout* m_known;
    QLineEdit* m_address;
    FormField* m_field;
    QPushButton* m_go;
};

} // namespace lectern

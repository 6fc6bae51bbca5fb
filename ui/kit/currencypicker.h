#pragma once
#include "items/reply.h"
#include <QComboBox>

namespace lectern {

/// The currencies that the school has money in, its own first. Hidden while there is only one.
class CurrencyPicker final : public QComboBox
{
    Q_OBJECT
public:
    CurrencyPicker(AccountsGateway* accounts, BooksGateway* books, QWidget* parent = nullptr);
    /// Asks the server once; chosen() or failed() follows.
    void load();
    void choose(const QString& code); ///< chosen() follows where it is another one, and nothing is asked before
    [[nodiscard]] QString code() const { return currentText(); } ///< empty until it is known

Q_SIGNALS:
    void chosen(const QString& code); ///< also the first one
    void failed(const lectern::Error& why);

private:
    void loadOthers();
    QString m_wanted; ///< empty: the school's own
    AccountsGateway* m_accounts;
    BooksGateway* m_books;
    RequestId m_request;
};

} // namespace lectern

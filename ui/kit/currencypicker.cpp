#include "ui/kit/currencypicker.h"

namespace lectern {

CurrencyPicker::CurrencyPicker(AccountsGateway* accounts, BooksGateway* books, QWidget* parent)
    : QComboBox(parent)
    , m_accounts(accounts)
    , m_books(books)
{
    setAccessibleName(tr("Currency"));
    setObjectName(QStringLiteral("reports.currency"));
    hide();
    connect(this, &QComboBox::activated, this, [this] {
        m_wanted = code();
        Q_EMIT chosen(code());
    });
}

void CurrencyPicker::load()
{
    const quint64 id = m_request.next();
    whenDone(this, m_accounts->serverInfo(), [this, id](const Result<ServerInfo>& answer) {
        if (!m_request.is(id)) return;
        if (!answer) return Q_EMIT failed(answer.error());
        clear();
        addItem(answer->defaultCurrency);
        if (!m_wanted.isEmpty() && findText(m_wanted) < 0) addItem(m_wanted);
        if (!m_wanted.isEmpty()) setCurrentText(m_wanted);
        loadOthers();
        Q_EMIT chosen(code());
    });
}

void CurrencyPicker::choose(const QString& code)
{
    m_wanted = code;
    if (count() == 0 || code == currentText()) return; // with the first answer
    if (findText(code) < 0) addItem(code);
    setCurrentText(code);
    Q_EMIT chosen(code);
}

void CurrencyPicker::loadOthers()
{
    // Without an answer there is the school's own currency, which is enough to go on.
    whenDone(this, m_books->reconciliation(), [this](const Result<ReconciliationSummary>& answer) {
        if (!answer) return;
        for (const BalanceComparison& balance : answer->balances) {
            const QString code = balance.booksPending.currency().code();
            if (findText(code) < 0) addItem(code);
        }
        setVisible(count() > 1);
    });
}

} // namespace lectern

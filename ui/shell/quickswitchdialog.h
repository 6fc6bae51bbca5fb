#pragma once
#include <QDialog>
#include <QLineEdit>
#include <QListWidget>

namespace lectern {

/// Ctrl+K: type a few letters, press Enter, be there.
class QuickSwitchDialog final : public QDialog
{
    Q_OBJECT
public:
    struct Target
    {
        QString key;
        QString text;
        QString iconName;
    };
    QuickSwitchDialog(const QList<Target>& targets, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& key);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void choose();
    QLineEdit* m_text;
    QListWidget* m_list;
};

} // namespace lectern

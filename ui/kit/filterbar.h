#pragma once
#include "ui/kit/widgets.h"
#include <QButtonGroup>
#include <QLineEdit>

namespace lectern {

/// A search box that tells after a short rest, and at once on Enter.
class SearchField final : public QLineEdit
{
    Q_OBJECT
public:
    SearchField(const QString& placeholder, const QString& name, QWidget* parent = nullptr);

Q_SIGNALS:
    void searched(const QString& text);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QTimer* m_rest;
    QString m_told;
};

/// One choice of several as chips; the first is usually "All". Keys are free text of the page.
class FilterChips final : public QWidget
{
    Q_OBJECT
public:
    explicit FilterChips(const QString& accessibleName, QWidget* parent = nullptr);
    void add(const QString& key, const QString& text);
    void keepFirst(); ///< drops all but "All"
    void setCurrent(const QString& key); ///< does not emit
    [[nodiscard]] QString current() const { return m_current; }

Q_SIGNALS:
    void chosen(const QString& key);

private:
    QButtonGroup* m_group;
    QString m_current;
};

/// Search and chips in lines that wrap when the window is narrow.
class FilterBar final : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget* parent = nullptr);
    void add(QWidget* widget);

private:
    QWidget* m_fields = nullptr;
};

} // namespace lectern

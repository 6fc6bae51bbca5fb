#pragma once
#include "items/pagedmodel.h"
#include "ui/kit/widgets.h"
#include <QStackedWidget>

namespace lectern {

/// What a page says when there is nothing to show yet: what it is for, and what fills it.
struct EmptyText
{
    QString iconName;
    QString title;
    QString text;
    QString action; ///< empty: no button
};

/// Grey shapes where the content is going to be.
class Skeleton final : public QWidget
{
    Q_OBJECT
public:
    enum class Shape { Table, Cards, Form, Detail, Dashboard };
    explicit Skeleton(Shape shape, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    Shape m_shape;
    QTimer* m_pulse;
    int m_phase = 0;
};

/// Content with its four other faces: loading, empty, failed and offline. A failure while content is there becomes a
/// strip above it, so that nothing that could be read disappears.
class StateStack final : public QWidget
{
    Q_OBJECT
public:
    enum class Face { Loading, Empty, Failed, Offline, Content };
    StateStack(QWidget* content, Skeleton::Shape shape, const EmptyText& empty, QWidget* parent = nullptr);
    /// Said below "You are offline": what still works here.
    void setOfflineHint(const QString& hint) { m_offlineHint = hint; }
    void setEmptyText(const EmptyText& empty);
    [[nodiscard]] Face face() const { return m_face; }

    void showLoading(); ///< keeps content that is there
    void showContent();
    void showEmpty();
    void showError(const Error& error); ///< Failed or Offline
    void reset();                       ///< forget the content: the next showLoading() shows the skeleton
    /// Shows the face that fits the model, from now on; Retry reloads it.
    void follow(PagedListModel* model);

Q_SIGNALS:
    void retry();
    void emptyAction();

private:
    void showMessage(const EmptyText& text, Tone tone, const QString& buttonName);
    void onModel(PagedListModel* model);

    EmptyText m_empty;
    QString m_offlineHint;
    Face m_face = Face::Loading;
    bool m_hasContent = false;
    QStackedWidget* m_stack;
    QWidget* m_content;
    Skeleton* m_skeleton;
    QWidget* m_message;
    QLabel* m_messageIcon;
    QLabel* m_messageTitle;
    QLabel* m_messageText;
    QPushButton* m_messageButton;
    QFrame* m_strip;
    QLabel* m_stripText;
};

} // namespace lectern

#pragma once
#include "ui/kit/widgets.h"
#include <QButtonGroup>

namespace lectern {

class NavButton final : public QAbstractButton
{
    Q_OBJECT
public:
    NavButton(const QString& key, const QString& text, const QString& iconName, QWidget* parent = nullptr);
    void setBadge(int count);
    void setCompact(bool compact);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    int m_badge = 0;
    bool m_compact = false;
};

/// The places of the workspace on the left: icon and word, icons alone in a narrow window. Who is logged in sits at the
/// foot.
class NavRail final : public QFrame
{
    Q_OBJECT
public:
    explicit NavRail(const User& user, QWidget* parent = nullptr);
    void add(const QString& key, const QString& text, const QString& iconName);
    void setCurrent(const QString& key);
    void setBadge(const QString& key, int count);
    void setUser(const User& user);
    void setCompact(bool compact);
    [[nodiscard]] QWidget* bell() const;

Q_SIGNALS:
    void chosen(const QString& key);
    void bellPressed();
    void userPressed();

private:
    QVBoxLayout* m_places;
    QHash<QString, NavButton*> m_buttons;
    QButtonGroup* m_group;
    NavButton* m_bell;
    Avatar* m_avatar;
    QWidget* m_userWords;
    ElidedLabel* m_name;
    QLabel* m_role;
    QLabel* m_word;
    bool m_compact = false;
};

} // namespace lectern

#pragma once
#include "ui/kit/statestack.h"
#include <functional>

namespace lectern {

/// The frame of every page: title with its one primary action on the right, an optional row of tools, and the
/// content in its states, in a column of a readable width.
class PageFrame : public QWidget
{
    Q_OBJECT
public:
    explicit PageFrame(const QString& title, QWidget* parent = nullptr);
    [[nodiscard]] QString title() const;
    /// Loads again; F5.
    virtual void refresh() {}
    /// Ends what another page had narrowed here.
    virtual void showAll() {}
    /// Shows only what was booked in that month; the pages that a month's figures are made of.
    virtual void showMonth(const QDate&, const QString& /*currency*/) {}
    /// Where Ctrl+F goes; null when there is nothing to search.
    [[nodiscard]] virtual QWidget* searchField() const { return nullptr; }
    /// What becomes of a page that is about to be hidden or closed.
    enum class Leaving {
        Done,   ///< nothing to wait for
        Saving, ///< left() follows when the server has answered
        Stay,   ///< what was typed cannot be saved as it is; the page asks what to do
    };
    virtual Leaving leaving() { return Leaving::Done; }
    /// For `leaving`: where something was typed it asks, and goes back by itself once that may be forgotten.
    [[nodiscard]] Leaving askToDiscard(bool isDirty, const std::function<void()>& forget);
    /// A message of the live connection. Pages that show its subject load again.
    virtual void onLive(const LiveMessage&) {}

Q_SIGNALS:
    void back();
    void left(bool saved);
    void toast(const QString& text, lectern::Tone tone);

protected:
    void setTitle(const QString& title);
    void setSubtitle(const QString& subtitle);
    void setBackVisible(bool visible);
    void addTitleWidget(QWidget* widget); ///< beside the title, e.g. a chip
    void addAction(QWidget* widget);      ///< at the right of the title
    void addTools(QWidget* widget);       ///< a row below the title
    /// The page's content; call once. `scrolls`: it is taller than the window and has no view of its own.
    StateStack* setContent(QWidget* content, Skeleton::Shape shape, const EmptyText& empty, bool scrolls);
    void setMaximumContentWidth(int width);
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitWidth();

    QWidget* m_column;
    QVBoxLayout* m_body;
    QHBoxLayout* m_titleRow;
    QHBoxLayout* m_actions;
    QToolButton* m_back;
    ElidedLabel* m_title;
    ElidedLabel* m_subtitle;
    int m_maxWidth = kContentWidth;
    bool m_scrolls = false;
};

/// A scroll area that scrolls down only and shows the paper behind it.
[[nodiscard]] QScrollArea* makeScroller(QWidget* body);

} // namespace lectern

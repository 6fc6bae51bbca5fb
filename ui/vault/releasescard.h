#pragma once
#include "domain/vaults.h"
#include "ui/kit/widgets.h"

namespace lectern {

/// What becomes available when: a line a day with its date, a bar as long as the amount, and the amount. Hatched is
/// what the gateway has not confirmed yet.
class ReleaseBars final : public QWidget
{
    Q_OBJECT
public:
    explicit ReleaseBars(QWidget* parent = nullptr);
    void setReleases(const QList<VaultRelease>& releases);
    [[nodiscard]] QStringList lines() const; ///< as text, which is also what a screen reader says
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {240, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    void paintLine(QPainter* painter, const QRect& line, const VaultRelease& release, qint64 most) const;
    QList<VaultRelease> m_releases;
};

/// The bars in a card: the next days, and on request all of them.
class ReleasesCard final : public Card
{
    Q_OBJECT
public:
    explicit ReleasesCard(QWidget* parent = nullptr);
    /// Hides itself when nothing is on its way.
    void setReleases(const QList<VaultRelease>& releases);

private:
    void showDays();
    QList<VaultRelease> m_releases;
    ReleaseBars* m_bars;
    QLabel* m_note;
    QPushButton* m_more;
    bool m_all = false;
};

} // namespace lectern

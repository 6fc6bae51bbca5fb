#include "ui/kit/mediaduration.h"
#include <QMediaPlayer>
#include <QTimer>
#include <QUrl>
#include <memory>

namespace lectern {

void measureDuration(QObject* context, const QString& path, std::function<void(int)> tell)
{
    auto* player = new QMediaPlayer(context);
    const auto told = std::make_shared<bool>(false);
    const auto once = [player, told, tell](qint64 length) {
        if (std::exchange(*told, true)) return;
        player->deleteLater();
        tell(int((length + 500) / 1000));
    };
    QObject::connect(player, &QMediaPlayer::durationChanged, player, [once](qint64 length) {
        if (length > 0) once(length);
    });
    QObject::connect(player, &QMediaPlayer::errorOccurred, player, [once] { once(0); });
    QTimer::singleShot(10'000, player, [once] { once(0); });
    player->setSource(QUrl::fromLocalFile(path));
}

} // namespace lectern

#include "ui/teacher/uploadspanel.h"

namespace lectern {

UploadsPanel::UploadsPanel(UploadListModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_lines(column(space::m))
{
    setLayout(m_lines);
    connect(model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        for (int row = first; row <= last; ++row)
            addLine(row);
    });
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, [this](const QModelIndex&, int first, int last) {
        for (int row = last; row >= first; --row)
            m_rows.takeAt(row).box->deleteLater();
    });
    connect(model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& index) { refresh(index.row()); });
    for (int row = 0; row < model->rowCount(); ++row)
        addLine(row);
}

void UploadsPanel::addLine(int row)
{
    Line line{new QWidget,
              new ElidedLabel(TextStyle::Strong),
              makeLabel(TextStyle::Small, {}),
              new QProgressBar,
              makeIconButton(QStringLiteral("media-playback-pause"), tr("Pause"), QStringLiteral("upload.toggle")),
              makeIconButton(QStringLiteral("window-close"), tr("Cancel"), QStringLiteral("upload.cancel"))};
    auto* words = column(space::xs);
    words->addWidget(line.name);
    words->addWidget(line.bar);
    words->addWidget(line.state);
    auto* all = lectern::row(space::xs);
    all->addLayout(words, 1);
    all->addWidget(line.toggle);
    all->addWidget(line.cancel);
    line.box->setLayout(all);
    line.bar->setTextVisible(false);
    line.bar->setRange(0, 1000);
    m_lines->insertWidget(row, line.box);
    Upload* upload = m_model->at(row);
    connect(line.toggle, &QToolButton::clicked, upload, [upload] {
        const bool running = upload->state() == Upload::State::Uploading || upload->state() == Upload::State::Hashing ||
                             upload->state() == Upload::State::Queued;
        if (running)
            upload->pause();
        else
            upload->resume();
    });
    connect(line.cancel, &QToolButton::clicked, this, [this, upload] {
        for (int i = 0; i < m_model->rowCount(); ++i) {
            if (m_model->at(i) == upload) return m_model->remove(i);
        }
    });
    m_rows.insert(row, line);
    refresh(row);
}

void UploadsPanel::refresh(int row)
{
    if (row < 0 || row >= int(m_rows.size())) return;
    const Line& line = m_rows.at(row);
    const Upload* upload = m_model->at(row);
    const qint64 total = qMax<qint64>(1, upload->bytesTotal());
    const int permille = int(double(upload->bytesSent()) / double(total) * 1000);
    line.name->setText(upload->fileName());
    line.bar->setValue(permille);
    line.bar->setAccessibleName(tr("Upload of %1").arg(upload->fileName()));
    const QString size = tr("%1 of %2").arg(fileSizeText(upload->bytesSent()), fileSizeText(upload->bytesTotal()));
    QString iconName = QStringLiteral("media-playback-pause");
    QString tip = tr("Pause");
    switch (upload->state()) {
    case Upload::State::Queued:
        line.state->setText(upload->error().code == ErrorCode::Internal ? tr("Waiting")
                                                                        : tr("Waiting for the connection · %1").arg(size));
        break;
    case Upload::State::Hashing:
        line.state->setText(tr("Checking the file…"));
        break;
    case Upload::State::Uploading:
        line.state->setText(tr("%1 · %2%").arg(size).arg(permille / 10));
        break;
    case Upload::State::Paused:
        line.state->setText(tr("Paused at %1").arg(size));
        iconName = QStringLiteral("media-playback-start");
        tip = tr("Go on");
        break;
    case Upload::State::Failed:
        line.state->setText(upload->error().code == ErrorCode::UnsupportedMedia
                                ? tr("Not accepted: %1").arg(errorText(upload->error()))
                                : tr("Stopped at %1: %2").arg(size, errorText(upload->error())));
        iconName = QStringLiteral("view-refresh");
        tip = tr("Try again from where it stopped");
        break;
    case Upload::State::Complete:
        line.state->setText(tr("Complete, %1").arg(fileSizeText(upload->bytesTotal())));
        break;
    }
    line.state->setWordWrap(true);
    line.toggle->setIcon(icon(iconName));
    line.toggle->setToolTip(tip);
    line.toggle->setAccessibleName(tip);
    // What the server will never take is not worth another attempt.
    const bool hopeless = upload->state() == Upload::State::Failed &&
                          (upload->error().code == ErrorCode::UnsupportedMedia || upload->error().code == ErrorCode::TooLarge);
    line.toggle->setVisible(upload->state() != Upload::State::Complete && !hopeless);
    line.cancel->setToolTip(upload->state() == Upload::State::Complete ? tr("Remove from this list") : tr("Cancel"));
}

} // namespace lectern

#include "app/session/tokenstore.h"
#include <qt6keychain/keychain.h>

namespace lectern {

namespace {
const QString kService = QStringLiteral("Lectern");
QString keyOf(const QUrl& server) { return QStringLiteral("refresh-token ") + server.toString(); }
} // namespace

void TokenStore::read(const QUrl& server, std::function<void(QString)> done)
{
    auto* job = new QKeychain::ReadPasswordJob(kService, this);
    job->setKey(keyOf(server));
    connect(job, &QKeychain::Job::finished, this, [job, done = std::move(done)] { done(job->error() == QKeychain::NoError ? job->textData() : QString()); });
    job->start();
}

void TokenStore::write(const QUrl& server, const QString& refreshToken)
{
    auto* job = new QKeychain::WritePasswordJob(kService, this);
    job->setKey(keyOf(server));
    job->setTextData(refreshToken);
    job->start();
}

void TokenStore::remove(const QUrl& server)
{
    auto* job = new QKeychain::DeletePasswordJob(kService, this);
    job->setKey(keyOf(server));
    job->start();
}

} // namespace lectern

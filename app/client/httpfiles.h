#pragma once
#include "app/client/apiclient.h"

namespace lectern {

class HttpFiles final : public FilesGateway
{
public:
    explicit HttpFiles(ApiClient* api) : m_api(api) {}
    Upload* upload(const QString& localPath, QObject* parent) override;
    Reply<QByteArray> content(FileId id) override;
    Reply<QUrl> link(FileId id) override;
    Reply<Done> download(FileId id, QString localPath) override;

private:
    ApiClient* m_api;
};

} // namespace lectern

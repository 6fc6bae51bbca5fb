#include "fakes/fakeparts.h"

namespace lectern::fakes {

std::optional<StoredFile> FakeUpload::file() const
{
    if (m_state != State::Complete) return std::nullopt;
    return StoredFile{FileId{QStringLiteral("up-") + m_name},
                      m_name,
                      m_total,
                      QStringLiteral("application/pdf"),
                      QStringLiteral("00"),
                      m_total};
}

void FakeUpload::set(State state, qint64 sent, const Error& error)
{
    m_state = state;
    m_sent = sent;
    m_error = error;
    Q_EMIT changed();
}

} // namespace lectern::fakes

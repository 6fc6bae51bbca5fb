#pragma once
#include "daemon/config.h"
#include <memory>

namespace lectern::daemon {

/// The whole running server: listener, workers, inbox, settlement, jobs.
class Server
{
public:
    explicit Server(Config config);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Empty when it runs; else why not and what to do.
    [[nodiscard]] QString start();
    /// Takes nothing new, finishes what was accepted, then returns.
    void stop();
    [[nodiscard]] quint16 port() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

/// The services of a command without a listener (create-admin, the demo's seed).
class Toolbox
{
public:
    Toolbox(const Config& config, const Clock& clock, stripe::Gateway* gateway);
    ~Toolbox();
    [[nodiscard]] const Services& services() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace lectern::daemon

#pragma once
#include "http/listener/listener.h"
#include "sandbox/api/router.h"

#include <QObject>

namespace lectern::sandbox {

class ControlApi;

/// Takes requests from the listener's threads to the sandbox's one thread and answers them:
/// the API under /v1, the control API under /sandbox, the stand-in for Stripe.js.
class FrontDoor : public QObject, public http::Handler
{
public:
    explicit FrontDoor(Sandbox& sandbox);
    ~FrontDoor() override;

    void handle(http::Request request, http::Reply reply) override;
    /// Gives up the answers that a fault keeps back for ever, so that the listener can stop.
    void releaseHung();

private:
    struct ApiCall;

    void dispatch(http::Request request, const http::Reply& reply);
    void startApi(const http::Request& request, const http::Reply& reply);
    [[nodiscard]] Refusal admit(ApiCall& call) const;
    [[nodiscard]] Refusal admitAccount(ApiCall& call) const;
    void work(ApiCall& call);
    void run(ApiCall& call);
    void finish(ApiCall& call, const Answer& answer);
    void hang(const http::Reply& reply);
    void send(const ApiCall& call, int status, const QByteArray& body);
    void sendFile(const http::Request& request, const http::Reply& reply);

    Sandbox& m_sandbox;
    Router m_router;
    std::unique_ptr<ControlApi> m_control;
    QHash<int, http::Reply> m_hung; ///< by a number that counts up
    int m_lastHung = 0;
};

} // namespace lectern::sandbox

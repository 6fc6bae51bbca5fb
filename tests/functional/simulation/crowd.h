#pragma once
#include "simulation/client.h"
#include <vector>

namespace lectern::simulation {

/// Several clients that do deeds at the same time, while programs are killed and come back.
class Crowd
{
public:
    Crowd(Stage& stage, int clients) : m_stage(stage), m_clients(clients) {}
    /// Begins the deeds in this order and returns when all are done; throws the first Difference.
    void perform(const std::vector<Deed>& deeds);

private:
    Stage& m_stage;
    int m_clients;
};

} // namespace lectern::simulation

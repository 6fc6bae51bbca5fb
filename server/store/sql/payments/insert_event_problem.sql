insert into gateway_event_problem (endpoint, event_id, outcome, detail, at) values (:endpoint, :event_id, :outcome, :detail, :now)

insert into gateway_event_problem (endpoint, event_id, outcome, detail, awaits, at) values (:endpoint, :event_id, :outcome, :detail, :awaits, :now)

select count(*) as depth from gateway_event_queue

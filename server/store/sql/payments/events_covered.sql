select covered_until from event_look

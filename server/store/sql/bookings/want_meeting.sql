insert into booking_meeting (booking_id, state, next_at) values (:booking_id, 'wanted', :now)
on conflict (booking_id) do update set state = case when booking_meeting.service_id = '' then 'wanted' else 'changed' end, next_at = :now, attempts = 0, problem = '', told_at = null

insert into event_look (covered_until) values (:until)
on conflict (id) do update set covered_until = greatest(event_look.covered_until, excluded.covered_until)

-- The last one who recommended it.
insert into referral (student_id, referrer_id, at) values (:student_id, :referrer_id, :now)
on conflict (student_id) do update set referrer_id = excluded.referrer_id, at = excluded.at

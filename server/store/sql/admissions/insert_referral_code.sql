insert into referral_code (student_id, code, created_at) values (:student_id, :code, :now) on conflict (student_id) do nothing

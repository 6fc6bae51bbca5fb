insert into wallet (student_id, currency) values (:student_id, :currency) on conflict do nothing

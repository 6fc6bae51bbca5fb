insert into invitation_use (invitation_id, student_id, at) values (:invitation_id, :student_id, :now) on conflict do nothing

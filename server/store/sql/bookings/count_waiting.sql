select (select count(*) from booking where :claims::boolean and claim_state = 'open')
     + (select count(*) from booking where teacher_id = :user_id and (state = 'pending' or (proposed_by = 'student' and proposed_at > :now)))
     + (select count(*) from booking where student_id = :user_id and (state = 'confirmed' or (proposed_by = 'teacher' and proposed_at > :now))) as waiting

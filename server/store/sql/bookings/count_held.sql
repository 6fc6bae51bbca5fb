select count(*) as held from booking where student_id = :student_id and state in ('pending', 'confirmed')

select at, what from (
    (select at, 'logged in from ' || remote_address as what from audit_entry where actor_id = :student_id and action = 'account.login' order by id desc limit 100)
    union all
    (select g.updated_at as at, 'opened the lecture ' || l.title || ' (' || g.percent || ' %)' as what
     from lecture_progress g join lecture l on l.id = g.lecture_id where g.enrollment_id = :enrollment_id order by g.updated_at desc limit 300)
) x order by at desc limit 300

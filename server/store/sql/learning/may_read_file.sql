-- A cover of a listed course is public to everybody logged in; everything else belongs to its owner, an admin or a
-- student with access to the course.
select exists (select 1 from stored_file f where f.id = :file and f.owner_id = :user)
    or exists (select 1 from course_listing where cover_file_id = :file)
    or exists (select 1 from lecture l join enrollment e on e.course_id = l.course_id
               where l.file_id = :file and e.student_id = :user and e.state in ('active', 'completed'))
    or exists (select 1 from attachment a join lecture l on l.id = a.lecture_id join enrollment e on e.course_id = l.course_id
               where a.file_id = :file and e.student_id = :user and e.state in ('active', 'completed'))
    or exists (select 1 from course_revision r join course c on c.id = r.course_id join enrollment e on e.course_id = c.id
               where r.cover_file_id = :file and e.student_id = :user) as allowed

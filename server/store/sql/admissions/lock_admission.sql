-- The row is the lock under which seats are counted.
select mode, seats from course_admission where course_id = :course_id for update

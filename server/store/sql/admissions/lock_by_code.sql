-- The row is the lock under which uses are counted.
select id, course_id, email, seats, is_free, expires_at, revoked_at from invitation where code = :code for update

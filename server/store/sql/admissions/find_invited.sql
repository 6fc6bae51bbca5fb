-- The best of the invitations that the student used for a course.
select i.is_free from invitation_use u join invitation i on i.id = u.invitation_id
where u.student_id = :student_id and i.course_id = :course_id and i.revoked_at is null
order by i.is_free desc limit 1

insert into section (id, course_id, title, position)
values (:id, :course_id, :title, (select coalesce(max(position), 0) + 1 from section where course_id = :course_id))

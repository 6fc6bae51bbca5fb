select mode, seats from course_admission where course_id = :course_id

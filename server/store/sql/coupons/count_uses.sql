-- What others have and what is paid; what this enrollment has reserved itself is taken anew.
select count(*) as uses, count(*) filter (where u.code_key = :code_key) as of_code, count(*) filter (where u.student_id = :student_id::uuid) as of_student,
       exists (select 1 from payment p where p.student_id = :student_id::uuid and p.kind = 'course' and p.settled_at is not null and p.enrollment_id is distinct from :enrollment_id::uuid) as has_bought
from coupon_use u
where u.coupon_id = :coupon_id and u.state <> 'released' and not (u.state = 'reserved' and u.enrollment_id is not distinct from :enrollment_id::uuid)

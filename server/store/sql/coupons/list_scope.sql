select s.course_id, s.category_id, coalesce(r.title, '') as title
from coupon_scope s left join course c on c.id = s.course_id left join course_revision r on r.course_id = c.id and r.number = greatest(c.approved_revision, 1)
where s.coupon_id = :coupon_id
order by s.course_id, s.category_id

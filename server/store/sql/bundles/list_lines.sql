select l.course_id, coalesce(r.title, '') as course_title, l.price_minor, l.discount_minor, l.total_minor, l.tax_minor, l.tax_bps, l.share_bps, l.teacher_fixed_minor, l.enrollment_id, l.note, l.returned_by, l.state_before
from bundle_purchase_line l join course c on c.id = l.course_id left join course_revision r on r.course_id = c.id and r.number = c.approved_revision
where l.purchase_id = :purchase_id order by l.position

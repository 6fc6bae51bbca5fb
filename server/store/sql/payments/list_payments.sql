select id, kind, method, enrollment_id, course_id, course_title, student_id, student_name, teacher_id, teacher_name, amount_minor, currency, refunded_minor, disputed_minor, wallet_minor,
       tax_minor, tax_bps, fee_minor, teacher_minor, platform_minor, share_bps, state, failure_message, gateway_id, created_at, settled_at, receipt_number, coupon_code, discount_minor, line_number, line_count, schedule_id, standing, is_gift, is_for_bundle, booking_id, transfer_reference, session_at
from payment_shown p
where (:student::uuid is null or p.student_id = :student::uuid)
  and (:state::text is null or p.state = :state::text)
  and (:source::text is null or exists (select 1 from enrollment e where e.id = p.enrollment_id and e.source = :source::text))
  and (:standing::text is null or p.standing = :standing::text)
  and (:disputed::boolean is not true or p.id in (select x.payment_id from dispute x where x.state in ('needs_response', 'under_review', 'lost')))
  and (:offline::boolean is not true or (p.method in ('cash', 'cheque', 'bank_transfer') and p.state = 'awaiting_payer'
                                     and exists (select 1 from enrollment e where e.id = p.enrollment_id and e.state = 'awaiting_payment')))
  and (:pattern::text is null or p.student_name ilike :pattern::text or p.course_title ilike :pattern::text or p.teacher_name ilike :pattern::text or p.gateway_id = :exact::text or p.receipt_number = :exact::text or p.id in (select x.payment_id from payment_transfer x where upper(x.reference) = upper(:exact::text))
       or p.id::text = lower(:exact::text)
       or (length(replace(:exact::text, '-', '')) between 8 and 32 and right(replace(p.id::text, '-', ''), length(replace(:exact::text, '-', ''))) = lower(replace(:exact::text, '-', ''))))
  and (:currency::text is null or p.currency = :currency::text)
  and (:course::uuid is null or p.course_id = :course::uuid)
  and (:teacher::uuid is null or p.teacher_id = :teacher::uuid)
  and (:category::uuid is null or p.course_id in (select c.id from course c join course_revision r on r.course_id = c.id and r.number = c.approved_revision where r.category_id = :category::uuid)
       or p.booking_id in (select k.id from booking k join gig i on i.id = k.gig_id join gig_revision v on v.gig_id = i.id and v.number = i.approved_revision where v.category_id = :category::uuid))
  and (:coupon::text is null or p.coupon_code = :coupon::text)
  and (:moment::text <> 'sold' or (p.kind <> 'top_up' and p.settled_at is not null))
  and (:moment::text <> 'ordered' or p.kind <> 'top_up')
  and (:moment::text <> 'declined' or p.id in (select f.payment_id from payment_failure f where (:declined::text is null or f.code = :declined::text)
                                                and (:from::timestamptz is null or f.at >= :from::timestamptz) and (:until::timestamptz is null or f.at < :until::timestamptz)))
  and (:from::timestamptz is null or :moment::text = 'declined' or case when :moment::text = 'sold' then p.settled_at else p.created_at end >= :from::timestamptz)
  and (:until::timestamptz is null or :moment::text = 'declined' or case when :moment::text = 'sold' then p.settled_at else p.created_at end < :until::timestamptz)
  and (:cursor::uuid is null or p.id < :cursor::uuid)
order by p.id desc limit :limit

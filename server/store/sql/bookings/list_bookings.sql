select id, gig_id, teacher_id, teacher_name, student_id, student_name, title, starts_at, ends_at, minutes, rate_minor, session_minor, fee_minor, tax_minor, total_minor, currency, meeting, state, payment_id, message, created_at, expires_at, proposed_at, proposed_by, ended_by, reason,
       claim_by, claim_text, claim_at, claim_state, claim_answer, student_zone, teacher_zone, refunded_minor, payment_state, meeting_ready, moved_by_teacher
from booking_shown b
where (:teacher::uuid is null or b.teacher_id = :teacher::uuid)
  and (:student::uuid is null or b.student_id = :student::uuid)
  and (:state::text is null or b.state = :state::text)
  and (:claimed::boolean is not true or b.claim_state = 'open')
  and (:from::timestamptz is null or b.starts_at >= :from::timestamptz)
  and (:until::timestamptz is null or b.starts_at < :until::timestamptz)
  and (:pattern::text is null or b.title ilike :pattern::text or b.teacher_name ilike :pattern::text or b.student_name ilike :pattern::text)
  and case :time::text
      when 'ahead' then b.state in ('pending', 'confirmed', 'paid') and b.ends_at > :now
      when 'past' then not (b.state in ('pending', 'confirmed', 'paid') and b.ends_at > :now)
      when 'waiting' then b.ends_at > :now and case when :teacher::uuid is not null then b.state = 'pending' or (b.proposed_by = 'student' and b.proposed_at > :now)
                                                    when :student::uuid is not null then b.state = 'confirmed' or (b.proposed_by = 'teacher' and b.proposed_at > :now) else false end
      else true end
  and (:cursor_at::timestamptz is null or case when :time::text in ('ahead', 'waiting') then (b.starts_at, b.id) > (:cursor_at::timestamptz, :cursor_id::uuid) else (b.starts_at, b.id) < (:cursor_at::timestamptz, :cursor_id::uuid) end)
order by case when :time::text in ('ahead', 'waiting') then b.starts_at end, case when :time::text in ('ahead', 'waiting') then b.id end, b.starts_at desc, b.id desc limit :limit

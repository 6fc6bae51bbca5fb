select * from (
    select s.id, s.enrollment_id, s.enrollment_state, s.course_id, s.course_title, s.student_id, s.student_name, s.plan_name, s.state, s.total_minor, s.currency, s.access_before, s.created_at, s.paid_minor,
           case when s.state = 'active' and s.next_due_on < :today::date then 0 when s.state in ('active', 'paused') then 1 else 2 end as rank
    from schedule_shown s
    where (:state::text is null or s.state = :state::text)
      and (:pattern::text is null or s.student_name ilike :pattern::text or s.course_title ilike :pattern::text or s.plan_name ilike :pattern::text)
      and (s.state <> 'cancelled' or s.paid_minor > 0)
) x
where (:overdue::boolean is not true or x.rank = 0)
  and (:cursor_rank::int is null or (x.rank, x.id) > (:cursor_rank::int, :cursor_id::uuid))
order by x.rank, x.id limit :limit

-- What is ahead of somebody who was blocked.
select b.id from booking b
where b.state in ('pending', 'confirmed', 'paid') and b.starts_at > :now::timestamptz
  and exists (select 1 from app_user u where u.id in (b.teacher_id, b.student_id) and u.state = 'blocked')
order by b.id limit 50

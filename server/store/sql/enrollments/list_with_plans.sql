-- Those of the enrollments of which a plan or a subscription runs, or waits for its first payment.
select e.id from unnest(string_to_array(:ids, chr(30))::uuid[]) as e(id)
where exists (select 1 from schedule s where s.enrollment_id = e.id and s.state in ('proposed', 'active', 'paused'))
   or exists (select 1 from subscription b where b.enrollment_id = e.id and b.state <> 'cancelled')
order by e.id

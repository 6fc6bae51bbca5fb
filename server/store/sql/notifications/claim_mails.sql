select m.id, m.template, m.params, m.attempts, coalesce(u.email, m.address) as email, coalesce(u.name, m.address) as name from mail_outbox m left join app_user u on u.id = m.user_id
where m.state = 'queued' and m.not_before <= :now order by m.not_before limit 1 for update of m skip locked

-- What brought the student first: a sale keeps the source that it had.
update enrollment set source = :source, referrer_id = :referrer_id
where id = :id and not exists (select 1 from payment p where p.enrollment_id = :id and p.settled_at is not null)

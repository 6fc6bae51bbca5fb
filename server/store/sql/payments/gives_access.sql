-- Whether a payment pays for its place now: not all of it went back, and no bank has something of it.
select settled_at is not null and refunded_minor < amount_minor and disputed_minor = 0 as gives from payment where id = :id

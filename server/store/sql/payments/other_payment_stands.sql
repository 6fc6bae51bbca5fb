-- A payment of which a bank took something, or may yet, gives no access any more, however little it was.
select exists (select 1 from payment where enrollment_id = :enrollment_id and id <> :id and settled_at is not null
               and refunded_minor < amount_minor and disputed_minor = 0) as stands

select exists (select 1 from payment where enrollment_id = :enrollment_id and id <> :id and settled_at is not null
               and refunded_minor + disputed_minor < amount_minor) as stands

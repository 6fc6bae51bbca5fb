update enrollment e set state = 'active', kind = g.kind, price_minor = g.price_minor, currency = g.currency, payment_id = g.payment_id, expires_at = null, ended_by = '', updated_at = :now, activated_at = :now
from enrollment g where e.id = :to and g.id = :from

select t.reference, t.holder, t.account, t.bank_code, t.bank_name, t.page_url, t.missing_minor, t.currency, coalesce(e.expires_at, t.updated_at) as pay_until
from payment_transfer t join payment p on p.id = t.payment_id left join enrollment e on e.id = p.enrollment_id
where t.payment_id = :payment_id

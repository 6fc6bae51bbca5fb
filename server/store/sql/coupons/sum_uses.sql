select u.currency, sum(u.discount_minor)::bigint as discount_minor, coalesce(sum((select sum(x.amount_minor) from payment x where x.enrollment_id = u.enrollment_id and x.settled_at is not null and (x.id = u.payment_id or x.schedule_id = p.schedule_id))), 0)::bigint as paid_minor
from coupon_use u left join payment p on p.id = u.payment_id
where u.coupon_id = :coupon_id and u.state = 'redeemed'
group by u.currency order by u.currency

select u.currency, sum(u.discount_minor)::bigint as discount_minor, coalesce(sum(p.amount_minor), 0)::bigint as paid_minor
from coupon_use u left join payment p on p.id = u.payment_id
where u.coupon_id = :coupon_id and u.state = 'redeemed'
group by u.currency order by u.currency

-- What refunds and disputes of a payment took from whom, as far as it is not back.
select coalesce(sum(teacher_minor), 0)::bigint as teacher, coalesce(sum(tax_minor), 0)::bigint as tax, coalesce(sum(amount_minor), 0)::bigint as amount
from (select teacher_minor, tax_minor, amount_minor from refund where payment_id = :payment_id and teacher_minor is not null and not returned
      union all
      select teacher_minor, tax_minor, amount_minor from dispute where payment_id = :payment_id and teacher_minor is not null and not returned) taken

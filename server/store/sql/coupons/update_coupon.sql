update coupon set name = :name, percent_bps = :percent_bps, amount_minor = :amount_minor, minimum_minor = :minimum_minor, maximum_minor = :maximum_minor, currency = :currency, funding = :funding,
       valid_from = :valid_from, valid_until = :valid_until, max_uses = :max_uses, max_uses_per_student = :max_uses_per_student, first_purchase_only = :first_purchase_only, is_advertised = :is_advertised
where id = :id

insert into coupon (id, teacher_id, name, code, kind, percent_bps, amount_minor, minimum_minor, maximum_minor, currency, funding, valid_from, valid_until, max_uses, max_uses_per_student, first_purchase_only,
                    is_advertised, bulk_count, created_by, created_at)
values (:id, :teacher_id, :name, :code, :kind, :percent_bps, :amount_minor, :minimum_minor, :maximum_minor, :currency, :funding, :valid_from, :valid_until, :max_uses, :max_uses_per_student, :first_purchase_only,
        :is_advertised, :bulk_count, :created_by, :now)

insert into bundle_purchase_line (purchase_id, position, course_id, price_minor, discount_minor, total_minor, tax_minor, tax_bps, share_bps, teacher_fixed_minor)
values (:purchase_id, :position, :course_id, :price_minor, :discount_minor, :total_minor, :tax_minor, :tax_bps, :share_bps, :teacher_fixed_minor)

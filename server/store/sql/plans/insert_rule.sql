insert into plan_rule (id, position, category_id, teacher_id, minimum_minor, maximum_minor, currency, plan_id)
values (:id, :position, :category_id, :teacher_id, :minimum_minor, :maximum_minor, :currency, :plan_id)

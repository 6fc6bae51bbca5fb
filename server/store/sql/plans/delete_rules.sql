delete from plan_rule

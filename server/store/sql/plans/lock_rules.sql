select pg_advisory_xact_lock(hashtext('plan_rule'))

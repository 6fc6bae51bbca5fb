update subscription
set state = :state, plan_id = :plan_id, plan_name = :plan_name, every = :every, price_minor = :price_minor, setup_id = :setup_id, ends_at_period = :ends_at_period, end_wanted = :end_wanted, end_reason = :end_reason,
    trial_begun = trial_begun or :state = 'trialing', trial_end = :trial_end, period_end = :period_end, past_due_since = :past_due_since, sync_at = :sync_at, version = version + 1, ended_at = coalesce(ended_at, :ended_at::timestamptz), updated_at = :now
where id = :id
